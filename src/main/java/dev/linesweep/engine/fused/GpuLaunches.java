package dev.linesweep.engine.fused;

import dev.linesweep.engine.cuda.Gpu;
import dev.linesweep.engine.cuda.Kernel;
import dev.linesweep.spec.MetricSpec.Part;
import java.nio.ByteBuffer;

/**
 * Launches the steps of a round. Few features and many columns, or few rows: a thread trains a
 * column in registers through all steps. Else each step is two launches: chunks of rows are summed
 * up side by side, then added up in their order, and the weights stepped.
 */
final class GpuLaunches {
  /** Of the struct that the kernels take: 23 pointers, 15 numbers, padded. */
  private static final int STRUCT_BYTES = 248;

  /** Features that a thread keeps in registers. */
  private static final int FEW_FEATURES = 32;

  private static final int LEAST_CHUNK_FEATURES = 4;

  /** Columns of a block of {@link Kernel#TILES}. */
  private static final int TILE_COLUMNS = 64;

  /** A GPU's limit of blocks side by side. */
  static final int MOST_BLOCKS = 65_535;

  private static final int FIRST_CHUNKS = 1;
  private static final int LAST_CHUNKS = 2;
  private static final int ENDS_EPOCH = 4;

  private final Training training;
  private final Gpu gpu;
  private final GpuColumns columns;
  private final GpuSamples.Rows rows;
  private final GpuTables tables;
  private final boolean wholeColumns;
  private final int chunksAtOnce;
  private final long partial;
  private final long total;
  private final long lost;
  private final ByteBuffer struct = GpuMemory.buffer(STRUCT_BYTES);

  GpuLaunches(
      Training training,
      Gpu gpu,
      GpuColumns columns,
      GpuSamples samples,
      GpuTables tables,
      GpuLimits limits,
      GpuMemory memory) {
    this.training = training;
    this.gpu = gpu;
    this.columns = columns;
    this.tables = tables;
    rows = samples.part(Part.TRAIN);
    wholeColumns = wholeColumns(training, columns.count(), limits);
    chunksAtOnce = wholeColumns ? 0 : chunksAtOnce(limits);
    partial = memory.allocate(chunksAtOnce * columns.planeBytes());
    total = memory.allocate(wholeColumns ? 0 : columns.planeBytes());
    lost = memory.allocate(wholeColumns ? 0 : columns.planeBytes());
  }

  private static boolean wholeColumns(Training training, int columns, GpuLimits limits) {
    int batch = training.rowsPerStep();
    return training.features() <= FEW_FEATURES
        && (columns >= limits.manyColumns() || batch <= Chunk.ROWS)
        && (double) batch * (training.features() + 1) * columns <= limits.stepCells();
  }

  private int chunksAtOnce(GpuLimits limits) {
    long chunks = (training.rowsPerStep() - 1) / Chunk.ROWS + 1;
    long most = Math.min(MOST_BLOCKS, limits.partialBytes() / columns.planeBytes());
    return (int) Math.max(1, Math.min(chunks, most));
  }

  static int blocks(long threads) {
    return Math.toIntExact((threads - 1) / Kernel.THREADS + 1);
  }

  /** Starts all steps of a round, whose tables are filled. */
  void launch(GpuRound round) {
    if (wholeColumns) {
      launchColumns(round);
      return;
    }
    int step = round.step();
    for (int i = 0, epoch = 0; i < round.count(); i++) {
      launchStep(round, epoch, step, i);
      step++;
      if (step == round.stepsPerEpoch()) {
        step = 0;
        epoch++;
      }
    }
  }

  private void launchColumns(GpuRound round) {
    int batch = training.rowsPerStep();
    int to = (int) Math.min(rows.count(), (long) round.stepsOfLast() * batch);
    ByteBuffer parameters =
        struct(
            0, round.epoch() - 1, round.epochs(), round.step() * batch, to, new Chunks(0, 0), 0, 0);
    gpu.launch(kernel("COLUMNS", 1), blocks(columns.count()), 1, parameters);
  }

  private void launchStep(GpuRound round, int epoch, int step, int stepOfRound) {
    int from = step * training.rowsPerStep();
    int to = Math.min(rows.count(), from + training.rowsPerStep());
    int chunks = (to - from - 1) / Chunk.ROWS + 1;
    for (int first = 0; first < chunks; first += chunksAtOnce) {
      Chunks some = new Chunks(first, Math.min(chunksAtOnce, chunks - first));
      int flags =
          (first == 0 ? FIRST_CHUNKS : 0)
              | (first + some.count == chunks ? LAST_CHUNKS : 0)
              | (to == rows.count() ? ENDS_EPOCH : 0);
      ByteBuffer parameters =
          struct(epoch, round.epoch() - 1 + epoch, 1, from, to, some, stepOfRound, flags);
      launchSums(some.count, parameters);
      gpu.launch(Kernel.FINISH, blocks(columns.planeBytes() / Float.BYTES), 1, parameters);
    }
  }

  private void launchSums(int chunks, ByteBuffer parameters) {
    int count = columns.count();
    if (training.features() <= FEW_FEATURES) {
      gpu.launch(kernel("CHUNKS", LEAST_CHUNK_FEATURES), blocks(count), chunks, parameters);
    } else {
      gpu.launch(Kernel.TILES, (count - 1) / TILE_COLUMNS + 1, chunks, parameters);
    }
  }

  /** The kernel for as many features, or the next power of two. */
  private Kernel kernel(String kind, int least) {
    int features = least;
    while (features < training.features()) {
      features *= 2;
    }
    return Kernel.valueOf(kind + features);
  }

  /** Chunks of a step that one launch sums up. */
  private record Chunks(int first, int count) {}

  /**
   * The kernels' struct, as {@code job.cuh} has it.
   *
   * @param tablesFrom the epoch of the round at which its tables begin
   * @param epoch before the first one of the launch
   */
  private ByteBuffer struct(
      int tablesFrom, int epoch, int epochs, int from, int to, Chunks chunks, int step, int flags) {
    struct.clear();
    longs(rows.x(), rows.labels(), rows.relative(), tables.order(tablesFrom));
    longs(tables.factor(tablesFrom), columns.rule, columns.rate, columns.decay, columns.decay2);
    longs(columns.epsilon, columns.l1, columns.l2, columns.betas, tables.root(), tables.rest());
    longs(columns.weights, columns.state, columns.diverged, tables.record(tablesFrom));
    longs(columns.snapshots, partial, total, lost);
    ints(rows.count(), training.features(), columns.count(), training.rowsPerStep());
    ints(epoch, epochs, Signal.of(training.loss()).ordinal(), columns.states());
    ints(tables.betas(), from, to, chunks.first, chunks.count, step, flags);
    return struct.position(STRUCT_BYTES).flip();
  }

  private void longs(long... values) {
    for (long value : values) {
      struct.putLong(value);
    }
  }

  private void ints(int... values) {
    for (int value : values) {
      struct.putInt(value);
    }
  }
}
