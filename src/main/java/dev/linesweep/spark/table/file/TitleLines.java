package dev.linesweep.spark.table.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lines above the header, such as the title and the date that statistical offices write there.
 *
 * @param header the line that seems to be the header, counted from 1
 * @param names its cells
 */
record TitleLines(long header, List<String> names) {
  private static final List<String> SEPARATORS = List.of(",", ";", "\t", "|");
  private static final int ROWS = 40;
  private static final int BELOW = 3;

  TitleLines {
    names = List.copyOf(names);
  }

  private record Line(long number, List<String> cells) {
    long filled() {
      return cells.stream().filter(cell -> !cell.isBlank()).count();
    }

    boolean hasNumber() {
      return cells.stream().anyMatch(cell -> cell.strip().matches("[-+]?[0-9][0-9.,]*"));
    }

    boolean areNames() {
      return cells.size() > 1
          && filled() == cells.size()
          && !hasNumber()
          && new HashSet<>(cells).size() == cells.size();
    }
  }

  /**
   * Looks at the beginning of a file.
   *
   * @param separator if the job says it
   */
  static Optional<TitleLines> of(String start, CsvDialect dialect, Optional<String> separator) {
    return separator
        .map(Stream::of)
        .orElseGet(SEPARATORS::stream)
        .flatMap(mark -> of(lines(start, dialect.with(mark))).stream())
        .max(Comparator.comparing(title -> title.names().size()));
  }

  private static Optional<TitleLines> of(List<Line> lines) {
    return IntStream.range(1, lines.size())
        .filter(i -> isHeader(lines, i))
        .mapToObj(lines::get)
        .map(
            line ->
                new TitleLines(line.number(), line.cells().stream().map(String::strip).toList()))
        .findFirst();
  }

  /** Whether names are above rows with as many cells, and below lines that all have fewer. */
  private static boolean isHeader(List<Line> lines, int at) {
    Line header = lines.get(at);
    List<Line> below = lines.subList(at + 1, Math.min(at + 1 + BELOW, lines.size()));
    return header.areNames()
        && lines.subList(0, at).stream().allMatch(line -> line.filled() < header.cells().size())
        && below.stream().allMatch(line -> line.cells().size() == header.cells().size())
        && below.stream().anyMatch(Line::hasNumber);
  }

  private static List<Line> lines(String start, CsvDialect dialect) {
    List<Line> lines = new ArrayList<>();
    try (CsvReader<CsvRecord> records = dialect.rows(new StringReader(start))) {
      for (CsvRecord record : records) {
        if (!CsvDialect.blank(record)) {
          lines.add(new Line(dialect.line(record), record.getFields()));
        }
        if (lines.size() == ROWS) {
          break;
        }
      }
    } catch (CsvParseException | IOException torn) {
      // The part that was read decides.
    }
    return lines;
  }
}
