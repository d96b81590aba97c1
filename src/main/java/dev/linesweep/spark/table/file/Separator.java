package dev.linesweep.spark.table.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.StringReader;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the separator of a CSV file: comma, semicolon, tab or vertical bar. */
final class Separator {
  static final String DEFAULT = ",";
  private static final List<String> CANDIDATES = List.of(DEFAULT, ";", "\t", "|");
  private static final List<String> RARE =
      List.of("~", "^", ":", "!", "#", "\u00A6", "\u00A7", " ");
  private static final int ROWS = 200;

  /** If this share of the rows has as many cells as the first, the other rows are torn. */
  private static final double MOST = 0.9;

  private static final Pattern EXCEL_LINE =
      Pattern.compile(
          "\\A\uFEFF?\"?sep=([^\\r\\n\"]{1,2})\"?(?:\\r\\n?|\\n|\\z)", Pattern.CASE_INSENSITIVE);

  private Separator() {}

  /** The separator in Excel's first line {@code sep=;}, if the text begins with one. */
  static Optional<String> line(String start) {
    Matcher line = EXCEL_LINE.matcher(start);
    return line.find() ? Optional.of(line.group(1)) : Optional.empty();
  }

  /**
   * The separator with which most rows are as long as the first, which needs at least two cells; of
   * several, the one that gives the most cells. A comma if there is none.
   *
   * @param start the beginning of the file
   */
  static String of(String start, CsvDialect dialect) {
    return CANDIDATES.stream()
        .map(candidate -> score(start, dialect, candidate))
        .filter(score -> score.cells > 1)
        .max(
            Comparator.comparing((Score score) -> Math.min(score.share, MOST))
                .thenComparing(score -> score.cells)
                .thenComparing(score -> -CANDIDATES.indexOf(score.separator)))
        .map(Score::separator)
        .orElse(DEFAULT);
  }

  /** Any other character that splits the first rows into the same number of cells, at least two. */
  static Optional<String> rare(String start, CsvDialect dialect) {
    return RARE.stream()
        .map(candidate -> score(start, dialect, candidate))
        .filter(score -> score.cells > 1 && score.share >= MOST)
        .max(Comparator.comparing(Score::cells))
        .map(Score::separator);
  }

  private record Score(String separator, int cells, double share) {}

  private static Score score(String start, CsvDialect dialect, String separator) {
    int first = 0;
    int rows = 0;
    int equal = 0;
    try (CsvReader<CsvRecord> records = dialect.with(separator).rows(new StringReader(start))) {
      for (CsvRecord record : records) {
        if (CsvDialect.blank(record)) {
          continue;
        }
        first = first == 0 ? record.getFieldCount() : first;
        equal += record.getFieldCount() == first ? 1 : 0;
        if (++rows == ROWS) {
          break;
        }
      }
    } catch (CsvParseException | IOException torn) {
      return new Score(separator, first, rows == 0 ? 0 : (double) equal / (rows + 1));
    }
    return new Score(separator, first, rows == 0 ? 0 : (double) equal / rows);
  }
}
