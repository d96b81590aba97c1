package dev.linesweep.spark.table.file;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import com.univocity.parsers.csv.UnescapedQuoteHandling;
import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.LineRecordReader;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a small CSV file on this machine, each as {@link CsvSource} reads it: the same lines
 * go through the same parser with the same settings, only without Spark SQL around them.
 *
 * <p>A file with a row that cannot be read has no cells here; Spark's reader then reports what is
 * wrong.
 */
public final class LocalCells {
  /** Spark ends a quoted cell with one quote too many at the next separator. */
  private static final UnescapedQuoteHandling STRAY_QUOTES =
      UnescapedQuoteHandling.STOP_AT_DELIMITER;

  private static final int ERROR_LENGTH = 1000;

  private final CsvTable table;
  private final String missing;
  private final CsvParser parser;
  private final List<ColumnCells> columns;

  private LocalCells(CsvTable table, CsvOptions options) {
    this.table = table;
    this.missing = missing(options);
    this.parser = new CsvParser(settings(table, options));
    this.columns = Stream.generate(ColumnCells::new).limit(table.columns().size()).toList();
  }

  /**
   * The cells of each column of the table; empty if only Spark's reader can tell what they are.
   *
   * @param table of a file that {@link LocalFile} found
   */
  public static Optional<List<ColumnCells>> of(
      PathKey key, CsvTable table, CsvOptions options, Configuration hadoop) {
    LocalCells cells = new LocalCells(table, options);
    if (!table.isPlain(key, options)) {
      return cells.byRow(table.part(key, table.files().get(0), options, List.of()), hadoop);
    }
    boolean byLine =
        !options.multiLine().equals(Optional.of(true))
            && !table.dialect().separator().contains("\\");
    return byLine ? cells.byLine(hadoop) : Optional.empty();
  }

  private Optional<List<ColumnCells>> byRow(CsvRows.Part part, Configuration hadoop) {
    try {
      CsvRows.forEach(part, hadoop, this::keep);
      return Optional.of(columns);
    } catch (IOException | UncheckedIOException | JobException unread) {
      return Optional.empty();
    }
  }

  /**
   * The parser settings that Spark's {@code CSVOptions} derives from the options that {@link
   * LocalFile} knows.
   */
  static CsvParserSettings settings(CsvTable table, CsvOptions options) {
    CsvDialect dialect = table.dialect();
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setDelimiter(dialect.separator());
    settings.getFormat().setQuote(character(options, "quote", '"'));
    settings.getFormat().setQuoteEscape(character(options, "escape", '\\'));
    if (dialect.comment() == CsvDialect.NONE) {
      settings.setCommentProcessingEnabled(false);
    } else {
      settings.getFormat().setComment(dialect.comment());
    }
    settings.setIgnoreLeadingWhitespaces(dialect.trim().start());
    settings.setIgnoreTrailingWhitespaces(dialect.trim().end());
    settings.setReadInputOnSeparateThread(false);
    settings.setMaxColumns(CsvSource.maxColumns(table));
    settings.setNullValue(missing(options));
    settings.setEmptyValue("");
    settings.setMaxCharsPerColumn(-1);
    settings.setUnescapedQuoteHandling(STRAY_QUOTES);
    settings.setLineSeparatorDetectionEnabled(false);
    settings.setErrorContentLength(ERROR_LENGTH);
    return settings;
  }

  private static String missing(CsvOptions options) {
    return options.option("nullValue").orElse("");
  }

  private static char character(CsvOptions options, String key, char otherwise) {
    return options
        .option(key)
        .map(text -> text.isEmpty() ? '\u0000' : text.charAt(0))
        .orElse(otherwise);
  }

  private Optional<List<ColumnCells>> byLine(Configuration hadoop) {
    try (LineRecordReader lines = new LineRecordReader()) {
      SourceFile file = table.files().get(0).file();
      long bytes = file.path().getFileSystem(hadoop).getFileStatus(file.path()).getLen();
      lines.initialize(
          new FileSplit(file.path(), 0, bytes, new String[0]),
          new TaskAttemptContextImpl(hadoop, new TaskAttemptID()));
      return read(lines) ? Optional.of(columns) : Optional.empty();
    } catch (IOException | TextParsingException unread) {
      return Optional.empty();
    }
  }

  private boolean read(LineRecordReader lines) throws IOException {
    Charset charset = Charset.forName(table.dialect().charset());
    boolean aboveRows = table.dialect().header();
    while (lines.nextKeyValue()) {
      Text bytes = lines.getCurrentValue();
      String line = new String(bytes.getBytes(), 0, bytes.getLength(), charset);
      if (isNoRow(line, aboveRows)) {
        continue;
      }
      @Nullable String @Nullable [] cells = parser.parseLine(line);
      if (!aboveRows) {
        if (cells == null || cells.length != table.width()) {
          return false;
        }
        keep(parsed(cells));
      }
      aboveRows = false;
    }
    return true;
  }

  /** Blank lines and comments; above the header, those with blanks before them too. */
  private boolean isNoRow(String line, boolean aboveHeader) {
    String trimmed = line.trim();
    char comment = table.dialect().comment();
    return trimmed.isEmpty()
        || comment != CsvDialect.NONE && (aboveHeader ? trimmed : line).charAt(0) == comment;
  }

  /** Converts the parser's cells as Spark does; those of {@link CsvRows} stay unchanged. */
  private @Nullable String[] parsed(@Nullable String[] cells) {
    for (int i = 0; i < cells.length; i++) {
      cells[i] = missing.equals(cells[i]) ? null : cells[i];
    }
    return cells;
  }

  private void keep(@Nullable String[] cells) {
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).add(cells[i]);
    }
  }
}
