package dev.linesweep.spark.table;

import dev.linesweep.spark.job.RowTasks;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Findings on the columns of {@code order_by} in the order of the rows: missing values, ties, and
 * the order in their text.
 */
final class OrderSurvey implements Serializable {
  private final boolean[] text;
  private final long[] missing;
  private final TextSurvey[] texts;
  private final NumberDates[] numbers;
  private long rows;
  private long tied;
  private boolean lastIsTied;
  private @Nullable Object @Nullable [] first;
  private @Nullable Object @Nullable [] last;

  private OrderSurvey(boolean[] text) {
    this.text = text;
    this.missing = new long[text.length];
    this.texts = new TextSurvey[text.length];
    this.numbers = new NumberDates[text.length];
    Arrays.setAll(texts, i -> new TextSurvey());
    Arrays.setAll(numbers, i -> new NumberDates());
  }

  /** Sorts by these columns and surveys them. */
  static OrderSurvey of(Dataset<Row> rows, List<Column> by, List<Boolean> isText) {
    boolean[] text = new boolean[isText.size()];
    for (int i = 0; i < text.length; i++) {
      text[i] = isText.get(i);
    }
    Column[] columns = new Column[text.length];
    Column[] order = new Column[text.length];
    for (int i = 0; i < text.length; i++) {
      columns[i] = by.get(i).as("o" + i);
      order[i] = org.apache.spark.sql.functions.col("o" + i);
    }
    OrderSurvey whole = new OrderSurvey(text);
    RowTasks.collect(rows.select(columns).orderBy(order), new Look(text)).forEach(whole::append);
    return whole;
  }

  /** Runs on the executors. */
  private record Look(boolean[] text) implements FlatMapFunction<Iterator<Row>, OrderSurvey> {
    @Override
    public Iterator<OrderSurvey> call(Iterator<Row> rows) {
      OrderSurvey part = new OrderSurvey(text);
      while (rows.hasNext()) {
        Row row = rows.next();
        @Nullable Object[] key = new @Nullable Object[text.length];
        Arrays.setAll(key, i -> row.isNullAt(i) ? null : row.get(i));
        part.see(key);
      }
      return List.of(part).iterator();
    }
  }

  private void see(@Nullable Object[] key) {
    rows++;
    for (int i = 0; i < text.length; i++) {
      if (key[i] == null) {
        missing[i]++;
      } else if (text[i] && (last == null || !key[i].equals(last[i]))) {
        texts[i].see((String) key[i]);
      } else if (key[i] instanceof Long || key[i] instanceof Integer) {
        numbers[i].see((Number) key[i]);
      }
    }
    if (last != null) {
      follow(last, key);
    } else {
      first = key;
    }
    last = key;
  }

  /** Compares two keys that follow one another by the first column in which they differ. */
  private void follow(@Nullable Object[] before, @Nullable Object[] key) {
    int at = 0;
    while (at < text.length && Objects.deepEquals(before[at], key[at])) {
      at++;
    }
    if (at == text.length) {
      tied += lastIsTied ? 1 : 2;
      lastIsTied = true;
      return;
    }
    lastIsTied = false;
    if (text[at] && before[at] instanceof String one && key[at] instanceof String other) {
      texts[at].compare(one, other);
    }
  }

  /** Rows that tie are in one part. */
  private void append(OrderSurvey later) {
    if (later.first == null) {
      return;
    }
    for (int i = 0; i < text.length; i++) {
      missing[i] += later.missing[i];
      texts[i].append(later.texts[i]);
      numbers[i].append(later.numbers[i]);
    }
    if (last != null) {
      follow(last, later.first);
    }
    rows += later.rows;
    tied += later.tied;
    last = later.last;
    first = first == null ? later.first : first;
  }

  long rows() {
    return rows;
  }

  /** Rows that share all columns with another row. */
  long tied() {
    return tied;
  }

  /** Rows without a value in the column. */
  long missing(int column) {
    return missing[column];
  }

  /** What is seen of a column; empty if it is not text. */
  Optional<TextSurvey> text(int column) {
    return text[column] ? Optional.of(texts[column]) : Optional.empty();
  }

  /** What is seen of a column of whole numbers. */
  NumberDates numbers(int column) {
    return numbers[column];
  }

  /** Columns that some row lacks. */
  List<Integer> incomplete() {
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < missing.length; i++) {
      if (missing[i] > 0) {
        columns.add(i);
      }
    }
    return columns;
  }
}
