package dev.linesweep.store;

import dev.linesweep.result.LongIntMap;
import dev.linesweep.result.Snapshots;
import dev.linesweep.result.TrainedBlock;
import dev.linesweep.spec.MetricSpec.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An index from trajectories to their places in the journal: some 36 bytes for each, in primitive
 * arrays. A trajectory may be in several blocks with different epochs; if two hold the same
 * snapshot, the first one counts, and they must agree.
 */
public final class JournalIndex {
  private static final int NONE = LongIntMap.NONE;

  private final Journal journal;
  private final Agreement agreement;
  private final LongIntMap heads = new LongIntMap(1 << 10);
  private final List<int[]> epochsOfFile = new ArrayList<>();
  private int[] fileOf = new int[1 << 10];
  private int[] columnOf = new int[1 << 10];
  private int[] nextOf = new int[1 << 10];
  private int entries;
  private int cachedFile = NONE;
  private @Nullable TrainedBlock cached;

  /** Called for every snapshot that two blocks hold. */
  @FunctionalInterface
  public interface Agreement {
    /** Accepts any second block. */
    Agreement NOT_CHECKED = (trajectory, epoch, first, column, second, secondColumn) -> {};

    /**
     * @throws IOException if the two do not agree, so that the journal cannot be trusted
     */
    void check(
        long trajectory,
        int epoch,
        TrainedBlock first,
        int column,
        TrainedBlock second,
        int secondColumn)
        throws IOException;

    /** The weights and errors must be the same to the bit, as the fused engine promises. */
    static Agreement sameBits() {
      return (trajectory, epoch, first, column, second, secondColumn) -> {
        if (!sameBits(first.snapshots(), column, second.snapshots(), secondColumn, epoch)) {
          throw new IOException(
              "trajectory %016x has different results at epoch %d in the runs of %s and %s. "
                      .formatted(trajectory, epoch, second.facts().start(), first.facts().start())
                  + "The journal cannot be trusted: sweep again with --fresh.");
        }
      };
    }

    private static boolean sameBits(
        Snapshots first, int column, Snapshots second, int secondColumn, int epoch) {
      int a = first.indexOf(epoch);
      int b = second.indexOf(epoch);
      if (!Arrays.equals(first.weights(column, a), second.weights(secondColumn, b))) {
        return false;
      }
      for (var part : Part.values()) {
        if (!first.metrics(column, a, part).equals(second.metrics(secondColumn, b, part))) {
          return false;
        }
      }
      return true;
    }
  }

  private JournalIndex(Journal journal, Agreement agreement) {
    this.journal = journal;
    this.agreement = agreement;
  }

  /** Reads the whole journal once. */
  public static JournalIndex of(Journal journal, Agreement agreement) throws IOException {
    JournalIndex index = new JournalIndex(journal, agreement);
    journal.forEachFile(index::add);
    index.cached = null;
    return index;
  }

  /** The number of trajectories with results. */
  public int size() {
    return heads.size();
  }

  /** A trajectory's column in a block. */
  public record Found(TrainedBlock block, int column) {}

  /** Reads the block that holds the trajectory at this epoch; the last one read is kept. */
  public Optional<Found> find(long trajectory, int epoch) throws IOException {
    int entry = entry(trajectory, epoch);
    return entry == NONE
        ? Optional.empty()
        : Optional.of(new Found(block(fileOf[entry]), columnOf[entry]));
  }

  private int entry(long trajectory, int epoch) {
    int found = NONE;
    for (int entry = heads.get(trajectory); entry != NONE; entry = nextOf[entry]) {
      if (Arrays.binarySearch(epochsOfFile.get(fileOf[entry]), epoch) >= 0) {
        found = entry;
      }
    }
    return found;
  }

  private void add(int file, TrainedBlock block) throws IOException {
    epochsOfFile.add(sharedEpochs(block));
    long[] trajectories = block.trajectories();
    for (int column = 0; column < trajectories.length; column++) {
      checkAgreement(trajectories[column], file, block, column);
      add(trajectories[column], file, column);
    }
  }

  private void add(long trajectory, int file, int column) {
    if (entries == fileOf.length) {
      fileOf = Arrays.copyOf(fileOf, 2 * entries);
      columnOf = Arrays.copyOf(columnOf, 2 * entries);
      nextOf = Arrays.copyOf(nextOf, 2 * entries);
    }
    fileOf[entries] = file;
    columnOf[entries] = column;
    nextOf[entries] = heads.put(trajectory, entries);
    entries++;
  }

  private void checkAgreement(long trajectory, int file, TrainedBlock block, int column)
      throws IOException {
    if (agreement == Agreement.NOT_CHECKED || heads.get(trajectory) == NONE) {
      return;
    }
    for (int epoch : epochsOfFile.get(file)) {
      int first = entry(trajectory, epoch);
      if (first != NONE) {
        agreement.check(trajectory, epoch, block(fileOf[first]), columnOf[first], block, column);
      }
    }
  }

  /** Blocks of a grown sweep follow the order of the earlier ones, so one kept block is enough. */
  private TrainedBlock block(int file) throws IOException {
    TrainedBlock block = cached;
    if (block == null || file != cachedFile) {
      block = journal.read(file);
      cached = block;
      cachedFile = file;
    }
    return block;
  }

  private int[] sharedEpochs(TrainedBlock block) {
    int[] epochs = block.snapshots().epochs();
    if (!epochsOfFile.isEmpty()) {
      int[] last = epochsOfFile.get(epochsOfFile.size() - 1);
      return Arrays.equals(last, epochs) ? last : epochs;
    }
    return epochs;
  }
}
