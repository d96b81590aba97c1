package dev.linesweep.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.HorizontalAlign;
import dev.linesweep.result.RankedTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first trials as a table for a terminal, rounded. Columns that are the same in every row stand
 * above it; where it is still wider than {@value #WIDTH} characters the least telling ones go.
 */
public final class RankedTable {
  private static final int WIDTH = 80;
  private static final Set<String> NEVER = Set.of("weights", "bias", "error");
  private static final Set<String> ALWAYS = Set.of("rank", "trial_id", "state");
  private static final List<String> FIRST_TO_GO =
      List.of("test_rmse", "diverged_epoch", "test_r2", "train_loss", "test_mae", "trial_id");

  private final TrialTable table;
  private final String metric;

  /**
   * @param metric the ranking metric's key, whose column always stays
   */
  public RankedTable(TrialTable table, String metric) {
    this.table = table;
    this.metric = metric;
  }

  /** Lines, each with its end. */
  public String of(List<RankedTrial> trials) {
    if (trials.isEmpty()) {
      return "No trial has a result.\n";
    }
    List<Cells> columns = new ArrayList<>();
    List<String> same = new ArrayList<>();
    List<@Nullable Object[]> rows = trials.stream().map(table::row).toList();
    for (int i = 0; i < table.columns().size(); i++) {
      Cells cells = cells(i, rows);
      if (NEVER.contains(cells.name) || cells.empty()) {
        continue;
      }
      if (rows.size() > 1 && isSetting(cells.name) && cells.same()) {
        same.add(cells.name + " " + cells.value());
      } else {
        columns.add(cells);
      }
    }
    narrow(columns);
    return (same.isEmpty() ? "" : wrapped("In every row: " + String.join(", ", same) + "."))
        + render(columns, rows.size());
  }

  private boolean isSetting(String name) {
    return !ALWAYS.contains(name)
        && !name.equals(metric)
        && !name.startsWith("test_")
        && !name.startsWith("train_")
        && !name.startsWith("validation_");
  }

  private static final class Cells {
    final String name;
    final boolean number;
    final List<String> values = new ArrayList<>();

    Cells(Column column) {
      this.name = column.name();
      this.number = column.type() != Column.Type.TEXT;
    }

    /** A setting of an optimizer is the same where all rows of that optimizer agree. */
    boolean same() {
      boolean ofOptimizer = name.contains(".");
      return values.stream().filter(v -> !ofOptimizer || !v.isEmpty()).distinct().count() == 1;
    }

    String value() {
      return values.stream().filter(v -> !v.isEmpty()).findFirst().orElse("");
    }

    boolean empty() {
      return values.stream().allMatch(String::isEmpty);
    }

    int width() {
      return values.stream().mapToInt(String::length).reduce(name.length(), Math::max);
    }
  }

  private Cells cells(int index, List<@Nullable Object[]> rows) {
    Cells cells = new Cells(table.columns().get(index));
    for (@Nullable Object[] row : rows) {
      Object value = row[index];
      cells.values.add(
          value == null
              ? ""
              : value instanceof Double number ? Rounded.of(number) : Objects.toString(value));
    }
    return cells;
  }

  private void narrow(List<Cells> columns) {
    for (String name : FIRST_TO_GO) {
      if (columns.stream().mapToInt(c -> c.width() + 3).sum() <= WIDTH) {
        return;
      }
      columns.removeIf(c -> c.name.equals(name) && !name.equals(metric));
    }
  }

  private static String render(List<Cells> columns, int rows) {
    var heads =
        columns.stream()
            .map(
                c ->
                    new com.github.freva.asciitable.Column()
                        .header(c.name)
                        .maxColumnWidth(Math.max(1, c.width() + 2))
                        .headerAlign(c.number ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT)
                        .dataAlign(c.number ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT))
            .toArray(com.github.freva.asciitable.Column[]::new);
    Object[][] data = new Object[rows][];
    for (int row = 0; row < rows; row++) {
      int at = row;
      data[row] = columns.stream().map(c -> c.values.get(at)).toArray();
    }
    return AsciiTable.builder()
            .lineSeparator("\n")
            .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
            .data(heads, data)
            .asString()
            .stripTrailing()
            .replaceAll("[ ]+\n", "\n")
        + "\n";
  }

  /** Broken at spaces so that no line is wider than a terminal. */
  static String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ")) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        lines.append('\n');
        column = 0;
      }
      lines.append(column > 0 ? " " : "").append(word);
      column += word.length() + (column > 0 ? 1 : 0);
    }
    return lines.append('\n').toString();
  }
}
