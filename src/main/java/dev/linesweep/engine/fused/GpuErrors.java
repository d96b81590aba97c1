package dev.linesweep.engine.fused;

import dev.linesweep.engine.cuda.Gpu;
import dev.linesweep.engine.cuda.Kernel;
import dev.linesweep.result.SnapshotRecorder;
import dev.linesweep.spec.MetricSpec.Part;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Brings the snapshots on a card and the errors of their weights into a recorder. */
final class GpuErrors {
  /** Of the kernel's struct: four pointers and four numbers. */
  private static final int STRUCT_BYTES = 48;

  private final Training training;
  private final GpuColumns columns;
  private final GpuSamples samples;
  private final Gpu gpu;
  private final ErrorSums errors;
  private final int count;
  private final ByteBuffer plane;
  private final ByteBuffer sumsRead;
  private final ByteBuffer struct = GpuMemory.buffer(STRUCT_BYTES);
  private final long sums;

  GpuErrors(Training training, GpuColumns columns, GpuSamples samples, Gpu gpu, GpuMemory memory) {
    this.training = training;
    this.columns = columns;
    this.samples = samples;
    this.gpu = gpu;
    errors = ErrorSums.of(training);
    count = columns.count();
    plane = GpuMemory.buffer(columns.planeBytes());
    sumsRead = GpuMemory.buffer((long) Double.BYTES * errors.kinds() * count);
    sums = memory.allocate((long) Double.BYTES * ErrorSums.KINDS * count);
  }

  /**
   * Records the snapshots from one on to another, excluded, of the columns that have not diverged.
   *
   * @param diverged by column the epoch after which it did; 0 if it has not
   */
  void record(int from, int to, int[] diverged, SnapshotRecorder recorder) {
    int[] epochs = training.block().epochs();
    for (int column = 0; column < count; column++) {
      recorder.setDivergedEpoch(column, diverged[column]);
    }
    for (int index = from; index < to; index++) {
      record(index, finite(diverged, epochs[index]), recorder);
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

  private void record(int index, int[] finite, SnapshotRecorder recorder) {
    long weights = columns.snapshots + index * columns.planeBytes();
    gpu.read(weights, plane);
    float[] column = new float[training.features() + 1];
    for (int of : finite) {
      for (int f = 0; f < column.length; f++) {
        column[f] = plane.getFloat(Float.BYTES * (f * count + of));
      }
      recorder.setWeights(of, index, column);
    }
    for (Part part : parts(recorder)) {
      measure(weights, samples.part(part));
      for (int of : finite) {
        recorder.setMetrics(
            of,
            index,
            part,
            errors.metrics(sum(0, of), sum(1, of), percent(of), samples.part(part).count()));
      }
    }
  }

  private static List<Part> parts(SnapshotRecorder recorder) {
    List<Part> parts = new ArrayList<>(List.of(Part.values()));
    if (!recorder.hasValidation()) {
      parts.remove(Part.VALIDATION);
    }
    return parts;
  }

  private double percent(int column) {
    return errors.relative() ? sum(2, column) : 0;
  }

  private double sum(int kind, int column) {
    return sumsRead.getDouble(Double.BYTES * (kind * count + column));
  }

  private void measure(long weights, GpuSamples.Rows rows) {
    struct.clear();
    struct.putLong(rows.x()).putLong(rows.labels()).putLong(weights).putLong(sums);
    struct.putInt(rows.count()).putInt(training.features()).putInt(count);
    struct.putInt(errors.relative() ? 1 : 0).flip();
    gpu.launch(Kernel.MEASURE, GpuLaunches.blocks(count), 1, struct);
    gpu.read(sums, sumsRead);
  }
}
