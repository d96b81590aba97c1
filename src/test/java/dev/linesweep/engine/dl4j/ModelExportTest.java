package dev.linesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.Samples;
import dev.linesweep.data.Synthetic;
import dev.linesweep.model.LinearModel;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.SplitSpec;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;

class ModelExportTest {
  private static final Trajectory ADAM = Blocks.trajectory(Optimizer.ADAM, 0.01, 32, 0.001, 0.002);
  private static final float[] WEIGHTS = {0.7f, -0.2f, 0.1f, 0.3f};

  @TempDir Path folder;

  private static Samples samples(Standardize standardize) {
    return Samples.of(
        Synthetic.of(new DataSpec.Linear(60, 3, 0.1, 13)),
        new SplitSpec(0.2, 0, SplitSpec.By.ORDER, 13),
        standardize);
  }

  @ParameterizedTest
  @EnumSource(Standardize.class)
  void plainDl4jPredictsInTheLabelsOwnUnits(Standardize standardize) throws IOException {
    Samples samples = samples(standardize);
    File file = folder.resolve("model.zip").toFile();
    Files.write(file.toPath(), ModelExport.zip(Loss.MAE, ADAM, WEIGHTS, samples));

    double[][] rows = {{0.1, 2, -1}, {-3, 0.5, 0.25}};
    double[] predicted = dl4j(file, rows);

    NormalizerStandardize normalizer = ModelSerializer.restoreNormalizerFromFile(file);
    assertThat(normalizer.isFitLabel()).isEqualTo(standardize == Standardize.ALL);
    LinearModel ours = LinearModel.of(WEIGHTS, samples);
    for (int row = 0; row < rows.length; row++) {
      assertThat(predicted[row]).isCloseTo(ours.predict(rows[row]), within(2e-6));
    }
  }

  @ParameterizedTest
  @EnumSource(Standardize.class)
  void aFeatureThatIsConstantInTrainingChangesNoPrediction(Standardize standardize)
      throws IOException {
    double[] x = new double[20];
    double[] y = new double[10];
    for (int row = 0; row < 10; row++) {
      x[2 * row] = row;
      x[2 * row + 1] = row < 8 ? 5 : 6;
      y[row] = 2 * row + 1;
    }
    Samples samples =
        Samples.of(
            new Matrix(x, y, List.of("a", "flag"), "y"),
            new SplitSpec(0.2, 0, SplitSpec.By.ORDER, 13),
            standardize);
    float[] weights = {0.7f, 0, 0.3f};
    File file = folder.resolve("model.zip").toFile();
    Files.write(file.toPath(), ModelExport.zip(Loss.MAE, ADAM, weights, samples));

    for (double flag : new double[] {5, 6, -1e6}) {
      double[][] rows = {{1.5, flag}};
      assertThat(dl4j(file, rows)[0])
          .isCloseTo(LinearModel.of(weights, samples).predict(new double[] {1.5, 5}), within(2e-6));
    }
  }

  private static double[] dl4j(File file, double[][] rows) throws IOException {
    MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(file);
    NormalizerStandardize normalizer = ModelSerializer.restoreNormalizerFromFile(file);
    INDArray x = Nd4j.createFromArray(rows).castTo(network.params().dataType());
    normalizer.transform(x);
    INDArray predicted = network.output(x);
    if (normalizer.isFitLabel()) {
      normalizer.revertLabels(predicted);
    }
    return predicted.toDoubleVector();
  }

  @Test
  void theSameModelGivesTheSameBytesWithoutAClassOfOurs() throws IOException {
    Samples samples = samples(Standardize.ALL);
    byte[] zip = ModelExport.zip(Loss.MAE, ADAM, WEIGHTS, samples);
    assertThat(zip).isEqualTo(ModelExport.zip(Loss.MAE, ADAM, WEIGHTS, samples));
    assertThat(new String(zip, StandardCharsets.ISO_8859_1)).doesNotContain("linesweep");
  }
}
