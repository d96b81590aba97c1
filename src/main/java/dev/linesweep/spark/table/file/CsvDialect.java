package dev.linesweep.spark.table.file;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.FieldModifier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Serializable;
import java.nio.charset.Charset;

/**
 * How the bytes of a CSV file become cells.
 *
 * @param charset name of the encoding; UTF-16 by its byte order
 * @param quote what encloses a cell, doubled within it; {@link #NONE} if nothing does
 * @param comment what a line that is not data begins with; {@link #NONE} for none
 * @param header whether the first row has the names of the columns
 * @param separatorLine whether a line such as {@code sep=;} stands above the table, as Excel writes
 * @param trim which blanks around a cell without quotes are left out
 */
public record CsvDialect(
    String charset,
    String separator,
    char quote,
    char comment,
    boolean header,
    boolean separatorLine,
    Trim trim)
    implements Serializable {
  public static final char NONE = '\uFFFF';

  /** Recognized by its identity. */
  private static final String EMPTY_TEXT = String.valueOf(new char[0]);

  private static final int LONGEST_RECORD = 64 << 20;
  private static final int MOST_CELLS = 1 << 20;

  /** Whether blanks before and after what a cell without quotes holds are left out. */
  record Trim(boolean start, boolean end) implements Serializable {}

  CsvDialect quotedBy(char otherQuote) {
    return new CsvDialect(charset, separator, otherQuote, comment, header, separatorLine, trim);
  }

  CsvDialect with(String otherSeparator) {
    return new CsvDialect(charset, otherSeparator, quote, comment, header, separatorLine, trim);
  }

  /** Characters of the table, without a byte order mark and a separator line. */
  Reader text(InputStream bytes) throws IOException {
    BufferedReader text =
        new BufferedReader(new InputStreamReader(bytes, Charset.forName(charset)), 1 << 16);
    do {
      text.mark(1);
    } while (text.read() == '\uFEFF');
    text.reset();
    if (separatorLine) {
      text.readLine();
    }
    return text;
  }

  /**
   * Distinguishes an empty quoted text from an empty cell, which has no value, and trims cells
   * without quotes.
   */
  private record Cells(Trim trim) implements FieldModifier {
    @Override
    public String modify(long line, int field, boolean quoted, String cell) {
      if (quoted) {
        return cell.isEmpty() ? EMPTY_TEXT : cell;
      }
      String start = trim.start() ? cell.stripLeading() : cell;
      return trim.end() ? start.stripTrailing() : start;
    }
  }

  /** Whether a cell of {@link #rows} has no value. */
  @SuppressWarnings({"ReferenceEquality", "StringEquality"})
  static boolean isMissing(String cell) {
    return cell.isEmpty() && cell != EMPTY_TEXT;
  }

  /** Rows of the table; quotes must be as in RFC 4180. */
  CsvReader<CsvRecord> rows(Reader text) {
    CsvReader.CsvReaderBuilder builder =
        CsvReader.builder()
            .fieldSeparator(separator)
            .quoteCharacter(quote)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .skipEmptyLines(true)
            .allowUnclosedQuote(false)
            .maxBufferSize(LONGEST_RECORD);
    if (comment != NONE) {
      builder.commentStrategy(CommentStrategy.SKIP).commentCharacter(comment);
    }
    return builder.build(
        CsvRecordHandler.of(
            handler ->
                handler
                    .fieldModifier(new Cells(trim))
                    .maxFields(MOST_CELLS)
                    .maxFieldSize(LONGEST_RECORD)
                    .maxRecordSize(LONGEST_RECORD)),
        text);
  }

  /** The line of the file in which a record starts, counted from 1. */
  long line(CsvRecord row) {
    return row.getStartingLineNumber() + (separatorLine ? 1 : 0);
  }

  /** Whether the record is a line of blanks, which is not a row. */
  static boolean blank(CsvRecord row) {
    return row.getFieldCount() == 1 && row.getField(0).isBlank();
  }
}
