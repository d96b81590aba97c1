package dev.linesweep.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.Sweep;
import dev.linesweep.fixture.SharedSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run whose winner is right is not condemned, whatever it trains. */
class WinnerCheckTest {
  private static final String JOB =
      """
      name: checked
      data: {line: {step: 0.05}}
      training: {loss: mse}
      parameters:
        optimizer: {values: [sgd, nesterovs, adagrad, rmsprop, adadelta, adam, adamax, nadam, amsgrad]}
        learning_rate: {values: [0.01, 0.1]}
        epochs: {values: [3, 20]}
      """;

  private static final List<String> SCALED = List.of("none", "features", "all");
  private static final List<String> STANDARDIZED = List.of("mae", "mse");
  private static final List<String> FUSED = List.of("mae", "mse", "mape");

  @TempDir Path folder;

  /** Every loss, engine and scaling that go together; the two starts take turns. */
  static List<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (String loss : List.of("mae", "mse", "mape", "msle", "poisson")) {
      for (String scaled : STANDARDIZED.contains(loss) ? SCALED : SCALED.subList(0, 2)) {
        for (String engine : FUSED.contains(loss) ? List.of("dl4j", "fused") : List.of("dl4j")) {
          cases.add(Arguments.of(loss, scaled, engine, cases.size() % 2 == 0 ? "xavier" : "zeros"));
        }
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aRightWinnerIsNotCondemned(String loss, String scaled, String engine, String init)
      throws Exception {
    String start = loss.equals("poisson") ? "{weights: [0.1], bias: 0.5}" : init;

    assertThat(check(loss, scaled, engine, start))
        .contains("plain DL4J, trained separately: ")
        .contains(" early epochs (1")
        .contains(" agree within rounding");
  }

  @Test
  void laterEpochsAreFittedOnlyWhereTheyCostLittleNextToTheTraining() throws Exception {
    List<String> long60 =
        List.of("parameters.epochs={values: [3, 60]}", "parameters.optimizer=sgd");
    assertThat(check("mae", "none", "fused", "zeros", long60))
        .contains(" agree within rounding")
        .contains(" after epoch 20; linesweep replay compares later epochs too, for up to 60 s");
    assertThat(check("mae", "none", "dl4j", "zeros", long60.subList(0, 1)))
        .contains(" agree within rounding")
        .contains(" after epoch 60")
        .doesNotContain("replay");
  }

  @Test
  void ofMiniBatchesOnlyAsManyEpochsAreFittedAsAThousandStepsFill() throws Exception {
    List<String> ofThem =
        List.of(
            "data={linear: {rows: 400, features: 2, noise: 0.1, seed: 1}, standardize: none}",
            "split={test: 0.2, by: interleaved}",
            "parameters={optimizer: sgd, learning_rate: 0.01, epochs: 30, batch_size: 1}");
    assertThat(check("mae", "none", "fused", "zeros", ofThem))
        .contains(
            "3 early epochs (1, 2, 3) agree within rounding", " after epoch 3; linesweep replay");
  }

  private String check(String loss, String scaled, String engine, String init) throws Exception {
    return check(loss, scaled, engine, init, List.of());
  }

  private String check(String loss, String scaled, String engine, String init, List<String> further)
      throws Exception {
    Path job = Files.writeString(folder.resolve("job.yaml"), JOB);
    Path out = folder.resolve("out-" + engine);
    List<String> changes =
        new ArrayList<>(
            List.of(
                "training.loss=" + loss,
                "training.init=" + init,
                "data.standardize=" + scaled,
                "engine=" + engine));
    changes.addAll(further);
    Sweep.read(job.toString(), changes.toArray(String[]::new))
        .withOut(out.toString())
        .run(SharedSpark.session());
    return Files.readString(out.resolve("provenance.json"));
  }
}
