package dev.linesweep.engine.fused;

import dev.linesweep.engine.cuda.Gpu;
import dev.linesweep.engine.cuda.Kernel;
import dev.linesweep.result.SnapshotRecorder;
import dev.linesweep.spec.MetricSpec.Part;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Brings the snapshots on a card and the errors of their weights into a recorder. */
final class GpuErrors {
  /** Rows that a thread of {@link Kernel#PREDICT} takes. */
  static final int ROWS_OF_THREAD = 16;

  /** Of the kernels' struct: five pointers and five numbers, padded. */
  private static final int STRUCT_BYTES = 64;

  /** Columns of a block of {@link Kernel#MEASURE}. */
  private static final int BLOCK_COLUMNS = 32;

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
    rowErrors = memory.allocate((long) Double.BYTES * rowsAtOnce * count);
    sums = memory.allocate((long) Double.BYTES * ErrorSums.KINDS * count);
  }

  /** Rows of a launch: no more than there are, than a moment has time for, or than memory has. */
  private int rowsAtOnce(GpuSamples samples, GpuLimits limits) {
    long most = Math.min(GpuLaunches.MOST_BLOCKS * (long) ROWS_OF_THREAD, samples.mostRows());
    long inTime = limits.firstCells() / training.features() / count;
    long inMemory = limits.partialBytes() / Double.BYTES / count;
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

  private void measure(long weights, GpuSamples.Rows rows, Runnable between) {
    int features = training.features();
    for (int from = 0; from < rows.count(); from += rowsAtOnce) {
      between.run();
      int some = Math.min(rowsAtOnce, rows.count() - from);
      struct.clear();
      struct.putLong(rows.x() + (long) Float.BYTES * from * features);
      struct.putLong(rows.labels() + (long) Float.BYTES * from);
      struct.putLong(weights).putLong(rowErrors).putLong(sums);
      struct.putInt(some).putInt(features).putInt(count);
      struct.putInt(errors.relative() ? 1 : 0).putInt(from > 0 ? 1 : 0);
      struct.position(STRUCT_BYTES).flip();
      gpu.launch(
          Kernel.PREDICT, GpuLaunches.blocks(count), (some - 1) / ROWS_OF_THREAD + 1, struct);
      gpu.launch(Kernel.MEASURE, (count - 1) / BLOCK_COLUMNS + 1, 1, struct);
      gpu.await();
    }
    memory.read(sums, sumsRead);
  }
}
