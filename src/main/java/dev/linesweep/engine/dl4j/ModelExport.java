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
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerType;

/**
 * Writes trained weights as a DL4J model with DL4J's own normalizer, without any class of
 * Linesweep. {@code ModelSerializer.restoreMultiLayerNetwork} and {@code restoreNormalizerFromFile}
 * read it: transform the features, {@code output}, and, if the label is standardized, {@code
 * revertLabels}.
 *
 * <p>DL4J's classes describe the network; the arrays and the zip are written here, to the byte as
 * DL4J would. So no native library is loaded, and a driver without memory or disk for ND4J writes
 * the model all the same. Nor could {@code ModelSerializer.writeModel} be used: it fails with the
 * commons-io of Spark ("stream is closed"), and stamps the time.
 */
public final class ModelExport {
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final int NORMALIZER_VERSION = 1;

  private ModelExport() {}

  /**
   * The bytes of {@code model.zip}: the same for the same arguments.
   *
   * @param weightsThenBias in the units that training saw
   */
  public static byte[] zip(
      Loss loss, Trajectory trajectory, float[] weightsThenBias, Samples samples)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      String network = configuration(loss, trajectory, weightsThenBias.length - 1);
      add(zip, ModelSerializer.CONFIGURATION_JSON, network.getBytes(StandardCharsets.UTF_8));
      add(zip, ModelSerializer.COEFFICIENTS_BIN, coefficients(weightsThenBias));
      add(zip, ModelSerializer.NORMALIZER_BIN, normalizer(samples));
    }
    return bytes.toByteArray();
  }

  static String configuration(Loss loss, Trajectory trajectory, int features) {
    MultiLayerConfiguration network = Network.configuration(loss, trajectory, features);
    // As a network does of its configuration when it is made.
    network.getConf(0).addVariable(DefaultParamInitializer.WEIGHT_KEY);
    network.getConf(0).addVariable(DefaultParamInitializer.BIAS_KEY);
    return network.toJson();
  }

  private static byte[] coefficients(float[] weightsThenBias) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      ArrayFormat.write(out, weightsThenBias);
    }
    return bytes.toByteArray();
  }

  /** As {@code NormalizerSerializer} writes a {@code NormalizerStandardize}. */
  private static byte[] normalizer(Samples samples) throws IOException {
    Scaling scaling = samples.scaling();
    boolean label = samples.standardize() == Standardize.ALL;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF("NORMALIZER");
      out.writeInt(NORMALIZER_VERSION);
      out.writeUTF(NormalizerType.STANDARDIZE.name());
      out.writeBoolean(label);
      ArrayFormat.writeRow(out, scaling.featureMean());
      ArrayFormat.writeRow(out, scaling.featureDeviation());
      if (label) {
        ArrayFormat.writeRow(out, scaling.labelMean());
        ArrayFormat.writeRow(out, scaling.labelDeviation());
      }
    }
    return bytes.toByteArray();
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
