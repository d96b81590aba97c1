package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A change to {@link Jobs#LINE} that makes a job which is refused: the text replaced, what stands
 * there instead, the problem.
 *
 * @param fact what the refusal shows, as the name of a test
 */
record RefusedJob(String fact, String from, String to, String problem) {
  private static final String PARAMETERS = "parameters: {optimizer: sgd, epochs: 100}";

  static RefusedJob top(String fact, String line, String problem) {
    return new RefusedJob(fact, PARAMETERS, PARAMETERS + "\n" + line, problem);
  }

  static RefusedJob parameter(String fact, String entry, String problem) {
    return new RefusedJob(fact, "epochs: 100}", "epochs: 100, " + entry + "}", problem);
  }

  static RefusedJob epochs(String fact, String axis, String problem) {
    return new RefusedJob(fact, "epochs: 100}", "epochs: " + axis + "}", problem);
  }

  static RefusedJob optimizer(String fact, String axis, String problem) {
    return new RefusedJob(fact, "optimizer: sgd", "optimizer: " + axis, problem);
  }

  static RefusedJob data(String fact, String data, String problem) {
    return new RefusedJob(fact, "data: {line: {}}", "data: " + data, problem);
  }

  static RefusedJob table(String fact, String rest, String problem) {
    return data(fact, "{table: t, label: y, features: [x]" + rest + "}", problem);
  }

  static RefusedJob change(String fact, String from, String to, String problem) {
    return new RefusedJob(fact, from, to, problem);
  }

  String job() {
    return Jobs.LINE.replace(from, to);
  }

  void isRefused() {
    assertThat(Jobs.problems(job())).as(job()).containsExactly(problem);
  }

  @Override
  public String toString() {
    return fact;
  }
}
