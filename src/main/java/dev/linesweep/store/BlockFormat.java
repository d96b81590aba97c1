package dev.linesweep.store;

import dev.linesweep.result.RunFacts;
import dev.linesweep.result.Snapshots;
import dev.linesweep.result.TrainedBlock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.CRC32C;

/**
 * The bytes of one journal file, version {@value #VERSION}; little-endian throughout.
 *
 * <pre>
 * header  8  magic "LSWEEP" 0x1A 0x0A
 *         4  version
 *         4  flags: 1 if there is a validation part
 *         4  columns
 *         4  features
 *         4  epochs
 *         4  bytes of facts
 *         8  bytes of body
 *         4  CRC-32C of the body
 *         4  CRC-32C of the header up to here
 * body    4 each   epochs, increasing
 *         8 each   trajectories, by column
 *         4 each   first epoch at which a weight is not finite, by column; 0 for none
 *         8 each   metrics, column × epoch × part × (loss, mae, mse)
 *         4 each   weights, column × epoch × (features + 1), the bias last
 *         facts    attempt (4), start (8 s, 4 ns), train time (8 s, 4 ns), then engine, device,
 *                  host and an empty text, each as its length in bytes (4) and UTF-8
 * </pre>
 */
final class BlockFormat {
  static final int VERSION = 1;
  static final int HEADER_BYTES = 48;

  private static final long MAGIC = 0x0A1A_5045_4557_534CL;
  private static final int VALIDATION = 1;
  private static final int VERSION_AT = 8;
  private static final int BODY_LENGTH_AT = 32;
  private static final int BODY_CRC_AT = 40;
  private static final int HEADER_CRC_AT = 44;

  private BlockFormat() {}

  /** The file is incomplete, or not a journal file. */
  static final class CorruptException extends IOException {
    private static final long serialVersionUID = 1L;

    CorruptException(String reason) {
      super(reason);
    }
  }

  static byte[] encode(TrainedBlock block) {
    Snapshots snapshots = block.snapshots();
    byte[] facts = facts(block);
    long body =
        bodyBytes(
            snapshots.columns(),
            snapshots.features(),
            snapshots.epochCount(),
            snapshots.hasValidation(),
            facts.length);
    ByteBuffer out = buffer(new byte[Math.toIntExact(HEADER_BYTES + body)]);
    out.putLong(MAGIC).putInt(VERSION).putInt(snapshots.hasValidation() ? VALIDATION : 0);
    out.putInt(snapshots.columns()).putInt(snapshots.features()).putInt(snapshots.epochCount());
    out.putInt(facts.length).putLong(body);
    out.position(HEADER_BYTES);
    putBody(out, block, facts);
    out.putInt(BODY_CRC_AT, crc(out.array(), HEADER_BYTES, (int) body));
    out.putInt(HEADER_CRC_AT, crc(out.array(), 0, HEADER_CRC_AT));
    return out.array();
  }

  private static void putBody(ByteBuffer out, TrainedBlock block, byte[] facts) {
    Snapshots snapshots = block.snapshots();
    for (int epoch : snapshots.epochs()) {
      out.putInt(epoch);
    }
    for (long trajectory : block.trajectories()) {
      out.putLong(trajectory);
    }
    for (int epoch : snapshots.divergedEpochs()) {
      out.putInt(epoch);
    }
    DoubleBuffer metrics = snapshots.allMetrics();
    int metricsBytes = Double.BYTES * metrics.remaining();
    out.asDoubleBuffer().put(metrics);
    out.position(out.position() + metricsBytes);
    FloatBuffer weights = snapshots.allWeights();
    int weightsBytes = Float.BYTES * weights.remaining();
    out.asFloatBuffer().put(weights);
    out.position(out.position() + weightsBytes);
    out.put(facts);
  }

  private static byte[] facts(TrainedBlock block) {
    RunFacts facts = block.facts();
    byte[][] texts = {utf8(facts.engine()), utf8(facts.device()), utf8(facts.host()), utf8("")};
    int length = 28;
    for (byte[] text : texts) {
      length += Integer.BYTES + text.length;
    }
    ByteBuffer out = buffer(new byte[length]);
    out.putInt(facts.attempt());
    out.putLong(facts.start().getEpochSecond()).putInt(facts.start().getNano());
    out.putLong(facts.trainTime().toSeconds()).putInt(facts.trainTime().getNano());
    for (byte[] text : texts) {
      out.putInt(text.length).put(text);
    }
    return out.array();
  }

  /**
   * The length of the whole file, read from its header.
   *
   * @throws CorruptException if the header is incomplete
   * @throws IOException if a newer Linesweep wrote it
   */
  static long length(byte[] header) throws IOException {
    ByteBuffer in = header(header);
    return HEADER_BYTES + in.getLong(BODY_LENGTH_AT);
  }

  /** Reads what {@link #encode} wrote, after checking every checksum. */
  static TrainedBlock decode(byte[] bytes) throws IOException {
    ByteBuffer in = header(bytes);
    long body = in.getLong(BODY_LENGTH_AT);
    if (bytes.length != HEADER_BYTES + body) {
      throw new CorruptException(
          "it has " + bytes.length + " bytes instead of " + (HEADER_BYTES + body));
    }
    if (crc(bytes, HEADER_BYTES, (int) body) != in.getInt(BODY_CRC_AT)) {
      throw new CorruptException("its checksum is wrong");
    }
    return body(in.position(VERSION_AT + 4));
  }

  private static ByteBuffer header(byte[] bytes) throws IOException {
    if (bytes.length < HEADER_BYTES) {
      throw new CorruptException("it has " + bytes.length + " bytes, fewer than its header");
    }
    ByteBuffer in = buffer(bytes);
    if (in.getLong(0) != MAGIC) {
      throw new CorruptException("it does not begin like a journal file");
    }
    if (crc(bytes, 0, HEADER_CRC_AT) != in.getInt(HEADER_CRC_AT)) {
      throw new CorruptException("the checksum of its header is wrong");
    }
    int version = in.getInt(VERSION_AT);
    if (version > VERSION) {
      throw new IOException(
          "it has journal format "
              + version
              + ", written by a newer Linesweep; this one reads up to "
              + VERSION
              + ". Use the newer one, or another --out folder.");
    }
    return in;
  }

  private static TrainedBlock body(ByteBuffer in) throws CorruptException {
    boolean validation = (in.getInt() & VALIDATION) != 0;
    int columns = in.getInt();
    int features = in.getInt();
    int[] epochs = new int[in.getInt()];
    in.position(HEADER_BYTES);
    in.asIntBuffer().get(epochs);
    in.position(in.position() + Integer.BYTES * epochs.length);
    long[] trajectories = new long[columns];
    in.asLongBuffer().get(trajectories);
    in.position(in.position() + Long.BYTES * columns);
    int[] diverged = new int[columns];
    in.asIntBuffer().get(diverged);
    in.position(in.position() + Integer.BYTES * columns);
    double[] metrics = new double[columns * epochs.length * metricsEach(validation)];
    in.asDoubleBuffer().get(metrics);
    in.position(in.position() + Double.BYTES * metrics.length);
    float[] weights = new float[columns * epochs.length * (features + 1)];
    in.asFloatBuffer().get(weights);
    in.position(in.position() + Float.BYTES * weights.length);
    int attempt = in.getInt();
    Instant start = Instant.ofEpochSecond(in.getLong(), in.getInt());
    Duration trainTime = Duration.ofSeconds(in.getLong(), in.getInt());
    RunFacts facts = new RunFacts(text(in), text(in), text(in), attempt, start, trainTime);
    if (!text(in).isEmpty()) {
      throw new CorruptException("it has no results");
    }
    return new TrainedBlock(
        trajectories,
        new Snapshots(columns, features, validation, epochs, weights, metrics, diverged),
        facts);
  }

  private static long bodyBytes(
      long columns, int features, int epochs, boolean validation, int factBytes) {
    long snapshots = columns * epochs;
    long metrics = snapshots * metricsEach(validation);
    return Integer.BYTES * (long) epochs
        + (Long.BYTES + Integer.BYTES) * columns
        + Double.BYTES * metrics
        + Float.BYTES * snapshots * (features + 1L)
        + factBytes;
  }

  private static int metricsEach(boolean validation) {
    return (validation ? 3 : 2) * Snapshots.PER_PART;
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8).intern();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
