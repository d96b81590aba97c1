package dev.linesweep.spark.table.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One pass over a CSV file, or over its beginning: how many cells its rows have.
 *
 * @param names cells of the first row
 * @param rows rows without the header
 * @param torn rows with more or fewer cells than the first
 * @param lastEmpty whether the last cell is empty in all rows that are as long as the first
 * @param lineBreaks whether a cell holds a line break
 * @param badQuote where quotes are not as in RFC 4180, which ended the pass
 * @param headerLines lines that look like more of the header
 */
public record CsvScan(
    List<String> names,
    long rows,
    OtherLengths torn,
    boolean lastEmpty,
    boolean lineBreaks,
    Optional<TornRow> badQuote,
    HeaderLines headerLines) {
  /** Rows that are kept to see whether they are names too. */
  private static final int BELOW = 2;

  private static final Pattern LINE = Pattern.compile("line (\\d+)");

  /**
   * A row that cannot be read.
   *
   * @param line its first line in the file, counted from 1
   * @param row its number among the rows below the header, counted from 1
   */
  public record TornRow(long line, long row, int cells, String start) {
    private static final String END_OF_FILE = "\u001A";

    boolean isEndOfFileMark() {
      return start.equals("<Ctrl-Z>");
    }

    /** The row as messages show it. */
    static String start(String row) {
      return row.equals(END_OF_FILE) ? "<Ctrl-Z>" : Excerpt.of(row);
    }
  }

  /**
   * Rows that are not as long as the first.
   *
   * @param oneMore those with one cell more
   * @param oneEmptyMore those of them whose last cell is empty
   */
  record OtherLengths(long rows, Optional<TornRow> first, long oneMore, long oneEmptyMore) {}

  /**
   * Lines that look like the header's.
   *
   * @param below the first rows
   * @param repeats rows whose cells are the names
   * @param firstRepeat the first of them
   */
  record HeaderLines(List<List<String>> below, long repeats, Optional<TornRow> firstRepeat) {
    HeaderLines {
      below = List.copyOf(below);
    }
  }

  /** Whether every row has one more cell than the header, and it is empty. */
  boolean everyRowEndsWithASeparator() {
    return rows > 0 && torn.oneEmptyMore == rows;
  }

  /**
   * Reads to the end, or to the first quote that is not as in RFC 4180.
   *
   * @param cut whether the bytes are the beginning of a file, so that the last row is not whole
   */
  static CsvScan of(CsvDialect dialect, InputStream bytes, boolean cut) throws IOException {
    Pass pass = new Pass(dialect);
    CsvRecord held = null;
    try (CsvReader<CsvRecord> rows = dialect.rows(dialect.text(bytes))) {
      for (CsvRecord row : rows) {
        if (held != null) {
          pass.see(held);
        }
        held = row;
      }
      if (held != null && !cut) {
        pass.see(held);
      }
    } catch (CsvParseException e) {
      if (pass.names.isEmpty() && held != null) {
        pass.see(held);
      }
      if (!cut || !String.valueOf(e.getMessage()).contains("Unclosed")) {
        pass.stopAt(e);
      }
    }
    return pass.found();
  }

  /** The findings so far. */
  private static final class Pass {
    private final CsvDialect dialect;
    private List<String> names = List.of();
    private long rows;
    private long torn;
    private Optional<TornRow> firstTorn = Optional.empty();
    private long oneMore;
    private long oneEmptyMore;
    private boolean lastEmpty = true;
    private boolean lineBreaks;
    private Optional<TornRow> badQuote = Optional.empty();
    private final List<List<String>> below = new ArrayList<>();
    private long repeats;
    private Optional<TornRow> firstRepeat = Optional.empty();

    Pass(CsvDialect dialect) {
      this.dialect = dialect;
    }

    void see(CsvRecord row) {
      if (CsvDialect.blank(row)) {
        return;
      }
      lineBreaks |= row.getFields().stream().anyMatch(Pass::broken);
      if (names.isEmpty()) {
        names = row.getFields();
        if (dialect.header()) {
          return;
        }
      }
      rows++;
      seeHeader(row);
      int cells = row.getFieldCount();
      String last = row.getField(cells - 1);
      if (cells == names.size()) {
        lastEmpty &= last.isBlank();
        return;
      }
      torn++;
      if (cells == names.size() + 1) {
        oneMore++;
        oneEmptyMore += last.isBlank() ? 1 : 0;
      }
      if (firstTorn.isEmpty()) {
        String start = String.join(dialect.separator(), row.getFields());
        firstTorn = Optional.of(new TornRow(dialect.line(row), rows, cells, TornRow.start(start)));
      }
    }

    private void seeHeader(CsvRecord row) {
      if (below.size() < BELOW) {
        below.add(row.getFields());
      }
      if (dialect.header() && row.getFields().equals(names)) {
        repeats++;
        firstRepeat =
            firstRepeat.or(
                () -> Optional.of(new TornRow(dialect.line(row), rows, row.getFieldCount(), "")));
      }
    }

    private static boolean broken(String cell) {
      return cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0;
    }

    void stopAt(CsvParseException failure) {
      Matcher line = LINE.matcher(String.valueOf(failure.getMessage()));
      long at = line.find() ? Long.parseLong(line.group(1)) : 0;
      badQuote = Optional.of(new TornRow(at + (dialect.separatorLine() ? 1 : 0), rows + 1, 0, ""));
    }

    CsvScan found() {
      return new CsvScan(
          names,
          rows,
          new OtherLengths(torn, firstTorn, oneMore, oneEmptyMore),
          lastEmpty,
          lineBreaks,
          badQuote,
          new HeaderLines(below, repeats, firstRepeat));
    }
  }
}
