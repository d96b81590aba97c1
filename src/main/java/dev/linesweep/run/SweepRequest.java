package dev.linesweep.run;

import dev.linesweep.spec.SweepSpec;
import dev.linesweep.text.Caller;
import java.util.List;

/**
 * A sweep to run, and where its results go.
 *
 * @param strict whether a single failed trial makes the run a failure
 * @param plots URI or path of a folder for the charts as SVG; empty for none
 * @param mlflow the tracking server that the user names here, or {@code none}; empty for the job's
 *     server, else the one in the environment
 */
public record SweepRequest(
    SweepSpec spec,
    Target target,
    boolean strict,
    Budget budget,
    String plots,
    String mlflow,
    Command command) {

  /**
   * The output folder.
   *
   * @param out URI or path; empty for {@code runs/<name>-<identity>}
   * @param fresh whether the results of an earlier run are removed first
   * @param overwrite whether the tables of another grid there may be replaced
   */
  public record Target(String out, boolean fresh, boolean overwrite) {}

  /**
   * The command that was typed, or another caller of the sweep.
   *
   * @param words for the provenance; empty if there was none
   * @param stamp identifies an equal command before its data is read; empty for none
   * @param caller whom messages address
   */
  public record Command(List<String> words, String stamp, Caller caller) {
    public static final Command NONE = of(Caller.COMMAND);

    public Command {
      words = List.copyOf(words);
    }

    public Command(List<String> words, String stamp) {
      this(words, stamp, Caller.COMMAND);
    }

    /** No command, but a caller. */
    public static Command of(Caller caller) {
      return new Command(List.of(), "", caller);
    }
  }

  public static SweepRequest of(SweepSpec spec) {
    return new SweepRequest(
        spec, new Target("", false, false), false, Budget.of(spec.limits()), "", "", Command.NONE);
  }

  private SweepRequest with(Target other) {
    return new SweepRequest(spec, other, strict, budget, plots, mlflow, command);
  }

  public SweepRequest withOut(String folder) {
    return with(new Target(folder, target.fresh, target.overwrite));
  }

  public SweepRequest withFresh(boolean value) {
    return with(new Target(target.out, value, target.overwrite));
  }

  public SweepRequest withOverwrite(boolean value) {
    return with(new Target(target.out, target.fresh, value));
  }

  public SweepRequest withStrict(boolean value) {
    return new SweepRequest(spec, target, value, budget, plots, mlflow, command);
  }

  public SweepRequest withBudget(Budget value) {
    return new SweepRequest(spec, target, strict, value, plots, mlflow, command);
  }

  public SweepRequest withPlots(String folder) {
    return new SweepRequest(spec, target, strict, budget, folder, mlflow, command);
  }

  public SweepRequest withMlflow(String server) {
    return new SweepRequest(spec, target, strict, budget, plots, server, command);
  }

  public SweepRequest withCommand(Command typed) {
    return new SweepRequest(spec, target, strict, budget, plots, mlflow, typed);
  }
}
