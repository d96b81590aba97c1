package dev.linesweep.spark.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows as arrays of doubles, packed on the executors: the inputs of an {@link Encoder}, then the
 * label.
 *
 * <p>A missing number is NaN. A text is the index of its level, -1 for one that is not known.
 */
final class PackedRows {
  private static final int ROWS_PER_CHUNK = 4096;

  private PackedRows() {}

  /** Chunks of whole rows in the order of the rows, which have the inputs and the label alone. */
  static List<double[]> collect(Dataset<Row> rows, List<Encoder.Input> inputs) {
    // A copy of its own: the caller frees it chunk by chunk.
    return new ArrayList<>(rows.javaRDD().mapPartitions(new Pack(List.copyOf(inputs))).collect());
  }

  /** Runs on the executors. */
  private record Pack(List<Encoder.Input> inputs)
      implements FlatMapFunction<Iterator<Row>, double[]> {
    @Override
    public Iterator<double[]> call(Iterator<Row> rows) {
      return new Chunks(rows, inputs.stream().map(Pack::indices).toList());
    }

    private static Map<String, Integer> indices(Encoder.Input input) {
      Map<String, Integer> indices = new HashMap<>();
      input.levels().forEach(level -> indices.put(level, indices.size()));
      return indices;
    }
  }

  /** Packs as it goes, so that an executor holds one chunk at a time. */
  private record Chunks(Iterator<Row> rows, List<Map<String, Integer>> levels)
      implements Iterator<double[]> {
    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public double[] next() {
      if (!rows.hasNext()) {
        throw new NoSuchElementException();
      }
      int width = levels.size() + 1;
      double[] chunk = new double[ROWS_PER_CHUNK * width];
      int at = 0;
      while (at < chunk.length && rows.hasNext()) {
        Row row = rows.next();
        for (int i = 0; i < width; i++) {
          chunk[at++] = value(row, i);
        }
      }
      return at == chunk.length ? chunk : Arrays.copyOf(chunk, at);
    }

    private double value(Row row, int column) {
      if (row.isNullAt(column)) {
        return Double.NaN;
      }
      boolean text = column < levels.size() && !levels.get(column).isEmpty();
      return text
          ? levels.get(column).getOrDefault(row.getString(column), -1)
          : row.getDouble(column);
    }
  }
}
