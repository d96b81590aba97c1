package dev.linesweep.spec;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads {@code data}. */
final class DataReader {
  private static final Pattern TABLE_NAME =
      Pattern.compile("(?:[\\p{L}\\p{N}_]+|`[^`/]+`)(?:\\.(?:[\\p{L}\\p{N}_]+|`[^`/]+`))*+");
  private static final List<String> SOURCES = List.of("line", "linear", "format", "table");
  private static final List<String> OF_FILES = List.of("path", "options", "sep", "encoding");
  private static final List<String> OF_TABLES =
      List.of(
          "query",
          "label",
          "features",
          "formula",
          "order_by",
          "missing",
          "unseen",
          "hint",
          "decimal",
          "na_values",
          "types",
          "baseline");
  private static final List<String> KEYS =
      Stream.of(SOURCES, OF_FILES, OF_TABLES, List.of("standardize"))
          .flatMap(List::stream)
          .toList();

  private final Section data;
  private final Loss loss;
  private final String jobUri;

  DataReader(Section data, Loss loss, String jobUri) {
    this.data = data;
    this.loss = loss;
    this.jobUri = jobUri;
  }

  static Section section(Field field) {
    return field.section(KEYS);
  }

  Optional<DataSpec> read() {
    DataSpec.Standardize standardize = standardize();
    DataSpec.Missing missing =
        data.get("missing")
            .flatMap(field -> field.choice(DataSpec.Missing.values()))
            .orElse(DataSpec.Missing.ERROR);
    DataSpec.Unseen unseen =
        data.get("unseen")
            .flatMap(
                field ->
                    field.choice(
                        new DataSpec.Unseen[] {DataSpec.Unseen.ERROR, DataSpec.Unseen.BASE}))
            .orElse(DataSpec.Unseen.AT_PREDICT);
    return source().map(source -> new DataSpec(source, standardize, missing, unseen));
  }

  private DataSpec.Standardize standardize() {
    return data.get("standardize")
        .flatMap(field -> field.choice(DataSpec.Standardize.values()))
        .orElse(loss.needsOwnUnits() ? DataSpec.Standardize.FEATURES : DataSpec.Standardize.ALL);
  }

  private Optional<DataSpec.Source> source() {
    List<String> sources = SOURCES.stream().filter(data::has).toList();
    if (sources.isEmpty() && data.has("path")) {
      refuseKeysOfOthers("format");
      return data.get("path").flatMap(this::filesByName).flatMap(this::table);
    }
    if (sources.size() != 1 && data.isMapping()) {
      data.field()
          .problem(
              "expected exactly one of line, linear, format or table, got "
                  + (sources.isEmpty() ? "none" : Words.allOf(sources)));
    }
    if (sources.size() != 1) {
      return Optional.empty();
    }
    String source = sources.get(0);
    refuseKeysOfOthers(source);
    return switch (source) {
      case "line" -> data.get(source).flatMap(GeneratedReader::line);
      case "linear" -> data.get(source).flatMap(GeneratedReader::linear);
      case "format" -> data.get(source).flatMap(this::files).flatMap(this::table);
      default -> data.get(source).flatMap(DataReader::catalogTable).flatMap(this::table);
    };
  }

  private void refuseKeysOfOthers(String source) {
    List<String> refused =
        switch (source) {
          case "format" -> List.of();
          case "table" -> OF_FILES;
          default -> Stream.concat(OF_FILES.stream(), OF_TABLES.stream()).toList();
        };
    refused.stream()
        .filter(data::has)
        .forEach(key -> data.keyProblem(key, "does not go with data." + source + "; leave it out"));
  }

  private static Optional<DataSpec.Origin> catalogTable(Field field) {
    Optional<String> name = field.text();
    boolean valid = name.filter(n -> TABLE_NAME.matcher(n).matches()).isPresent();
    if (name.isPresent() && !valid) {
      field.problem("expected a table such as catalog.db.table, got " + field.node().described());
    }
    return name.filter(n -> valid).map(DataSpec.CatalogTable::new);
  }

  private Optional<DataSpec.Origin> files(Field field) {
    return format(field).flatMap(this::files);
  }

  private static Optional<FileFormat> format(Field field) {
    String written = field.node() instanceof YamlNode.Scalar scalar ? scalar.text() : "";
    Optional<String> remedy = FileFormat.remedy(written);
    remedy.ifPresent(
        words -> field.problem(Words.quoted(written) + " is not a format here; " + words));
    return remedy.isPresent() ? Optional.empty() : field.choice(FileFormat.values());
  }

  /** Files whose names say of what format they are. */
  private Optional<DataSpec.Origin> filesByName(Field field) {
    Optional<String> path = field.text();
    String ending = path.map(FileFormat::ending).orElse("");
    Optional<FileFormat> format = FileFormat.of(ending);
    if (path.isPresent() && format.isEmpty()) {
      field.problem(
          FileFormat.remedy(ending)
              .map(words -> "a file of this kind is not read here; " + words)
              .orElse(
                  "the name does not say of what format the files are; add format: csv,"
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
      textOption("sep", "delimiter", options, DataReader::separator)
          .ifPresent(sep -> all.put("sep", sep));
      textOption("encoding", "charset", options, DataReader::encoding)
          .ifPresent(encoding -> all.put("encoding", encoding));
    } else {
      Stream.of("sep", "encoding")
          .filter(data::has)
          .forEach(key -> data.keyProblem(key, "goes with format: csv only; leave it out"));
    }
    String uri = path;
    return data.field().made(() -> new DataSpec.Files(format.key(), uri, all));
  }

  /** A key that is an option of Spark's too, unless it is auto. */
  private Optional<String> textOption(
      String key,
      String synonym,
      Map<String, String> options,
      Function<Field, Optional<String>> read) {
    if (data.has(key) && (hasOption(options, key) || hasOption(options, synonym))) {
      data.keyProblem(key, "is among the options too; write it once");
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
      data.keyProblem("path", "does not go with format: jdbc; leave it out");
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
      value.problem("expected ${env:NAME} with a name of letters, digits and _");
    }
    return scalar.text();
  }

  private Optional<DataSpec.Source> table(DataSpec.Origin origin) {
    String query = data.get("query").flatMap(Field::text).orElse("");
    List<String> orderBy = data.get("order_by").map(Field::texts).orElse(List.of());
    String hint = data.get("hint").flatMap(Field::text).orElse("");
    DataSpec.Cells cells = cells(origin);
    List<DataSpec.BaselineColumn> baselines = baselines();
    return selection()
        .flatMap(
            s ->
                data.field()
                    .made(
                        () ->
                            new DataSpec.Table(origin, query, s, orderBy, hint, cells, baselines)));
  }

  /** As the option {@code locale} of CSV files says. */
  private static DataSpec.Decimal decimalOf(DataSpec.Origin origin) {
    return origin instanceof DataSpec.Files files && files.format().equals("csv")
        ? Optional.ofNullable(files.options().get("locale"))
            .flatMap(FileOptions::decimalOf)
            .orElse(DataSpec.Decimal.AUTO)
        : DataSpec.Decimal.AUTO;
  }

  private DataSpec.Cells cells(DataSpec.Origin origin) {
    return new DataSpec.Cells(
        data.has("decimal")
            ? data.get("decimal").flatMap(DataReader::decimal).orElse(DataSpec.Decimal.AUTO)
            : decimalOf(origin),
        data.get("na_values").map(Field::texts).orElse(List.of()),
        data.get("types").map(DataReader::types).orElse(Map.of()));
  }

  private static Optional<DataSpec.Decimal> decimal(Field field) {
    Optional<String> written = field.text();
    Optional<DataSpec.Decimal> known =
        Stream.of(DataSpec.Decimal.values())
            .filter(decimal -> written.filter(decimal.key()::equals).isPresent())
            .findFirst();
    if (written.isPresent() && known.isEmpty()) {
      field.problem("expected auto, \".\" or \",\", got " + field.node().described());
    }
    return known;
  }

  private static Map<String, DataSpec.ColumnType> types(Field field) {
    Map<String, DataSpec.ColumnType> types = new TreeMap<>();
    Section.any(field)
        .fields()
        .forEach(
            (column, value) ->
                value
                    .choice(DataSpec.ColumnType.values())
                    .ifPresent(type -> types.put(column, type)));
    return types;
  }

  private List<DataSpec.BaselineColumn> baselines() {
    List<DataSpec.BaselineColumn> all = new ArrayList<>();
    for (Field item : data.get("baseline").map(Field::items).orElse(List.of())) {
      baseline(item)
          .ifPresent(
              baseline -> {
                all.add(baseline);
              });
    }
    return all;
  }

  private static Optional<DataSpec.BaselineColumn> baseline(Field field) {
    if (!(field.node() instanceof YamlNode.Mapping)) {
      return field.text().map(column -> new DataSpec.BaselineColumn(column + " as it is", column));
    }
    Section section = field.section(List.of("name", "column"));
    Optional<String> column = section.require("column", "column: price").flatMap(Field::text);
    Optional<String> name = section.get("name").flatMap(Field::text);
    return column.map(c -> new DataSpec.BaselineColumn(name.orElse(c + " as it is"), c));
  }

  private Optional<DataSpec.Selection> selection() {
    boolean columns = data.has("label") || data.has("features");
    if (columns == data.has("formula")) {
      data.field()
          .problem(
              "expected either label and features, or formula, got "
                  + (columns
                      ? "both; leave out the one or the other"
                      : "neither; write for example label: price, features: [rooms, age]"));
      return Optional.empty();
    }
    return columns
        ? columns()
        : data.get("formula")
            .flatMap(Field::text)
            .flatMap(text -> data.field().made(() -> new DataSpec.Formula(text)));
  }

  private Optional<DataSpec.Selection> columns() {
    Optional<String> label = data.require("label", "label: price").flatMap(Field::text);
    List<String> features =
        data.require("features", "features: [rooms, age]").map(Field::texts).orElse(List.of());
    return label.flatMap(l -> data.field().made(() -> new DataSpec.Columns(l, features)));
  }
}
