package dev.linesweep.store;

import dev.linesweep.data.Sha256;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The names of the journal's files: a hash of the trajectories and epochs that a file holds. A
 * block's name begins with the number of its run, so that names sort in the order of reading.
 */
final class JournalNames {
  static final String BLOCK = ".block";
  static final String CHECKPOINT = ".checkpoint";
  private static final int RUN_DIGITS = 6;

  private JournalNames() {}

  /** Whether a name in the journal's folder is the name of a block or checkpoint. */
  static boolean isOurs(String name) {
    return isBlock(name) || name.matches("[0-9a-f]{32}" + CHECKPOINT);
  }

  static boolean isBlock(String name) {
    return name.matches("\\d{" + RUN_DIGITS + "}-[0-9a-f]{32}" + BLOCK);
  }

  static String block(int run, long[] trajectories, int[] epochs) {
    return String.format(
        Locale.ROOT, "%0" + RUN_DIGITS + "d-%s%s", run, hash(trajectories, epochs), BLOCK);
  }

  static String checkpoint(long[] trajectories, int[] epochs) {
    return hash(trajectories, epochs) + CHECKPOINT;
  }

  /** The run that a block belongs to. */
  static int run(String block) {
    return Integer.parseInt(block.substring(0, RUN_DIGITS));
  }

  private static String hash(long[] trajectories, int[] epochs) {
    ByteBuffer content = ByteBuffer.allocate(4 + 4 * epochs.length + 8 * trajectories.length);
    content.putInt(epochs.length);
    for (int epoch : epochs) {
      content.putInt(epoch);
    }
    for (long trajectory : trajectories) {
      content.putLong(trajectory);
    }
    return HexFormat.of().formatHex(Sha256.digest().digest(content.array()), 0, 16);
  }
}
