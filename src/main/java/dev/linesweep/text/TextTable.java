package dev.linesweep.text;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.HorizontalAlign;
import dev.linesweep.table.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A table in light boxes with as many columns as fit, the most important ones first.
 *
 * @param text the table, without a line break at its end
 * @param dropped the headers of the columns left out, in their order
 */
public record TextTable(String text, List<String> dropped) {
  // Top rule, header, rule below it, rows, rule between rows, rule above the footer, footer,
  // bottom.
  private static final String BORDER = "┌─┬┐│││├─┼┤│││\0\0\0\0\0\0\0\0│││└─┴┘";

  /** The width of a column besides its text: a space on both sides and a rule. */
  private static final int PADDING = 3;

  public TextTable {
    dropped = List.copyOf(dropped);
  }

  /**
   * A column of a table.
   *
   * @param header may have several lines
   * @param sacrifice columns with a smaller number are shown first; those with the same number are
   *     shown together or not at all, and those with 0 always
   * @param cells by row
   */
  public record Column(String header, boolean right, int sacrifice, List<String> cells) {
    public Column {
      cells = List.copyOf(cells);
    }

    public int width() {
      return PADDING
          + Math.max(
              Arrays.stream(header.split("\n")).mapToInt(String::length).max().orElse(0),
              cells.stream().mapToInt(String::length).max().orElse(0));
    }
  }

  /** A column of numbers or other text that is aligned on the right. */
  public static Column right(String header, int sacrifice, List<String> cells) {
    return new Column(header, true, sacrifice, cells);
  }

  /** A column of words. */
  public static Column left(String header, int sacrifice, List<String> cells) {
    return new Column(header, false, sacrifice, cells);
  }

  /** Fits the table into {@code width} characters if the columns that must stay allow it. */
  public static TextTable of(List<Column> columns, int width) {
    Set<Integer> kept = new TreeSet<>(Set.of(0));
    columns.stream()
        .map(Column::sacrifice)
        .distinct()
        .sorted()
        .forEach(
            sacrifice -> {
              kept.add(sacrifice);
              if (sacrifice > 0 && width(those(columns, kept)) > width) {
                kept.remove(sacrifice);
              }
            });
    List<String> dropped =
        columns.stream()
            .filter(column -> !kept.contains(column.sacrifice()))
            .map(column -> column.header().replace('\n', ' '))
            .distinct()
            .toList();
    return new TextTable(draw(those(columns, kept)), dropped);
  }

  /**
   * The table, and in a line below what did not fit.
   *
   * @param width as of the table
   */
  public String withHidden(int width) {
    return dropped.isEmpty()
        ? text
        : text
            + "\n"
            + Lines.wrap(
                "Columns hidden to fit the terminal: %s.".formatted(String.join(", ", dropped)),
                width,
                "");
  }

  private static List<Column> those(List<Column> columns, Set<Integer> sacrifices) {
    return columns.stream().filter(column -> sacrifices.contains(column.sacrifice())).toList();
  }

  public static int width(List<Column> columns) {
    return 1 + columns.stream().mapToInt(Column::width).sum();
  }

  private static String draw(List<Column> columns) {
    int rows = columns.stream().mapToInt(c -> c.cells().size()).max().orElse(0);
    return AsciiTable.builder()
        .lineSeparator("\n")
        .border(border())
        .data(
            IntStream.range(0, rows).boxed().toList(),
            columns.stream()
                .map(
                    column ->
                        new com.github.freva.asciitable.Column()
                            .header(column.header())
                            .headerAlign(align(column))
                            .dataAlign(align(column))
                            .maxWidth(Math.max(PADDING, column.width()))
                            .<Integer>with(row -> column.cells().get(row)))
                .toList())
        .asString();
  }

  private static HorizontalAlign align(Column column) {
    return column.right() ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT;
  }

  private static Character[] border() {
    return BORDER.chars().mapToObj(c -> c == 0 ? null : (char) c).toArray(Character[]::new);
  }
}
