package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Tables;
import dev.linesweep.text.QuotedName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All the text of {@link OrderByTest} in one table, which is read once, and once more as told. */
class OrderTogetherTest {
  /** The query of a way: the column that it makes, and that column's name. */
  private static final Pattern MADE =
      Pattern.compile("\"?SELECT \\*, (.* AS (\\w+)) FROM input\"?");

  private static final Pattern TYPE = Pattern.compile("(\\w+: text)");

  @TempDir Path folder;

  /**
   * Many columns that order rows, in one table: each has its cells in rows of its own, and no other
   * cells, so that these rows tie in all columns before it.
   */
  private record SideBySide(List<List<String>> cells) {
    List<String> columns() {
      return IntStream.range(0, cells.size()).mapToObj(i -> "at" + i).toList();
    }

    /** A job that orders by all of them; the label of a row is its place among all cells. */
    OrderByTest.Job job(Path folder) {
      List<String> lines = new ArrayList<>();
      for (int column = 0; column < cells.size(); column++) {
        for (String cell : cells.get(column)) {
          String before = ",".repeat(column);
          String behind = ",".repeat(cells.size() - column - 1);
          lines.add("%d,%d,%s\"%s\"%s".formatted(lines.size(), column, before, cell, behind));
        }
      }
      Collections.shuffle(lines, new Random(13));
      lines.add(0, "y,x," + String.join(",", columns()));
      Path file = Tables.write(folder, "side-by-side.csv", lines.toArray(String[]::new));
      return new OrderByTest.Job(file.toUri().toString(), "", columns().toString(), "");
    }

    void requireOrder(TableData data) {
      double[] places = data.matrix().y();
      int first = 0;
      for (List<String> column : cells) {
        int from = first;
        int end = first + column.size();
        assertThat(Arrays.stream(places).filter(place -> place >= from && place < end))
            .as("%s", column)
            .containsExactlyElementsOf(
                IntStream.range(from, end).asDoubleStream().boxed().toList());
        first = end;
      }
      assertThat(places).hasSize(first);
    }
  }

  @Test
  void textThatCharactersOrderWrongly() {
    SideBySide table = new SideBySide(OrderByTest.textThatCharactersOrderWrongly().toList());
    OrderByTest.Job job = table.job(folder);

    List<String> queried = new ArrayList<>();
    List<String> order = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (String problem : job.refusal().split("(?m)^(?=data\\.order_by: column)")) {
      Matcher way = OrderByTest.WAY.matcher(problem);
      assertThat(way.find()).as(problem).isTrue();
      Matcher query = MADE.matcher(way.group(2));
      assertThat(query.matches()).as(problem).isTrue();
      queried.add(query.group(1));
      order.add(query.group(2));
      Matcher type = TYPE.matcher(way.group(1));
      type.results().forEach(found -> types.add(found.group(1)));
    }
    assertThat(order).hasSize(table.columns().size());
    OrderByTest.Job followed =
        new OrderByTest.Job(
            job.path(),
            QuotedName.yamlText("SELECT *, " + String.join(", ", queried) + " FROM input"),
            order.toString(),
            types.isEmpty() ? "" : "  types: {" + String.join(", ", types) + "}\n");

    table.requireOrder(followed.read());
  }

  @Test
  void textThatCharactersOrderRightly() {
    SideBySide table = new SideBySide(OrderByTest.textThatCharactersOrderRightly().toList());
    TableData data = table.job(folder).read();
    table.requireOrder(data);
    int rows = table.cells().stream().mapToInt(List::size).sum();
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < table.cells().size(); i++) {
      List<String> cells = table.cells().get(i);
      notes.add(
          "order_by: %s is text, so the rows are sorted as text, from \"%s\" to \"%s\""
              .formatted(table.columns().get(i), cells.get(0), cells.get(cells.size() - 1)));
    }
    for (int i = 0; i < table.cells().size(); i++) {
      notes.add(
          "order_by: %s has no value in %d of %d rows, which come first"
              .formatted(table.columns().get(i), rows - table.cells().get(i).size(), rows));
    }
    assertThat(data.notes()).containsExactlyElementsOf(notes);
  }
}
