package dev.linesweep.spark.table.file;

import dev.linesweep.text.Counted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Checks what was found in CSV files: refuses what has no certain meaning, and notes what was
 * guessed.
 *
 * @param key where the job names the files, for messages
 * @param wanted names of columns that the job needs
 */
record CsvChecks(PathKey key, CsvOptions options, Collection<String> wanted) {
  private static final int SHOWN = 8;

  CsvTable table(List<CsvFile> files) {
    CsvFile first = files.get(0);
    CsvHeaderChecks headers = new CsvHeaderChecks(key, options, wanted);
    files.forEach(headers::requireFirstLine);
    files.forEach(headers::requireDialect);
    headers.requireHeader(first);
    files.forEach(headers::requireOneHeader);
    files.forEach(this::requireWhole);
    files.stream().skip(1).forEach(file -> requireSame(first, file));
    List<String> notes = new ArrayList<>();
    List<String> names = new ArrayList<>(first.names());
    boolean unnamed =
        files.stream().allMatch(f -> f.lastIsUnnamed() && f.whole() && f.scan().lastEmpty());
    if (unnamed) {
      names.remove(names.size() - 1);
    }
    List<String> columns = distinct(names, notes);
    dialectNotes(first, notes);
    if (files.stream().anyMatch(f -> f.scan().everyRowEndsWithASeparator())) {
      notes.add(
          "every row ends with %s but the header does not; the empty last cell is ignored"
              .formatted(CsvHeaderChecks.name(first.dialect().separator())));
    }
    files.forEach(file -> tornNote(file, notes));
    return new CsvTable(files, columns, List.copyOf(notes));
  }

  void requireWhole(CsvFile file) {
    if (file.doubt().mixed()) {
      refuse(
          file,
          "line %d is not UTF-8, but other lines are. Fix that line%s."
              .formatted(
                  file.doubt().line(),
                  key.either(
                      ", or set encoding: windows-1252 if letters beyond ASCII do not matter",
                      "")));
    }
    if (!options.standard() || options.torn() != CsvOptions.Torn.REFUSED) {
      return;
    }
    if (file.hints().backslashes()) {
      refuse(file, backslash(file.scan()));
    }
    file.scan().badQuote().ifPresent(at -> refuse(file, badQuote(at)));
    if (file.scan().lineBreaks() && options.multiLine().equals(Optional.of(false))) {
      refuse(file, "a quoted cell has a line break. Remove options: {multiLine: false}.");
    }
    if (!file.scan().everyRowEndsWithASeparator()) {
      file.scan().torn().first().ifPresent(row -> refuse(file, torn(file, row)));
    }
  }

  private String backslash(CsvScan scan) {
    long line = scan.badQuote().or(scan.torn()::first).map(CsvScan.TornRow::line).orElse(1L);
    return "quotes within cells are escaped with a backslash (%s, at or before line %d). %s"
        .formatted(
            "\\\"",
            line,
            key.either("Set options: {escape: \"\\\\\"}.", "Double the quotes instead: \"\"."));
  }

  private String badQuote(CsvScan.TornRow at) {
    return "line %d has a cell that begins with a quote but does not end with one. Double the quotes within the cell%s."
        .formatted(
            at.line(),
            key.either(", or set options: {quote: \"\"} if quotes are part of the text", ""));
  }

  private String torn(CsvFile file, CsvScan.TornRow row) {
    return tornRow(file.scan().names(), file.dialect().header(), row) + remedy(file, row);
  }

  private String remedy(CsvFile file, CsvScan.TornRow row) {
    CsvScan scan = file.scan();
    String separator = file.dialect().separator();
    boolean every = scan.torn().rows() == scan.rows();
    if (every && row.cells() == 1 && row.start().contains(separator)) {
      return " Every row is quoted as a whole. " + CsvHeaderChecks.unquote(file);
    }
    boolean commas =
        every
            && separator.equals(",")
            && row.cells() > scan.names().size()
            && row.start().matches("(-?[0-9]+,)+-?[0-9]+");
    if (commas) {
      return " The numbers seem to have decimal commas, but commas also separate the cells. Write"
          + " the file again with semicolons between the cells, or with decimal points.";
    }
    if (row.isEndOfFileMark()) {
      return " This is the end-of-file character of DOS (Ctrl-Z). Remove it: tr -d"
          + " '\\032' < %1$s > clean-%1$s.".formatted(file.file().name());
    }
    if (scan.torn().rows() == scan.rows() && scan.names().size() == 1 && scan.rows() > 1) {
      return " No row has as many cells as the first line, which seems to be a title. Remove all"
          + " lines above the header.";
    }
    if (scan.torn().rows() == scan.rows() && scan.torn().oneMore() == scan.rows()) {
      return " Every row has one cell more than the header, which lacks a name. Add it, at the"
          + " beginning if the first column holds row names.";
    }
    String cause =
        row.cells() > scan.names().size()
            ? " A cell that holds %s must be in quotes."
                .formatted(CsvHeaderChecks.name(file.dialect().separator()))
            : " A cell is missing.";
    boolean few = file.whole() && scan.torn().rows() * 10 <= scan.rows();
    return few
        ? cause
            + String.format(
                Locale.ROOT,
                key.either(
                    " Fix the row, or set options: {mode: DROPMALFORMED} to drop such rows (%d of"
                        + " %d).",
                    " Fix such rows (%d of %d)."),
                scan.torn().rows(),
                scan.rows())
        : cause + " Fix the file.";
  }

  private void requireSame(CsvFile first, CsvFile other) {
    CsvDialect one = first.dialect();
    if (!one.separator().equals(other.dialect().separator())) {
      refuse(
          other,
          "its cells are separated by %s, but those of %s by %s. All files of a table must have the same separator."
              .formatted(
                  CsvHeaderChecks.name(other.dialect().separator()),
                  first.file().shown(),
                  CsvHeaderChecks.name(one.separator())));
    }
    List<String> missing = new ArrayList<>(first.names());
    other.names().forEach(missing::remove);
    List<String> more = new ArrayList<>(other.names());
    first.names().forEach(more::remove);
    if (!missing.isEmpty() || !more.isEmpty()) {
      refuse(
          other,
          "its columns differ from those of %s: it %s%s%s. All files of a table must have the same columns."
              .formatted(
                  first.file().shown(),
                  missing.isEmpty() ? "" : "lacks " + shown(missing),
                  missing.isEmpty() || more.isEmpty() ? "" : " and ",
                  more.isEmpty() ? "" : "also has " + shown(more)));
    }
  }

  private List<String> distinct(List<String> names, List<String> notes) {
    Map<String, Integer> counts = new HashMap<>();
    names.forEach(name -> counts.merge(name, 1, Integer::sum));
    Map<String, Integer> seen = new HashMap<>();
    List<String> distinct = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (counts.getOrDefault(name, 0) == 1) {
        distinct.add(name);
        continue;
      }
      String numbered;
      do {
        numbered = name + "_" + seen.merge(name, 1, Integer::sum);
      } while (names.contains(numbered) || distinct.contains(numbered));
      distinct.add(numbered);
      notes.add(
          "the header has \"%s\" %d times; column %d is renamed to \"%s\""
              .formatted(Excerpt.of(name), counts.get(name), i + 1, Excerpt.of(numbered)));
    }
    return distinct;
  }

  private void dialectNotes(CsvFile file, List<String> notes) {
    CsvDialect dialect = file.dialect();
    if (options.separator().isEmpty() && !dialect.separator().equals(Separator.DEFAULT)) {
      notes.add("cells are separated by " + CsvHeaderChecks.name(dialect.separator()));
    }
    if (options.charset().isEmpty() && !dialect.charset().equals(Encoding.UTF_8)) {
      notes.add(
          "the encoding seems to be %s%s"
              .formatted(
                  dialect.charset(),
                  file.doubt().line() > 0
                      ? ", since line %d is not UTF-8; if letters look wrong, %s"
                          .formatted(
                              file.doubt().line(),
                              key.either("set encoding", "convert the file to UTF-8"))
                      : ""));
    }
  }

  /** What the mode set in the job does to malformed rows. */
  private void tornNote(CsvFile file, List<String> notes) {
    CsvScan scan = file.scan();
    boolean refused = options.torn() == CsvOptions.Torn.REFUSED;
    if (refused || scan.torn().rows() == 0 || scan.everyRowEndsWithASeparator()) {
      return;
    }
    String mode = options.option("mode").orElse("").toUpperCase(Locale.ROOT);
    notes.add(
        String.format(
            Locale.ROOT,
            "%s: %d of %d rows have more or fewer cells than the header, the first in line %d,"
                + " and are %s (mode: %s)",
            file.file().shown(),
            scan.torn().rows(),
            scan.rows(),
            scan.torn().first().map(CsvScan.TornRow::line).orElse(0L),
            options.torn() == CsvOptions.Torn.LEFT_OUT
                ? "dropped"
                : "read with extra cells cut off and missing cells empty",
            mode));
  }

  private void refuse(CsvFile file, String problem) {
    throw CsvHeaderChecks.refused(key, file, problem);
  }

  /** What is wrong with a row, and where. */
  static String tornRow(List<String> names, boolean header, CsvScan.TornRow row) {
    return "line %d (row %d) has %d %s, but the %s has %d (%s): \"%s\"."
        .formatted(
            row.line(),
            row.row(),
            row.cells(),
            Counted.word(row.cells(), "cell", "cells"),
            header ? "header" : "first row",
            names.size(),
            shown(names),
            row.start());
  }

  private static String shown(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return Excerpt.of(names.size() > SHOWN ? first + ", …" : first);
  }
}
