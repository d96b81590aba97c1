package dev.linesweep.engine.fused;

import dev.linesweep.engine.cuda.Gpu;
import dev.linesweep.engine.cuda.Kernel;
import dev.linesweep.result.SnapshotRecorder;
import dev.linesweep.spec.MetricSpec.Part;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Brings the snapshots on a GPU and the errors of their weights into a recorder. */
final class GpuErrors {
  /** Rows that a thread of {@link Kernel#MEASURE} predicts. */
  static final int ROWS_OF_THREAD = 16;

  /** Of the kernel's struct: seven pointers and six numbers. */
  private static final int STRUCT_BYTES = 80;

  /** Blocks of the kernel that add up as many columns as others predict. */
  private static final int BLOCKS_ADDING = 4;

  private static final int MOST_PREDICTING = GpuLaunches.MOST_BLOCKS - BLOCKS_ADDING;

  /** Launches that follow each other without a look at whether the run is to stop. */
  private static final int LAUNCHES_AT_ONCE = 8;

  private final Training training;
  private final GpuColumns columns;
  private final GpuSamples samples;
  private final Gpu gpu;
  private final ErrorSums errors;
  private final int count;
  private final GpuMemory memory;
  private final float[] plane;
  private final double[] sumsRead;
  private final ByteBuffer struct = GpuMemory.buffer(STRUCT_BYTES);
  private final int rowsAtOnce;
  private final long rowErrors;
  private final long sums;

  GpuErrors(
      Training training,
      GpuColumns columns,
      GpuSamples samples,
      Gpu gpu,
      GpuLimits limits,
      GpuMemory memory) {
    this.training = training;
    this.columns = columns;
    this.samples = samples;
    this.gpu = gpu;
    errors = ErrorSums.of(training);
    count = columns.count();
    this.memory = memory;
    plane = new float[Math.multiplyExact(training.features() + 1, count)];
    sumsRead = new double[Math.multiplyExact(errors.kinds(), count)];
    rowsAtOnce = rowsAtOnce(samples, limits);
    rowErrors = memory.allocate(2L * Double.BYTES * rowsAtOnce * count);
    sums = memory.allocate((long) Double.BYTES * ErrorSums.KINDS * count);
  }

  /** Rows of a launch: no more than there are, than a moment has time for, or than memory has. */
  private int rowsAtOnce(GpuSamples samples, GpuLimits limits) {
    long most = Math.min((long) MOST_PREDICTING * ROWS_OF_THREAD, samples.mostRows());
    long inTime = limits.firstCells() / training.features() / count;
    long inMemory = limits.partialBytes() / 2 / Double.BYTES / count;
    return (int) Math.min(most, Math.max(ROWS_OF_THREAD, Math.min(inTime, inMemory)));
  }

  /**
   * Records the snapshots from one on to another, excluded, of the columns that have not diverged.
   *
   * @param diverged by column the epoch after which it did; 0 if it has not
   * @param between is run before each launch
   */
  void record(int from, int to, int[] diverged, SnapshotRecorder recorder, Runnable between) {
    int[] epochs = training.block().epochs();
    for (int column = 0; column < count; column++) {
      recorder.setDivergedEpoch(column, diverged[column]);
    }
    for (int index = from; index < to; index++) {
      record(index, finite(diverged, epochs[index]), recorder, between);
    }
  }

  private static int[] finite(int[] diverged, int epoch) {
    int[] columns = new int[diverged.length];
    int size = 0;
    for (int column = 0; column < diverged.length; column++) {
      if (diverged[column] == 0 || diverged[column] > epoch) {
        columns[size++] = column;
      }
    }
    return Arrays.copyOf(columns, size);
  }

  private void record(int index, int[] finite, SnapshotRecorder recorder, Runnable between) {
    long weights = columns.snapshots + index * columns.planeBytes();
    memory.read(weights, plane);
    float[] column = new float[training.features() + 1];
    for (int of : finite) {
      for (int f = 0; f < column.length; f++) {
        column[f] = plane[f * count + of];
      }
      recorder.setWeights(of, index, column);
    }
    for (Part part : recorder.parts()) {
      measure(weights, samples.part(part), between);
      for (int of : finite) {
        recorder.setMetrics(
            of,
            index,
            part,
            errors.metrics(sum(0, of), sum(1, of), percent(of), samples.part(part).count()));
      }
    }
  }

  private double percent(int column) {
    return errors.relative() ? sum(2, column) : 0;
  }

  private double sum(int kind, int column) {
    return sumsRead[kind * count + column];
  }

  /** Each launch adds up the rows that the one before it predicted, and the last only does that. */
  private void measure(long weights, GpuSamples.Rows rows, Runnable between) {
    int ready = 0;
    for (int from = 0, launch = 0; from < rows.count() || ready > 0; launch++) {
      between.run();
      int some = Math.min(rowsAtOnce, rows.count() - from);
      launch(weights, rows, new Piece(from, some, ready, launch));
      if (launch % LAUNCHES_AT_ONCE == LAUNCHES_AT_ONCE - 1) {
        gpu.await();
      }
      from += some;
      ready = some;
    }
    memory.read(sums, sumsRead);
  }

  /**
   * A launch.
   *
   * @param from the first row that it predicts
   * @param rows how many it predicts
   * @param before how many the launch before it has predicted
   */
  private record Piece(int from, int rows, int before, int launch) {}

  private void launch(long weights, GpuSamples.Rows rows, Piece piece) {
    int features = training.features();
    long first = piece.from - (long) piece.before;
    struct.clear();
    struct.putLong(rows.x() + (long) Float.BYTES * piece.from * features);
    struct.putLong(rows.labels() + (long) Float.BYTES * piece.from);
    struct.putLong(rows.labels() + Float.BYTES * first).putLong(weights);
    struct.putLong(rowErrors(piece.launch)).putLong(rowErrors(piece.launch + 1)).putLong(sums);
    struct.putInt(piece.rows).putInt(piece.before).putInt(features).putInt(count);
    struct.putInt(errors.relative() ? 1 : 0).putInt(first > 0 ? 1 : 0);
    int predicting = (piece.rows + ROWS_OF_THREAD - 1) / ROWS_OF_THREAD;
    struct.position(STRUCT_BYTES).flip();
    gpu.launch(Kernel.MEASURE, GpuLaunches.blocks(count), BLOCKS_ADDING + predicting, struct);
  }

  /** Two arrays are used in turn. */
  private long rowErrors(int launch) {
    return rowErrors + launch % 2 * (long) Double.BYTES * rowsAtOnce * count;
  }
}
