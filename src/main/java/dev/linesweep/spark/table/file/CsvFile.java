package dev.linesweep.spark.table.file;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/**
 * A CSV file and what was found in it.
 *
 * @param whole whether all of it was read, and not only its beginning
 * @param doubt about the encoding; none if the job names it
 * @param hints how the file may be meant
 */
record CsvFile(
    SourceFile file,
    CsvDialect dialect,
    CsvScan scan,
    boolean whole,
    EncodingDoubt doubt,
    Hints hints) {
  static final int HEAD = 1 << 20;

  /**
   * What speaks against UTF-8.
   *
   * @param line of the first byte that is not UTF-8, 0 if there is none
   * @param mixed whether other bytes are UTF-8 beyond ASCII
   */
  record EncodingDoubt(long line, boolean mixed) {
    static final EncodingDoubt NONE = new EncodingDoubt(0, false);
  }

  /**
   * Possible causes if the file does not read as a table.
   *
   * @param otherwise a separator or a quote that reads a table if this dialect reads one column or
   *     torn rows
   * @param titles lines that seem to stand above the header
   * @param backslashes whether the file reads correctly only if a backslash escapes a quote within
   *     a cell
   */
  record Hints(Optional<CsvDialect> otherwise, Optional<TitleLines> titles, boolean backslashes) {}

  /** Reads the file, or its beginning. */
  static CsvFile probe(SourceFile file, CsvOptions options, Configuration hadoop, boolean whole)
      throws IOException {
    byte[] head = file.head(hadoop, HEAD);
    boolean all = head.length < HEAD;
    Bytes bytes = () -> whole && !all ? file.open(hadoop) : buffered(head, !all);
    boolean cut = !all && !whole;
    Encoding encoding;
    try (InputStream in = bytes.open()) {
      encoding = Encoding.of(in);
    }
    String charset = options.charset().orElse(encoding.charset());
    Optional<String> wide = Encoding.utf16(head);
    if (wide.isPresent() && charset.toUpperCase(java.util.Locale.ROOT).startsWith("UTF-16")) {
      charset = wide.get();
    }
    CsvDialect dialect = dialect(new String(head, Charset.forName(charset)), charset, options);
    CsvScan scan;
    try (InputStream in = bytes.open()) {
      scan = CsvScan.of(dialect, in, cut);
    }
    boolean told = options.charset().isPresent();
    String start = new String(head, Charset.forName(charset));
    boolean backslashes = backslashes(start, dialect, scan);
    return new CsvFile(
        file,
        dialect,
        scan,
        !cut,
        told ? EncodingDoubt.NONE : new EncodingDoubt(encoding.firstForeign(), encoding.mixed()),
        new Hints(
            backslashes ? Optional.empty() : otherwise(start, dialect, scan, options),
            dialect.separatorLine()
                ? Optional.empty()
                : TitleLines.of(start, dialect, options.separator()),
            backslashes));
  }

  private static CsvDialect dialect(String start, String charset, CsvOptions options) {
    Optional<String> line = Separator.line(start);
    CsvDialect known =
        new CsvDialect(
            charset,
            Separator.DEFAULT,
            options.quote(),
            options.comment(),
            options.header(),
            line.isPresent(),
            new CsvDialect.Trim(
                options.isSet("ignoreLeadingWhiteSpace"),
                options.isSet("ignoreTrailingWhiteSpace")));
    String table =
        line.isPresent() ? start.replaceFirst("\\A[^\\r\\n]*(?:\\r\\n?|\\n)?", "") : start;
    return known.with(
        options.separator().or(() -> line).orElseGet(() -> Separator.of(table, known)));
  }

  private static Optional<CsvDialect> otherwise(
      String start, CsvDialect dialect, CsvScan scan, CsvOptions options) throws IOException {
    boolean oneColumn = dialect.header() && scan.names().size() <= 1;
    if (oneColumn) {
      String found = Separator.of(start, dialect);
      Optional<String> other =
          found.equals(dialect.separator()) || found.equals(Separator.DEFAULT)
              ? Separator.rare(start, dialect)
              : Optional.of(found);
      return other.map(dialect::with);
    }
    boolean quotes =
        options.option("quote").isEmpty()
            && (scan.torn().rows() > 0 || scan.names().stream().allMatch(CsvFile::isInQuotes));
    CsvDialect single = dialect.quotedBy('\'');
    return quotes && reads(start, single) ? Optional.of(single) : Optional.empty();
  }

  /** Finds out whether a backslash escapes quotes: the file reads once these are doubled. */
  private static boolean backslashes(String start, CsvDialect dialect, CsvScan scan)
      throws IOException {
    String quote = String.valueOf(dialect.quote());
    boolean torn = scan.torn().rows() > 0 || scan.badQuote().isPresent();
    if (!torn || !start.contains("\\" + quote)) {
      return false;
    }
    String doubled =
        Pattern.compile("\\\\(.)", Pattern.DOTALL)
            .matcher(start)
            .replaceAll(
                pair ->
                    Matcher.quoteReplacement(
                        pair.group(1).equals(quote) ? quote + quote : pair.group()));
    return isWhole(doubled, dialect);
  }

  private static boolean isInQuotes(String name) {
    return name.length() > 2 && name.startsWith("'") && name.endsWith("'");
  }

  private static boolean reads(String start, CsvDialect dialect) throws IOException {
    return start.indexOf('\'') >= 0 && isWhole(start, dialect);
  }

  private static boolean isWhole(String start, CsvDialect dialect) throws IOException {
    byte[] bytes = start.getBytes(Charset.forName(dialect.charset()));
    CsvScan scan = CsvScan.of(dialect, new ByteArrayInputStream(bytes), bytes.length >= HEAD);
    return scan.torn().rows() == 0 && scan.badQuote().isEmpty();
  }

  /** The bytes, up to the end of their last line if they are the beginning of a file. */
  private static InputStream buffered(byte[] head, boolean cut) {
    int end = head.length;
    while (cut && end > 1 && head[end - 1] != '\n') {
      end--;
    }
    return new BufferedInputStream(new ByteArrayInputStream(head, 0, end > 1 ? end : head.length));
  }

  private interface Bytes {
    InputStream open() throws IOException;
  }

  /** The names of the columns as the file has them, without blanks around them. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < scan.names().size(); i++) {
      String written = dialect.header() ? scan.names().get(i).strip() : "";
      names.add(written.isEmpty() ? unnamed(i) : written);
    }
    return names;
  }

  /** As Spark calls a column without a name. */
  static String unnamed(int column) {
    return "_c" + column;
  }

  boolean lastIsUnnamed() {
    List<String> names = scan.names();
    return dialect.header() && names.size() > 1 && names.get(names.size() - 1).isBlank();
  }
}
