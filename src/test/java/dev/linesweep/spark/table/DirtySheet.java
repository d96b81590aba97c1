package dev.linesweep.spark.table;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Cells under a header, as a file will have them. */
final class DirtySheet {
  final List<String[]> cells = new ArrayList<>();
  String[] header = {"note", "area", "rooms", "price", "end"};
  char separator = ',';
  String lineEnd = "\n";

  void eachNumber(UnaryOperator<String> change) {
    column(1, change);
    column(2, change);
    column(3, change);
  }

  void column(int at, UnaryOperator<String> change) {
    cells.forEach(row -> row[at] = change.apply(row[at]));
  }

  static String[] inserted(String[] row, int at, String cell) {
    List<String> longer = new ArrayList<>(List.of(row));
    longer.add(at, cell);
    return longer.toArray(String[]::new);
  }

  static String[] removed(String[] row, int at) {
    List<String> shorter = new ArrayList<>(List.of(row));
    shorter.remove(at);
    return shorter.toArray(String[]::new);
  }

  static String[] picked(String[] row, int[] order) {
    return Arrays.stream(order).mapToObj(i -> row[i]).toArray(String[]::new);
  }

  byte[] encoded(Charset charset) {
    return text().getBytes(charset);
  }

  String text() {
    return text(0, cells.size());
  }

  String text(int from, int to) {
    StringBuilder text = new StringBuilder(line(header));
    cells.subList(from, to).forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private String line(String[] row) {
    List<String> quoted = Arrays.stream(row).map(this::quoted).toList();
    return String.join(String.valueOf(separator), quoted) + lineEnd;
  }

  /** A cell that begins with \u0001 is written as it is. */
  private String quoted(String cell) {
    if (cell.startsWith("\u0001")) {
      return cell.substring(1);
    }
    boolean special = cell.indexOf(separator) >= 0 || cell.matches("(?s).*[\"\\n\\r].*");
    return special ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
