package dev.linesweep.store;

import dev.linesweep.result.TrainedBlock;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The checkpoints of blocks in training, in the journal's folder: one file per block, replaced as
 * its training progresses. The file of a long block is removed when the block is journalled; the
 * file of a block that ended at a rung is kept until the sweep has ended, so that its columns can
 * continue from it.
 */
public final class Checkpoints {
  private Checkpoints() {}

  /** Saves the state of a block's training, replacing the earlier one. */
  public static void write(Configuration hadoop, Path folder, Checkpoint checkpoint)
      throws IOException {
    byte[] bytes = checkpoint.encode();
    TrainedBlock recorded = checkpoint.recorded();
    Path file = file(hadoop, folder, recorded.trajectories(), recorded.snapshots().epochs());
    AtomicFile.write(hadoop, file, out -> out.write(bytes));
  }

  /**
   * The last checkpoint of exactly these trajectories and epochs. A checkpoint from which no
   * training can continue (another arithmetic, an incomplete file) is removed.
   */
  public static Optional<Checkpoint> find(
      Configuration hadoop, Path folder, String arithmetic, long[] trajectories, int[] epochs)
      throws IOException {
    Path file = file(hadoop, folder, trajectories, epochs);
    Optional<Checkpoint> found;
    try {
      found =
          Checkpoint.decode(Journal.bytes(hadoop, file))
              .filter(each -> each.arithmetic().equals(arithmetic))
              .filter(each -> Arrays.equals(each.recorded().trajectories(), trajectories))
              .filter(each -> Arrays.equals(each.recorded().snapshots().epochs(), epochs));
    } catch (FileNotFoundException | NoSuchFileException e) {
      return Optional.empty();
    }
    if (found.isEmpty()) {
      Journal.delete(hadoop, file);
    }
    return found;
  }

  /** The name of the checkpoint of these trajectories and epochs. */
  public static String name(long[] trajectories, int[] epochs) {
    return JournalNames.checkpoint(trajectories, epochs);
  }

  /** The names of all checkpoints. */
  public static Set<String> names(Configuration hadoop, Path folder) throws IOException {
    Path qualified = LocalFiles.qualify(hadoop, folder);
    return Journal.named(hadoop, qualified, JournalNames.CHECKPOINT).stream()
        .map(Path::getName)
        .collect(Collectors.toSet());
  }

  /** The checkpoint of that name; empty if it is missing, incomplete or of another arithmetic. */
  public static Optional<Checkpoint> read(
      Configuration hadoop, Path folder, String name, String arithmetic) throws IOException {
    try {
      Path file = new Path(LocalFiles.qualify(hadoop, folder), name);
      return Checkpoint.decode(Journal.bytes(hadoop, file))
          .filter(each -> each.arithmetic().equals(arithmetic));
    } catch (FileNotFoundException | NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Removes the checkpoint of these trajectories and epochs, if there is one. */
  public static void remove(Configuration hadoop, Path folder, long[] trajectories, int[] epochs)
      throws IOException {
    Journal.delete(hadoop, file(hadoop, folder, trajectories, epochs));
  }

  /** Removes every checkpoint, when nothing is left to train. */
  public static void removeAll(Configuration hadoop, Path folder) throws IOException {
    Path qualified = LocalFiles.qualify(hadoop, folder);
    for (Path file : Journal.named(hadoop, qualified, JournalNames.CHECKPOINT)) {
      Journal.delete(hadoop, file);
    }
  }

  private static Path file(Configuration hadoop, Path folder, long[] trajectories, int[] epochs)
      throws IOException {
    return new Path(
        LocalFiles.qualify(hadoop, folder), JournalNames.checkpoint(trajectories, epochs));
  }
}
