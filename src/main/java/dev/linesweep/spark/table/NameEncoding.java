package dev.linesweep.spark.table;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/**
 * Finds the encoding in which a column has the name that a job asks for, if it was read in
 * Windows-1252.
 */
final class NameEncoding {
  private static final Charset READ = Charset.forName("windows-1252");
  private static final List<String> CANDIDATES =
      List.of(
          "x-MacRoman",
          "IBM437",
          "IBM850",
          "ISO-8859-2",
          "windows-1250",
          "windows-1251",
          "KOI8-R",
          "IBM866",
          "Shift_JIS",
          "EUC-JP",
          "GBK",
          "Big5",
          "EUC-KR");

  private NameEncoding() {}

  /** The first of the usual encodings in which one of these columns is what the name says. */
  static Optional<String> of(String name, List<String> columns) {
    return CANDIDATES.stream()
        .filter(Charset::isSupported)
        .filter(candidate -> columns.contains(misread(name, Charset.forName(candidate))))
        .findFirst();
  }

  private static String misread(String name, Charset written) {
    return written.newEncoder().canEncode(name) ? new String(name.getBytes(written), READ) : name;
  }
}
