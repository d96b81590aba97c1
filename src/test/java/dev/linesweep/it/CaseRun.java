package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.linesweep.fixture.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What {@code run} made of a case: its exit code and words, and the best model where there is one.
 */
record CaseRun(Ran ran, Path out) {
  /** A problem begins with its key in the job file, an option, or a place in the job file. */
  private static final Pattern LOCATED =
      Pattern.compile(
          "(?:data|split|metric|training|parameters)[\\w.\\[\\]]*: .+|--.+|\\S+:\\d+:\\d+: .+");

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\r\\t]]");

  static CaseRun of(Path job, Path out, String... more) {
    return new CaseRun(Ran.sweep("local[2]", job, out, more), out);
  }

  boolean completed() {
    return ran.code() == 0;
  }

  private JsonNode model() {
    try {
      return JsonMapper.builder().build().readTree(out.resolve("best/model.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(ran.err(), e);
    }
  }

  /** The weights by feature, in the label's own units, with {@code 1} for the bias. */
  Map<String, Double> equation() {
    JsonNode model = model();
    Map<String, Double> equation = new HashMap<>(Map.of("1", model.get("bias").asDouble()));
    for (int i = 0; i < model.get("features").size(); i++) {
      equation.put(model.get("features").get(i).asText(), model.get("weights").get(i).asDouble());
    }
    return equation;
  }

  /** A measure of the best trial on the test rows. */
  double test(String measure) {
    return model().at("/errors/test/" + measure).asDouble(Double.NaN);
  }

  /** A measure of least squares on the test rows. */
  double leastSquares(String measure) {
    return model().at("/baselines/ols/test/" + measure).asDouble(Double.NaN);
  }

  /** Exit code 0 and these coefficients. */
  void requireEquation(Map<String, Double> expected, double tolerance) {
    requireSuccess();
    Map<String, Double> found = equation();
    expected.forEach(
        (feature, weight) ->
            assertThat(found.get(feature))
                .as("%s in %s\n%s", feature, found, ran.err())
                .isNotNull()
                .isCloseTo(weight, within(tolerance)));
  }

  void requireSuccess() {
    requirePlainText();
    assertThat(ran.code()).as(ran.err()).isZero();
  }

  /** Exit code 2, one sentence for each problem, with all of these texts in them. */
  void requireRefused(List<String> texts) {
    requirePlainText();
    assertThat(ran.code()).as(ran.err()).isEqualTo(2);
    assertThat(problems()).isNotEmpty().allMatch(LOCATED.asMatchPredicate(), "says where it is");
    texts.forEach(text -> assertThat(ran.err()).contains(text));
    assertThat(out).doesNotExist();
  }

  /** The first line of each problem. */
  List<String> problems() {
    return ran.err()
        .lines()
        .filter(line -> line.startsWith("error: "))
        .map(line -> line.substring("error: ".length()))
        .toList();
  }

  /** No stack trace, no control character and no word of Spark's classes for errors. */
  private void requirePlainText() {
    String all = ran.out() + ran.err();
    assertThat(CONTROL.matcher(all).find()).as(all).isFalse();
    assertThat(all).doesNotContain("\tat ", "SQLSTATE", "Exception", "bug in Linesweep");
  }
}
