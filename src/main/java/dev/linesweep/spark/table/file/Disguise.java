package dev.linesweep.spark.table.file;

import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Detects by a file's first bytes that it is not in the format that the job says, such as an Excel
 * file named as CSV, a web page, a Git LFS pointer, or compressed bytes without the ending for it.
 */
public final class Disguise {
  private static final int TEXT_SAMPLE = 4096;

  private final String name;
  private final byte[] head;
  private final PathKey key;

  private Disguise(String name, byte[] head, PathKey key) {
    this.key = key;
    this.name = name;
    this.head = head;
  }

  /**
   * What the file is instead, and what to do; empty if it may have the job's format.
   *
   * @param name the file's name without its folder
   * @param head its first bytes, decompressed if the name says that they are compressed
   * @param format csv, json, parquet or orc
   * @param key where the file is named, which decides what can be done
   */
  static Optional<String> of(String name, byte[] head, String format, PathKey key) {
    Disguise file = new Disguise(name, head, key);
    if (head.length == 0) {
      return Optional.of("is empty. Check how it was made.");
    }
    Optional<String> binary = file.binary(format);
    if (binary.isPresent()) {
      return binary;
    }
    return switch (format) {
      case "csv", "json" -> file.text(format);
      case "parquet" -> file.begins("PAR1") || file.begins("PARE") ? Optional.empty() : file.not();
      case "orc" -> file.begins("ORC") ? Optional.empty() : file.not();
      default -> Optional.empty();
    };
  }

  /** Refuses files that are not in the format, by their first bytes. */
  public static void refuse(
      PathKey key, List<SourceFile> sources, String format, Configuration hadoop) {
    for (SourceFile source : sources) {
      try (InputStream in = source.raw(hadoop)) {
        Optional<String> other = of(source.name(), in.readNBytes(1 << 16), format, key);
        if (other.isPresent()) {
          throw new JobException("%s: %s %s".formatted(key, source.shown(), other.get()));
        }
      } catch (IOException failure) {
        throw new JobException(
            "%s: %s cannot be read: %s".formatted(key, source.shown(), Excerpt.of(failure)));
      }
    }
  }

  private Optional<String> binary(String format) {
    if (begins("PAR1") && !format.equals("parquet")) {
      return Optional.of("is a Parquet file. " + setFormat("parquet"));
    }
    if (begins("ORC") && !format.equals("orc") && hasZero()) {
      return Optional.of("is an ORC file. " + setFormat("orc"));
    }
    return archive().or(this::document).or(this::wide);
  }

  /** Four bytes per character, with a byte order mark. */
  private Optional<String> wide() {
    boolean utf32 = bytes(0xFF, 0xFE, 0, 0) || bytes(0, 0, 0xFE, 0xFF);
    return utf32
        ? Optional.of(
            "is in UTF-32. Convert it to UTF-8: iconv -f UTF-32 -t UTF-8 %s > utf8.%s."
                .formatted(name, name.substring(name.lastIndexOf('.') + 1)))
        : Optional.empty();
  }

  private Optional<String> archive() {
    if (begins("PK\u0003\u0004")) {
      return Optional.of(zip());
    }
    if (bytes(0x1F, 0x8B)) {
      return renamed("gzip", ".gz");
    }
    if (begins("BZh") && head.length > 4 && head[4] == '1') {
      return renamed("bzip2", ".bz2");
    }
    if (bytes(0x28, 0xB5, 0x2F, 0xFD)) {
      return unpacked("zstd", "zstd -d");
    }
    if (bytes(0xFD, '7', 'z', 'X', 'Z')) {
      return unpacked("xz", "xz -dk");
    }
    if (bytes('7', 'z', 0xBC, 0xAF)) {
      return unpacked("7z", "7z x");
    }
    if (begins("Rar!")) {
      return unpacked("rar", "unrar x");
    }
    boolean tar = head.length > 262 && ascii(257, 262).equals("ustar");
    return tar ? unpacked("tar", "tar xf") : Optional.empty();
  }

  private String zip() {
    String entries = ascii(0, head.length);
    if (lower().endsWith(".xlsx") || lower().endsWith(".xlsm") || entries.contains("xl/")) {
      return excel();
    }
    if (entries.contains("opendocument.spreadsheet")) {
      return "is an OpenDocument spreadsheet. Save it as CSV, and %s that file."
          .formatted(key.either("set path to", "point --data to"));
    }
    return "is a zip archive, which Spark does not read. Unzip it (unzip %s), and %s the file in it."
        .formatted(name, key.either("set path to", "point --data to"));
  }

  private Optional<String> renamed(String what, String ending) {
    if (lower().endsWith(ending)) {
      return Optional.of(
          "is compressed twice with %s. Decompress it once, and keep its name.".formatted(what));
    }
    return Optional.of(
        "is compressed with %s, but its name does not say so. Rename it to %s%s."
            .formatted(what, name, ending));
  }

  private Optional<String> unpacked(String what, String command) {
    return Optional.of(
        "is a %s archive, which Spark does not read. Unpack it (%s %s), and %s the file in it."
            .formatted(what, command, name, key.either("set path to", "point --data to")));
  }

  private Optional<String> document() {
    if (bytes(0xD0, 0xCF, 0x11, 0xE0)) {
      return Optional.of(excel());
    }
    if (begins("version https://git-lfs")) {
      return Optional.of(
          "is a Git LFS pointer, not the data. Fetch the data with git lfs pull in its"
              + " repository.");
    }
    if (begins("SQLite format 3")) {
      return Optional.of(
          "is an SQLite database. "
              + key.either(
                  "Read it with format: jdbc and options: {url: \"jdbc:sqlite:%s\", dbtable: TABLE}, with the table's name in place of TABLE."
                      .formatted(name),
                  "Write its table to a CSV file (sqlite3 -csv -header %s \"SELECT * FROM TABLE\" > %s, with the table's name in place of TABLE), and point --data to that file."
                      .formatted(name, named("csv"))));
    }
    if (begins("%PDF")) {
      return Optional.of("is a PDF document. Copy its table to a CSV file.");
    }
    if (begins("ARROW1") || begins("FEA1")) {
      return Optional.of(
          "is an Arrow file (Feather), which Spark does not read. Write it as Parquet (pandas.read_feather(\"%s\").to_parquet(\"%s\")), and %s that file."
              .formatted(name, named("parquet"), key.either("set path to", "point --data to")));
    }
    if (begins("Obj\u0001")) {
      return Optional.of("is an Avro file. Convert it to Parquet or CSV.");
    }
    return Optional.empty();
  }

  private String setFormat(String format) {
    return key.either(
        "Set format: %s.".formatted(format), "Rename it to %s.".formatted(named(format)));
  }

  /** The name with the ending of a format, which tells {@code predict} what the file is. */
  private String named(String format) {
    String packed = lower().replaceFirst("^.*?(\\.(gz|bz2))?$", "$1");
    String plain = name.substring(0, name.length() - packed.length());
    return plain.replaceFirst("\\.[^.]*$", "") + "." + format + packed;
  }

  private String excel() {
    return "is an Excel workbook. Save the sheet as \"CSV UTF-8\" in Excel, and %s that file."
        .formatted(key.either("set path to", "point --data to"));
  }

  private Optional<String> text(String format) {
    String start = start();
    String small = start.toLowerCase(Locale.ROOT);
    if (start.isEmpty() && !hasZero()) {
      return Optional.of("holds only whitespace. Check how it was made.");
    }
    if (small.startsWith("<!doctype html") || small.startsWith("<html")) {
      return Optional.of(
          "is a web page (HTML), perhaps a login or error page. Download the data itself.");
    }
    if (small.startsWith("<?xml") || isElement(small)) {
      return Optional.of("is XML. Convert it to CSV.");
    }
    boolean json = small.matches("(?s)(\\[\\s*)?\\{\\s*(\"|}).*") || small.matches("\\[\\s*]");
    if (format.equals("csv") && json) {
      return Optional.of("is JSON. " + setFormat("json"));
    }
    if (format.equals("json") && !small.isEmpty() && "{[".indexOf(small.charAt(0)) < 0) {
      return Optional.of(
          "is not JSON: it begins with \"%s\". If it is CSV, %s"
              .formatted(
                  Excerpt.of(start.lines().findFirst().orElse("")),
                  key.either("set format: csv.", "rename it to %s.".formatted(named("csv")))));
    }
    return isBinary()
        ? Optional.of("is a binary file, not text. Convert it to CSV.")
        : Optional.empty();
  }

  /**
   * Whether the text is HTML or XML, not a name in angle brackets followed by a separator, as in
   * the header of a MetaStock file.
   */
  private static boolean isElement(String start) {
    return start.matches("(?s)<[a-z][\\w:.-]*[\\s>/].*") && !start.matches("(?s)<[^<>]*>[,;\t|].*");
  }

  /** Describes a file that should be Parquet or ORC and is not. */
  private Optional<String> not() {
    Optional<String> other = text("json").filter(told -> !told.startsWith("is not JSON"));
    if (other.isPresent()) {
      return other.map(told -> told.replace("Convert it to CSV.", "Check how it was made."));
    }
    boolean json = "{[".indexOf(start().charAt(0)) >= 0;
    return Optional.of("is a text file. " + setFormat(json ? "json" : "csv"));
  }

  /** The first characters; letters may be wrong if the encoding is another one. */
  private String start() {
    int length = Math.min(head.length, TEXT_SAMPLE);
    Optional<String> wide = Encoding.utf16(head);
    String text =
        wide.isPresent()
            ? new String(head, 0, length, java.nio.charset.Charset.forName(wide.get()))
            : new String(head, 0, length, StandardCharsets.UTF_8);
    return text.replaceFirst("^\uFEFF", "").strip();
  }

  private boolean isBinary() {
    if (Encoding.utf16(head).isPresent()) {
      return false;
    }
    int odd = 0;
    for (byte b : head) {
      boolean usual = b >= ' ' || b < 0 || b == '\t' || b == '\n' || b == '\r' || b == '\f';
      odd += usual ? 0 : 1;
    }
    return hasZero() || odd > 2 + head.length / 20;
  }

  private boolean hasZero() {
    for (byte b : head) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  private String lower() {
    return name.toLowerCase(Locale.ROOT);
  }

  private boolean begins(String magic) {
    return head.length >= magic.length() && ascii(0, magic.length()).equals(magic);
  }

  private boolean bytes(int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= head.length || (head[i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private String ascii(int from, int to) {
    return new String(head, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
