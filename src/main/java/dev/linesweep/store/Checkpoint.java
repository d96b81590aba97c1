package dev.linesweep.store;

import dev.linesweep.result.TrainedBlock;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The state of a block's training when it was last saved.
 *
 * <p>Its bytes: a magic number (8), the CRC-32C of what follows (4), the epoch (4), the steps (4),
 * the length of the arithmetic's name and the name in UTF-8, the numbers of floats and doubles and
 * these, then the block's recorded snapshots as a journal file. All numbers are big-endian.
 *
 * @param arithmetic of the engine that wrote it; no other can continue from it
 * @param epoch the last epoch that was trained to its end
 * @param steps how many steps of the next epoch were taken
 * @param recorded the block's trajectories and their snapshots so far
 * @param floats of the engine
 * @param doubles of the engine
 */
public record Checkpoint(
    String arithmetic,
    int epoch,
    int steps,
    TrainedBlock recorded,
    float[] floats,
    double[] doubles) {
  private static final long MAGIC = 0x4C53_5745_4550_1A04L;
  private static final int HEADER = Long.BYTES + Integer.BYTES;

  byte[] encode() throws IOException {
    byte[] name = arithmetic.getBytes(StandardCharsets.UTF_8);
    ByteBuffer numbers =
        ByteBuffer.allocate(
            Math.addExact(
                Math.multiplyExact(floats.length, Float.BYTES),
                Math.multiplyExact(doubles.length, Double.BYTES)));
    numbers.asFloatBuffer().put(floats);
    numbers.position(floats.length * Float.BYTES);
    numbers.asDoubleBuffer().put(doubles);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(MAGIC);
    out.writeInt(0);
    out.writeInt(epoch);
    out.writeInt(steps);
    out.writeInt(name.length);
    out.write(name);
    out.writeInt(floats.length);
    out.writeInt(doubles.length);
    out.write(numbers.array());
    out.write(BlockFormat.encode(recorded));
    byte[] all = bytes.toByteArray();
    ByteBuffer.wrap(all).putInt(Long.BYTES, crc(all));
    return all;
  }

  /** Reads what {@link #encode} wrote; empty for anything else. */
  static Optional<Checkpoint> decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER || in.getLong() != MAGIC || in.getInt() != crc(bytes)) {
      return Optional.empty();
    }
    int epoch = in.getInt();
    int steps = in.getInt();
    byte[] name = new byte[in.getInt()];
    in.get(name);
    float[] floats = new float[in.getInt()];
    double[] doubles = new double[in.getInt()];
    in.asFloatBuffer().get(floats);
    in.position(in.position() + floats.length * Float.BYTES);
    in.asDoubleBuffer().get(doubles);
    in.position(in.position() + doubles.length * Double.BYTES);
    byte[] block = new byte[in.remaining()];
    in.get(block);
    String arithmetic = new String(name, StandardCharsets.UTF_8);
    try {
      TrainedBlock recorded = BlockFormat.decode(block);
      return Optional.of(new Checkpoint(arithmetic, epoch, steps, recorded, floats, doubles));
    } catch (IOException e) {
      return Optional.empty(); // Written by another version of Linesweep.
    }
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, HEADER, bytes.length - HEADER);
    return (int) crc.getValue();
  }
}
