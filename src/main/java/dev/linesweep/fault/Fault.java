package dev.linesweep.fault;

/**
 * A known kind of failure whose cause is outside Linesweep.
 *
 * @param what is wrong, without a full stop
 * @param remedy what to do; sentences
 */
public record Fault(Blame blame, String what, String remedy) {

  /** Who can fix it. */
  public enum Blame {
    /** The user, in the command or the job: a wrong address, a missing library or password. */
    COMMAND,
    /** The administrator of the machines: memory, disks, a service that does not answer. */
    MACHINES
  }

  /** Whether the command or the job has to change. */
  public boolean isOfTheCommand() {
    return blame == Blame.COMMAND;
  }

  /** What is wrong and what to do. */
  public String text() {
    return what + ". " + remedy;
  }
}
