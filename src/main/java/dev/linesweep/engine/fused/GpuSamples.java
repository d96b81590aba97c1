package dev.linesweep.engine.fused;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.cuda.Gpu;
import dev.linesweep.spec.MetricSpec.Part;
import java.util.EnumMap;
import java.util.Map;

/** The samples on a GPU, as the kernels read them. */
final class GpuSamples implements AutoCloseable {
  private final GpuMemory memory;
  private final Map<Part, Rows> parts = new EnumMap<>(Part.class);

  /**
   * Addresses of a part's rows.
   *
   * @param x row-major, rows × features
   * @param labels a zero is negative, as in {@link Chunk#labels}
   * @param relative 100 / |label|, what a sign weighs in a percentage error
   */
  record Rows(long x, long labels, long relative, int count) {}

  private GpuSamples(GpuMemory memory) {
    this.memory = memory;
  }

  /** Copies all parts to the GPU. */
  static GpuSamples upload(Samples samples, Gpu gpu) {
    GpuSamples uploaded = new GpuSamples(new GpuMemory(gpu));
    try {
      for (Part part : Part.values()) {
        uploaded.put(part, samples.part(part));
      }
      gpu.await();
      return uploaded;
    } catch (RuntimeException e) {
      uploaded.close();
      throw e;
    }
  }

  private void put(Part part, Samples.Part rows) {
    float[] labels = new float[rows.rows()];
    float[] relative = new float[rows.rows()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = Chunk.label(rows.y()[i]);
      relative[i] = Chunk.relative(labels[i]);
    }
    parts.put(
        part,
        new Rows(memory.put(rows.x()), memory.put(labels), memory.put(relative), labels.length));
  }

  Rows part(Part part) {
    Rows rows = parts.get(part);
    if (rows == null) {
      throw new IllegalStateException("closed");
    }
    return rows;
  }

  /** The rows of the longest part. */
  int mostRows() {
    return parts.values().stream().mapToInt(Rows::count).max().orElse(0);
  }

  @Override
  public void close() {
    parts.clear();
    memory.close();
  }
}
