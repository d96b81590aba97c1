package dev.linesweep.spark.table.file;

import dev.linesweep.spec.JobException;
import dev.linesweep.text.Counted;
import java.util.Collection;
import java.util.List;

/**
 * Refuses files whose first lines show that they have another separator, quote or header.
 *
 * @param key where the job names the files, for messages
 * @param wanted names of columns that the job needs
 */
record CsvHeaderChecks(PathKey key, CsvOptions options, Collection<String> wanted) {

  void requireHeader(CsvFile file) {
    List<String> names = file.scan().names();
    boolean numbers =
        names.stream()
            .allMatch(cell -> cell.strip().matches("[-+]?[0-9]+([.,][0-9]+)?([eE][-+]?[0-9]+)?"));
    boolean commented = !names.isEmpty() && names.get(0).startsWith("#");
    if (file.dialect().header() && commented && file.scan().torn().rows() > 0) {
      refuse(
          file,
          "the first line begins with # (\"%s\"). If such lines are comments, %s."
              .formatted(
                  Excerpt.of(String.join(file.dialect().separator(), names)),
                  key.either("set options: {comment: \"#\"}", "remove them")));
    }
    boolean meant = names.stream().anyMatch(name -> wanted.contains(name.strip()));
    if (file.dialect().header() && numbers && !meant && file.scan().rows() > 0) {
      refuse(
          file,
          "the first line has only numbers (%s), so the columns have no names. Add a header line above it%s."
              .formatted(
                  Excerpt.of(String.join(", ", names)),
                  key.either(
                      ", or set options: {header: false} and use the column names "
                          + (names.size() == 1 ? "_c0" : "_c0 to _c" + (names.size() - 1)),
                      "")));
    }
  }

  /** Refuses files whose first line is a title, quoted as a whole, or aligned with spaces. */
  void requireFirstLine(CsvFile file) {
    List<String> names = file.names();
    if (!file.dialect().header() || names.stream().anyMatch(wanted::contains)) {
      return;
    }
    file.hints()
        .titles()
        .filter(titles -> !names.get(0).startsWith("#"))
        .filter(
            titles ->
                file.scan().torn().rows() > 0 || titles.names().stream().anyMatch(wanted::contains))
        .ifPresent(titles -> refuse(file, above(file, titles)));
    List<List<String>> below = file.scan().headerLines().below();
    boolean oneCell =
        names.size() == 1 && !below.isEmpty() && below.stream().allMatch(row -> row.size() == 1);
    if (oneCell && names.get(0).matches("[^,;\t|]+([,;\t|][^,;\t|]+)+")) {
      refuse(file, "every row is quoted as a whole. " + unquote(file));
    }
    if (oneCell && names.get(0).strip().matches("\\S+(\\s{2,}\\S+)+")) {
      refuse(
          file,
          "its columns are aligned with spaces, without a separator (\"%s\"). If no cell contains a space, put commas between the columns: sed -E 's/^ +//; s/ +$//; s/ +/,/g' %s > commas.csv."
              .formatted(Excerpt.of(names.get(0)), file.file().name()));
    }
  }

  private static String above(CsvFile file, TitleLines titles) {
    long lines = titles.header() - 1;
    boolean packed = file.file().name().matches(".*\\.(gz|bz2)");
    return "line %d seems to be the header (%s); the first line does not hold column names (\"%s\"). Remove the %s above it%s."
        .formatted(
            titles.header(),
            Excerpt.of(String.join(", ", titles.names())),
            Excerpt.of(String.join(file.dialect().separator(), file.scan().names())),
            Counted.of(lines, "line"),
            packed
                ? ""
                : ": tail -n +%d %s > table.csv".formatted(titles.header(), file.file().name()));
  }

  /** The command that removes the quotes around whole rows. */
  static String unquote(CsvFile file) {
    return "Remove these quotes: sed -E 's/^\"(.*)\"(\\r?)$/\\1\\2/; s/\"\"/\"/g' %s > plain.csv."
        .formatted(file.file().name());
  }

  /** Refuses files that need another separator or quote. */
  void requireDialect(CsvFile file) {
    List<String> names = file.names();
    if (file.hints().otherwise().isEmpty()) {
      return;
    }
    CsvDialect other = file.hints().otherwise().get();
    if (other.quote() != file.dialect().quote()) {
      refuse(
          file,
          "cells are enclosed in single quotes. %s"
              .formatted(
                  key.either("Set options: {quote: \"'\"}.", "Write double quotes instead.")));
    }
    if (names.stream().anyMatch(wanted::contains)) {
      return;
    }
    String written = other.separator().equals("\t") ? "tab" : "\"" + other.separator() + "\"";
    if (options.separator().isPresent()) {
      refuse(
          file,
          "the cells are separated by %s, not by %s as sep says. %s"
              .formatted(
                  name(other.separator()),
                  name(file.dialect().separator()),
                  key.either(
                      "Set sep: %s under data, and remove sep and delimiter from options."
                          .formatted(written),
                      "Use the separator of the training table.")));
    }
    refuse(
        file,
        "the cells seem to be separated by %s. %s"
            .formatted(
                name(other.separator()),
                key.either(
                    "Set sep: %s under data.".formatted(written), "Separate them with commas.")));
  }

  /** Refuses lines below the header that hold names too. */
  void requireOneHeader(CsvFile file) {
    CsvScan.HeaderLines lines = file.scan().headerLines();
    String shown = file.file().shown();
    if (file.dialect().header() && isOfYfinance(lines.below())) {
      refuse(
          file,
          "lines 2 and 3 are part of the header, as yfinance writes it. Remove them and name the first column Date: sed -e '2,3d' -e '1s/^[^%1$s]*/Date/' %2$s > prices.csv."
              .formatted(file.dialect().separator(), shown));
    }
    lines
        .firstRepeat()
        .filter(repeat -> file.scan().names().size() > 1)
        .ifPresent(
            repeat ->
                refuse(
                    file,
                    "line %d repeats the header, as in concatenated files (%d %s). Remove such lines: awk 'NR == 1 {first = $0} NR == 1 || $0 != first' %s > joined.csv."
                        .formatted(
                            repeat.line(),
                            lines.repeats(),
                            Counted.word(lines.repeats(), "such line", "such lines"),
                            shown)));
  }

  /** A line of names, a line of tickers, and a line with only the name of the index. */
  private static boolean isOfYfinance(List<List<String>> below) {
    return below.size() == 2
        && below.get(0).get(0).equals("Ticker")
        && below.get(1).get(0).matches("Date(time)?")
        && below.get(1).stream().skip(1).allMatch(String::isBlank);
  }

  private void refuse(CsvFile file, String problem) {
    throw refused(key, file, problem);
  }

  static JobException refused(PathKey key, CsvFile file, String problem) {
    return new JobException("%s: %s: %s".formatted(key, file.file().shown(), problem));
  }

  /** A separator in words. */
  static String name(String separator) {
    return switch (separator) {
      case "," -> "a comma";
      case ";" -> "a semicolon";
      case "\t" -> "a tab";
      case "|" -> "a vertical bar";
      case " " -> "a space";
      default -> "\"" + Excerpt.of(separator) + "\"";
    };
  }
}
