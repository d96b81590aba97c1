package dev.linesweep.spark.table;

import dev.linesweep.spark.job.RowTasks;
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
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Rows as arrays of doubles, packed on the executors: the inputs of {@link Terms}, then the label.
 *
 * <p>A missing number is NaN. A text is the index of its word.
 *
 * @param chunks whole rows, in their order; whoever reads them may free them as it goes
 * @param words by input, each word once, in the order of the rows; empty for a number
 */
record PackedRows(List<double[]> chunks, List<List<String>> words) {
  private static final int ROWS_PER_CHUNK = 4096;

  PackedRows {
    words = words.stream().map(List::copyOf).toList();
  }

  /** Packs the rows, which have only the inputs and the label. */
  static PackedRows collect(Dataset<Row> rows, List<Terms.Input> inputs) {
    boolean[] text = text(inputs);
    return joined(RowTasks.collect(rows, new Pack(text)), text);
  }

  /** Packs rows in memory. */
  static <R> PackedRows of(Iterator<R> rows, List<Terms.Input> inputs, Values<R> values) {
    boolean[] text = text(inputs);
    List<Tuple2<double[], String[][]>> chunks = new ArrayList<>();
    new Chunks<>(rows, text, values).forEachRemaining(chunks::add);
    return joined(chunks, text);
  }

  /** Rows of the largest partition: each ends with a chunk that is not full, or at its end. */
  long largestPartition() {
    int width = words.size() + 1;
    long largest = 0;
    long rows = 0;
    for (double[] chunk : chunks) {
      rows += chunk.length / width;
      largest = Math.max(largest, rows);
      if (chunk.length < ROWS_PER_CHUNK * width) {
        rows = 0;
      }
    }
    return largest;
  }

  private static boolean[] text(List<Terms.Input> inputs) {
    boolean[] text = new boolean[inputs.size()];
    for (int i = 0; i < text.length; i++) {
      text[i] = inputs.get(i).text();
    }
    return text;
  }

  /** What stands in a row: a number, true or false, or a text; null for a missing value. */
  interface Values<R> {
    @Nullable Object of(R row, int column);
  }

  /** Gives the words of all chunks one numbering. */
  private static PackedRows joined(List<Tuple2<double[], String[][]>> chunks, boolean[] text) {
    List<Map<String, Integer>> indices = maps(text.length);
    List<double[]> values = new ArrayList<>();
    for (Tuple2<double[], String[][]> chunk : chunks) {
      for (int i = 0; i < text.length; i++) {
        if (text[i]) {
          renumber(chunk._1(), i, text.length + 1, chunk._2()[i], indices.get(i));
        }
      }
      values.add(chunk._1());
    }
    return new PackedRows(values, indices.stream().map(PackedRows::inOrder).toList());
  }

  private static void renumber(
      double[] values, int at, int width, String[] words, Map<String, Integer> indices) {
    double[] number = new double[words.length];
    for (int word = 0; word < words.length; word++) {
      number[word] = index(indices, words[word]);
    }
    for (int i = at; i < values.length; i += width) {
      if (!Double.isNaN(values[i])) {
        values[i] = number[(int) values[i]];
      }
    }
  }

  private static int index(Map<String, Integer> indices, String word) {
    Integer index = indices.putIfAbsent(word, indices.size());
    return index == null ? indices.size() - 1 : index;
  }

  private static List<String> inOrder(Map<String, Integer> indices) {
    String[] words = new String[indices.size()];
    indices.forEach((word, index) -> words[index] = word);
    return Arrays.asList(words);
  }

  private static List<Map<String, Integer>> maps(int count) {
    List<Map<String, Integer>> maps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      maps.add(new HashMap<>());
    }
    return maps;
  }

  /** Runs on the executors. Each chunk has its own words. */
  private record Pack(boolean[] text)
      implements FlatMapFunction<Iterator<Row>, Tuple2<double[], String[][]>> {
    @Override
    public Iterator<Tuple2<double[], String[][]>> call(Iterator<Row> rows) {
      return new Chunks<>(rows, text, (row, column) -> row.get(column));
    }
  }

  /** Packs as it goes, so that an executor holds one chunk at a time. */
  private record Chunks<R>(Iterator<R> rows, boolean[] text, Values<R> values)
      implements Iterator<Tuple2<double[], String[][]>> {
    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Tuple2<double[], String[][]> next() {
      if (!rows.hasNext()) {
        throw new NoSuchElementException();
      }
      List<Map<String, Integer>> words = maps(text.length);
      int width = text.length + 1;
      double[] chunk = new double[ROWS_PER_CHUNK * width];
      int at = 0;
      while (at < chunk.length && rows.hasNext()) {
        R row = rows.next();
        for (int i = 0; i < width; i++) {
          chunk[at++] = value(row, i, words);
        }
      }
      return new Tuple2<>(
          at == chunk.length ? chunk : Arrays.copyOf(chunk, at),
          words.stream()
              .map(PackedRows::inOrder)
              .map(list -> list.toArray(String[]::new))
              .toArray(String[][]::new));
    }

    private double value(R row, int column, List<Map<String, Integer>> words) {
      Object value = values.of(row, column);
      if (value == null) {
        return Double.NaN;
      }
      if (column < text.length && text[column]) {
        return index(words.get(column), (String) value);
      }
      return value instanceof Boolean truth ? (truth ? 1 : 0) : ((Number) value).doubleValue();
    }
  }
}
