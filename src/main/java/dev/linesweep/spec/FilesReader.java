package dev.linesweep.spec;

import dev.linesweep.text.Words;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads what {@code data} says of files: their format, path, options, separator and encoding. */
final class FilesReader {
  static final List<String> KEYS = List.of("path", "options", "sep", "encoding");

  private final Section data;
  private final String jobUri;

  /**
   * A reader of one section.
   *
   * @param data the section
   * @param jobUri the job file; relative paths are resolved against its folder
   */
  FilesReader(Section data, String jobUri) {
    this.data = data;
    this.jobUri = jobUri;
  }

  /** Files of the format that a field names. */
  Optional<DataSpec.Origin> byFormat(Field field) {
    return format(field).flatMap(this::files);
  }

  private static Optional<FileFormat> format(Field field) {
    String written = field.node() instanceof YamlNode.Scalar scalar ? scalar.text() : "";
    Optional<String> remedy = FileFormat.remedy(written);
    remedy.ifPresent(
        words -> field.problem(Words.quoted(written) + " is not a format here; " + words));
    return remedy.isPresent() ? Optional.empty() : field.choice(FileFormat.values());
  }

  /** Files whose names tell their format. */
  Optional<DataSpec.Origin> byName(Field field) {
    Optional<String> path = field.text();
    String ending = path.map(FileFormat::ending).orElse("");
    Optional<FileFormat> format = FileFormat.of(ending);
    if (path.isPresent() && format.isEmpty()) {
      field.problem(
          FileFormat.remedy(ending)
              .map(words -> "a file of this kind is not read here; " + words)
              .orElse(
                  "the format cannot be told from the name; add format: csv,"
                      + " parquet, json or orc"));
    }
    return format.flatMap(this::files);
  }

  private Optional<DataSpec.Origin> files(FileFormat format) {
    Map<String, String> options =
        data.get("options").map(field -> options(field, format)).orElse(Map.of());
    String path = "";
    if (format == FileFormat.JDBC) {
      refuseJdbcWithout(options);
    } else {
      path = data.require("path", "path: data/houses.csv").flatMap(this::path).orElse("");
    }
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(options);
    if (format == FileFormat.CSV) {
      textOption("sep", "delimiter", options, FilesReader::separator)
          .ifPresent(sep -> all.put("sep", sep));
      textOption("encoding", "charset", options, FilesReader::encoding)
          .ifPresent(encoding -> all.put("encoding", encoding));
    } else {
      Stream.of("sep", "encoding")
          .filter(data::has)
          .forEach(key -> data.keyProblem(key, "can be used only with format: csv; leave it out"));
    }
    String uri = path;
    return data.field().made(() -> new DataSpec.Files(format.key(), uri, all));
  }

  /** A key that is also an option of Spark, unless its value is auto. */
  private Optional<String> textOption(
      String key,
      String synonym,
      Map<String, String> options,
      Function<Field, Optional<String>> read) {
    if (data.has(key) && (hasOption(options, key) || hasOption(options, synonym))) {
      data.keyProblem(key, "is also one of the options; write it once");
    }
    return data.get(key).flatMap(read).filter(text -> !text.equals("auto"));
  }

  private static Optional<String> separator(Field field) {
    String written = field.node() instanceof YamlNode.Scalar scalar ? scalar.text() : "";
    if (written.isEmpty()) {
      field.problem(
          "expected auto, tab or the characters between cells, got " + field.node().described());
      return Optional.empty();
    }
    return Optional.of(written.equals("tab") || written.equals("\\t") ? "\t" : written);
  }

  private static Optional<String> encoding(Field field) {
    Optional<String> name = field.text();
    boolean known = name.filter(n -> n.equals("auto") || isCharset(n)).isPresent();
    if (name.isPresent() && !known) {
      field.problem(
          "expected auto or an encoding such as UTF-8, windows-1252 or GB18030, got "
              + field.node().described());
    }
    return name.filter(n -> known);
  }

  private static boolean isCharset(String name) {
    try {
      return Charset.isSupported(name);
    } catch (IllegalCharsetNameException notEvenAName) {
      return false;
    }
  }

  private void refuseJdbcWithout(Map<String, String> options) {
    if (data.has("path")) {
      data.keyProblem("path", "cannot be used with format: jdbc; leave it out");
    }
    boolean table = hasOption(options, "dbtable") || hasOption(options, "query");
    if (!hasOption(options, "url") || !table) {
      data.keyProblem("options", "jdbc needs a url and a dbtable; write {url: …, dbtable: …}");
    }
  }

  private static boolean hasOption(Map<String, String> options, String key) {
    return options.keySet().stream().anyMatch(key::equalsIgnoreCase);
  }

  private Optional<String> path(Field field) {
    String base = field.node().place().isOption() ? JobPaths.workingDirectory() : jobUri;
    return field.text().map(path -> JobPaths.resolve(base, path));
  }

  private static Map<String, String> options(Field field, FileFormat format) {
    Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Section section = Section.any(field);
    section
        .fields()
        .forEach(
            (key, value) -> {
              String text = option(value);
              if (options.put(key, text) != null) {
                section.keyProblem(key, "duplicate option, since Spark ignores case");
              }
              FileOptions.problem(format, key, text)
                  .ifPresent(problem -> section.keyProblem(key, problem));
            });
    return options;
  }

  private static String option(Field value) {
    if (!(value.node() instanceof YamlNode.Scalar scalar) || value.isNothing()) {
      value.problem("expected text, got " + value.node().described());
      return "";
    }
    if (!EnvReferences.wellFormed(scalar.text())) {
      value.problem("expected ${env:NAME}, where NAME has letters, digits and _");
    }
    return scalar.text();
  }
}
