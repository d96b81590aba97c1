package dev.linesweep.engine.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.fixture.Bits;
import dev.linesweep.model.Evaluation;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.TrainingSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FusedEngineTest {
  @Test
  void noiselessRowsGiveBackTheirWeights() {
    Samples samples = Cases.samples(500, 3, 0);
    List<Trajectory> columns = List.of(Cases.column(Optimizer.SGD, 0.1, 0, 0, 0, 42));
    Snapshots snapshots = new FusedEngine().train(Cases.block(Loss.MSE, columns, 300), samples);
    assertThat(snapshots.weights(0, 0)).containsExactly(new float[] {1, 2, 3, 4}, within(1e-5f));
    assertThat(snapshots.metrics(0, 0, Part.TEST).mae()).isLessThan(1e-5);
  }

  @ParameterizedTest
  @EnumSource(names = {"MAE", "MSE", "MAPE"})
  void errorsAreThoseOfTheEvaluation(Loss loss) {
    Samples samples = Cases.samples(700, 5, 1);
    List<Trajectory> columns = Cases.columns(Optimizer.RMSPROP, 19, 32, false);
    Snapshots snapshots = new FusedEngine().train(Cases.block(loss, columns, 2, 5), samples);
    for (int column = 0; column < columns.size(); column++) {
      for (Part part : Part.values()) {
        assertThat(snapshots.metrics(column, 1, part))
            .isEqualTo(
                Evaluation.of(
                    snapshots.weights(column, 1), samples.part(part), loss, samples.labelScale()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MSLE", "POISSON"})
  void lossesThatNeedLogarithmsAreRefusedByName(Loss loss) {
    List<Trajectory> columns = List.of(Cases.column(Optimizer.SGD, 0.1, 0, 0, 0, 42));
    assertThatThrownBy(
            () -> new FusedEngine().train(Cases.block(loss, columns, 1), Cases.samples(50, 1, 0)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContainingAll(loss.key(), "engine: dl4j");
  }

  @Test
  void millionRowsLoseNoPrecision() {
    int rows = 1_000_000;
    Random random = new Random(1);
    float[] x = new float[rows];
    float[] y = new float[rows];
    double slope = 0;
    double level = 0;
    for (int row = 0; row < rows; row++) {
      x[row] = 1 + random.nextFloat();
      y[row] = 3 * x[row] + random.nextFloat();
      slope += -2.0 * y[row] * x[row];
      level += -2.0 * y[row];
    }
    Samples.Part train = new Samples.Part(x, y);
    Samples.Part few = new Samples.Part(new float[] {1}, new float[] {1});
    Samples one = Cases.samples(50, 1, 0);
    Samples samples =
        new Samples(
            train, few, few, one.rowNumbers(), one.scaling(), one.standardize(), one.names());
    TrainingSpec zeros = new TrainingSpec(Loss.MSE, new Init.Zeros(), 7);
    Training training =
        new Training(
            new BlockTraining(
                zeros, List.of(Cases.column(Optimizer.SGD, 1, 0, 0, 0, 1)), new int[] {1}),
            samples);
    for (Kernels kernels : List.of(new LoopKernels(), new VectorKernels())) {
      float[] weights = Trainer.train(training, kernels).weights(0, 0);
      assertThat(weights[0] / (-slope / rows)).isCloseTo(1, within(1e-6));
      assertThat(weights[1] / (-level / rows)).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void withoutTheVectorModuleItTrainsInLoopsWithTheSameBits() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WithoutVectors.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output).startsWith("fused loops, add-modules said, " + WithoutVectors.hash());
  }

  /** Prints what a JVM without vectors trains. */
  static final class WithoutVectors {
    public static void main(String[] args) {
      FusedEngine engine = new FusedEngine();
      boolean said = engine.slowBecause().orElse("").contains("--add-modules");
      System.out.printf("%s, %s, %d%n", engine.name(), said ? "add-modules said" : "", hash());
    }

    static int hash() {
      List<Trajectory> columns = Cases.columns(Optimizer.AMSGRAD, 5, 32, true);
      return Arrays.hashCode(
          Bits.weights(
              new FusedEngine()
                  .train(Cases.block(Loss.MAE, columns, 3), Cases.samples(100, 2, 1))));
    }
  }
}
