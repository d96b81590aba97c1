package dev.linesweep.engine.dl4j;

import dev.linesweep.data.Samples;
import dev.linesweep.data.Scaling;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.Loss;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Writes trained weights as a DL4J model with DL4J's own normalizer, no class of ours in it. {@code
 * ModelSerializer.restoreMultiLayerNetwork} and {@code restoreNormalizerFromFile} read it:
 * transform the features, {@code output}, and, if the label is standardized, {@code revertLabels}.
 *
 * <p>The entries are DL4J's but the zip is written here: {@code ModelSerializer.writeModel} fails
 * with the commons-io of Spark ("stream is closed"), and stamps the time.
 */
public final class ModelExport {
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private ModelExport() {}

  /**
   * The bytes of {@code model.zip}: the same for the same arguments.
   *
   * @param weightsThenBias in the units that training saw
   */
  public static byte[] zip(
      Loss loss, Trajectory trajectory, float[] weightsThenBias, Samples samples)
      throws IOException {
    Nd4jRuntime.start();
    MultiLayerNetwork network = Network.of(loss, trajectory, weightsThenBias);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      String configuration = network.getLayerWiseConfigurations().toJson();
      add(zip, ModelSerializer.CONFIGURATION_JSON, configuration.getBytes(StandardCharsets.UTF_8));
      add(zip, ModelSerializer.COEFFICIENTS_BIN, coefficients(network));
      add(zip, ModelSerializer.NORMALIZER_BIN, normalizerBytes(samples));
    }
    return bytes.toByteArray();
  }

  private static byte[] coefficients(MultiLayerNetwork network) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Nd4j.write(network.params(), out);
    }
    return bytes.toByteArray();
  }

  private static byte[] normalizerBytes(Samples samples) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    NormalizerSerializer.getDefault().write(normalizer(samples), bytes);
    return bytes.toByteArray();
  }

  private static NormalizerStandardize normalizer(Samples samples) {
    Scaling scaling = samples.scaling();
    boolean label = samples.standardize() == Standardize.ALL;
    NormalizerStandardize normalizer =
        label
            ? new NormalizerStandardize(
                row(scaling.featureMean()),
                row(scaling.featureDeviation()),
                row(scaling.labelMean()),
                row(scaling.labelDeviation()))
            : new NormalizerStandardize(
                row(scaling.featureMean()), row(scaling.featureDeviation()));
    normalizer.fitLabel(label);
    return normalizer;
  }

  private static INDArray row(double... values) {
    return Nd4j.createFromArray(new double[][] {values});
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(stored(name, content));
    zip.write(content);
    zip.closeEntry();
  }

  /** Stored rather than compressed, since compressed bytes depend on the JDK's zlib. */
  private static ZipEntry stored(String name, byte[] content) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(checksum.getValue());
    return entry;
  }
}
