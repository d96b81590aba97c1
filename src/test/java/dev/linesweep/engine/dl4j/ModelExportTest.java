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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.L1Regularization;

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

  /** A JVM loads a native library for one class loader only. */
  @Test
  void noNativeLibraryIsLoaded() throws Exception {
    Nd4jRuntime.start();
    try (URLClassLoader others =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Class<?> there = others.loadClass(NetworkInWords.class.getName());
      assertThat(there).isNotSameAs(NetworkInWords.class);
      Callable<?> words = (Callable<?>) there.getDeclaredConstructor().newInstance();
      assertThat(words.call()).isEqualTo(new NetworkInWords().call());
    }
  }

  /** To be loaded a second time. */
  public static final class NetworkInWords implements Callable<String> {
    @Override
    public String call() {
      Trajectory trajectory = Blocks.trajectory(Optimizer.ADAM, 0.01, 32, 0.001, 0.002);
      return ModelExport.configuration(Loss.MSLE, trajectory, 3);
    }
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  static List<Arguments> networks() {
    return Stream.of(Optimizer.values())
        .flatMap(rule -> Stream.of(Loss.values()).map(loss -> Arguments.of(rule, loss)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theNetworkIsWrittenAsDl4jDoes(Optimizer rule, Loss loss) throws IOException {
    Trajectory trajectory = Blocks.trajectory(rule, 0.01, 32, 0.001, 0);
    MultiLayerNetwork network = new MultiLayerNetwork(byDl4jsBuilders(loss, trajectory));
    network.init(Floats.array(WEIGHTS, 1, WEIGHTS.length), true);
    ByteArrayOutputStream weights = new ByteArrayOutputStream();
    Nd4j.write(network.params(), new DataOutputStream(weights));

    Map<String, byte[]> zip =
        entries(ModelExport.zip(loss, trajectory, WEIGHTS, samples(Standardize.NONE)));

    assertThat(new String(zip.get("configuration.json"), StandardCharsets.UTF_8))
        .isEqualTo(network.getLayerWiseConfigurations().toJson());
    assertThat(zip.get("coefficients.bin")).isEqualTo(weights.toByteArray());
  }

  private static MultiLayerConfiguration byDl4jsBuilders(Loss loss, Trajectory trajectory) {
    var layer =
        new OutputLayer.Builder(ColumnLoss.single(loss))
            .activation(Activation.IDENTITY)
            .nIn(3)
            .nOut(1)
            .build();
    layer.setRegularization(List.of(new L1Regularization(trajectory.l1())));
    return new NeuralNetConfiguration.Builder()
        .seed(0)
        .updater(Updaters.of(trajectory.parameters(), trajectory.learningRate()))
        .trainingWorkspaceMode(WorkspaceMode.ENABLED)
        .list()
        .layer(layer)
        .build();
  }

  @ParameterizedTest
  @EnumSource(Standardize.class)
  void theNormalizerIsWrittenAsDl4jDoes(Standardize standardize) throws IOException {
    Samples samples = samples(standardize);
    byte[] zip = ModelExport.zip(Loss.MAE, ADAM, WEIGHTS, samples);
    File file = Files.write(folder.resolve("model.zip"), zip).toFile();
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    NormalizerSerializer.getDefault().write(ModelSerializer.restoreNormalizerFromFile(file), again);

    assertThat(entries(zip).get("normalizer.bin")).isEqualTo(again.toByteArray());
  }

  private static Map<String, byte[]> entries(byte[] bytes) throws IOException {
    Map<String, byte[]> entries = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }
}
