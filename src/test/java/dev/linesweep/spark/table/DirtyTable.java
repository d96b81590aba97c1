package dev.linesweep.spark.table;

import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.SplitSpec;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A small clean table and one of the ways in which people write such a table down.
 *
 * <p>The clean rows are {@code area, rooms, price}. What is written has a column of text before
 * them and one behind, which no job reads. Each way says which matrices are right: those of the
 * clean table, or of it without rows that lost a cell. Anything else than one of these, or a
 * refusal, is silently wrong.
 *
 * @param job what reads it
 * @param files what is written: one file, or several of one folder
 * @param right the rows, each {@code area, rooms, price}, that a reader may find
 */
record DirtyTable(String way, Job job, List<byte[]> files, List<List<double[]>> right) {
  /**
   * What a job says of the table.
   *
   * @param formula instead of label and features; empty for none
   * @param quote an option of the reader; empty for none
   * @param said a part of a note that has to be there; empty for none
   */
  record Job(
      String formula, List<String> orderBy, List<String> naValues, String quote, String said) {
    static final Job PLAIN = new Job("", List.of(), List.of(), "", "");

    Job formula(String text) {
      return new Job(text, orderBy, naValues, quote, said);
    }

    /** This job on the files of the table. */
    Tables of(Tables files) {
      Tables selected =
          formula.isEmpty() ? files.select("price", "area", "rooms") : files.formula(formula);
      Tables quoted = quote.isEmpty() ? selected : selected.option("quote", quote);
      return orderBy.isEmpty()
          ? quoted.split(SplitSpec.By.RANDOM)
          : quoted.orderBy(orderBy.toArray(String[]::new));
    }

    DataSpec.Cells cells() {
      return new DataSpec.Cells(DataSpec.Decimal.AUTO, naValues, Map.of());
    }
  }

  /** The ways, each tried as often as the others. */
  enum Way {
    PLAIN,
    SEPARATOR,
    SEP_LINE,
    DECIMAL_COMMA,
    THOUSANDS,
    THOUSANDS_DECIMAL_COMMA,
    CURRENCY,
    PERCENT,
    MARKERS,
    ODD_CELL,
    CELL_TOO_MANY,
    CELL_TOO_FEW,
    UNQUOTED_COMMA,
    OPEN_QUOTE,
    QUOTED_NEWLINES,
    BACKSLASH_QUOTES,
    TRAILING_COMMA,
    TRAILING_COMMA_WITH_HEADER,
    REPEATED_COLUMN,
    CASE_TWIN,
    UTF8_BOM,
    UTF16,
    LATIN1,
    LINE_ENDS,
    BLANK_LINES,
    SPACES,
    NUMBER_FORMS,
    REPEATED_HEADER,
    FOLDER_SAME,
    FOLDER_REORDERED,
    FOLDER_WITHOUT_COLUMN,
    TORN_END,
    LEADING_ZEROS,
    EXCEL_EXPORT,
    REPEATED_COLUMN_IN_FOLDER,
    FOLDER_OTHER_SEPARATOR,
    FOLDER_OTHER_DECIMAL_MARK,
    FOLDER_OTHER_ENCODING,
    FOLDER_QUOTED_NEWLINES,
    FOLDER_WITHOUT_HEADER,
    FOLDER_TORN_ROW,
    CURRENCY_IN_SOME,
    PERCENT_IN_SOME,
    UNIT,
    UNIT_IN_SOME,
    BRACKETS,
    MINUS_BEHIND,
    MARK_BEFORE,
    MARK_BEFORE_IN_SOME,
    QUOTED_IN_CELL,
    NA_VALUE,
    ORDER_BY_NUMBERED_TEXT,
    HEADERS_WITHIN,
    SINGLE_QUOTES,
    UTF16_WITHOUT_MARK,
    LEVELS_WITH_BLANKS
  }

  /** A table of this way, drawn from the generator. */
  static DirtyTable of(Way way, Random random) {
    return new DirtyWriter(way, random).table();
  }
}
