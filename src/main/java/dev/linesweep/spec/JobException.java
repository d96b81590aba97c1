package dev.linesweep.spec;

import java.io.Serial;
import java.util.List;

/**
 * The user's input cannot be run: command line, job file or data. The command ends with exit code 2
 * and shows the message without a stack trace.
 */
public sealed class JobException extends RuntimeException permits BrokenRule {
  @Serial private static final long serialVersionUID = 1L;

  private final List<String> problems;

  public JobException(String problem) {
    this(List.of(problem));
  }

  /** One line or paragraph per problem, all of them at once. */
  public JobException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
