package dev.linesweep.spec;

import dev.linesweep.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads {@code data}. */
final class DataReader {
  private static final Pattern TABLE_NAME =
      Pattern.compile("(?:[\\p{L}\\p{N}_]+|`[^`/]+`)(?:\\.(?:[\\p{L}\\p{N}_]+|`[^`/]+`))*+");

  /** Spark's SQL for a folder as a table. */
  private static final Pattern TABLE_OF_FILES =
      Pattern.compile("(delta|iceberg|parquet|orc|csv|json)\\.`([^`]+)`");

  private static final List<String> SOURCES = List.of("line", "linear", "format", "table");
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
          "baseline",
          "row_weight");
  private static final List<String> KEYS =
      Stream.of(SOURCES, FilesReader.KEYS, OF_TABLES, List.of("standardize"))
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
        .orElse(DataSpec.Standardize.usualFor(loss));
  }

  private Optional<DataSpec.Source> source() {
    List<String> sources = SOURCES.stream().filter(data::has).toList();
    if (sources.isEmpty() && data.has("path")) {
      refuseKeysOfOthers("format");
      return data.get("path").flatMap(new FilesReader(data, jobUri)::byName).flatMap(this::table);
    }
    boolean misspelled = sources.isEmpty() && !data.isAsWritten();
    if (sources.size() != 1 && data.isMapping() && !misspelled) {
      data.field()
          .problem(
              "expected exactly one of line, linear, format or table, got "
                  + (sources.isEmpty() ? "none" : Words.allOf(sources)));
    }
    if (sources.size() != 1) {
      return Optional.empty();
    }
    String source = sources.get(0);
    if (isDataFrame(source)) {
      refuseKeysOfOthers(DataSpec.DataFrame.KEY);
      return table(new DataSpec.DataFrame());
    }
    refuseKeysOfOthers(source);
    return switch (source) {
      case "line" -> data.get(source).flatMap(GeneratedReader::line);
      case "linear" -> data.get(source).flatMap(GeneratedReader::linear);
      case "format" ->
          data.get(source).flatMap(new FilesReader(data, jobUri)::byFormat).flatMap(this::table);
      default -> data.get(source).flatMap(DataReader::catalogTable).flatMap(this::table);
    };
  }

  private boolean isDataFrame(String source) {
    return source.equals("format")
        && data.get(source)
            .filter(
                field ->
                    field.node() instanceof YamlNode.Scalar scalar
                        && scalar.text().equals(DataSpec.DataFrame.KEY))
            .isPresent();
  }

  private void refuseKeysOfOthers(String source) {
    List<String> refused =
        switch (source) {
          case "format" -> List.of();
          case "table", DataSpec.DataFrame.KEY -> FilesReader.KEYS;
          default -> Stream.concat(FilesReader.KEYS.stream(), OF_TABLES.stream()).toList();
        };
    refused.stream()
        .filter(data::has)
        .forEach(
            key -> data.keyProblem(key, "cannot be used with data." + source + "; leave it out"));
  }

  private static Optional<DataSpec.Origin> catalogTable(Field field) {
    Optional<String> name = field.text();
    boolean valid = name.filter(n -> TABLE_NAME.matcher(n).matches()).isPresent();
    if (name.isPresent() && !valid) {
      Matcher files = TABLE_OF_FILES.matcher(name.get());
      field.problem(
          files.matches()
              ? "%s names files; write format: %s and path: %s instead of table"
                  .formatted(field.node().described(), files.group(1), files.group(2))
              : "expected a table such as catalog.db.table, got " + field.node().described());
    }
    return name.filter(n -> valid).map(DataSpec.CatalogTable::new);
  }

  private Optional<DataSpec.Source> table(DataSpec.Origin origin) {
    String query = data.get("query").flatMap(Field::text).orElse("");
    List<String> orderBy = data.get("order_by").map(Field::texts).orElse(List.of());
    String hint = data.get("hint").flatMap(Field::text).orElse("");
    DataSpec.Cells cells = cells(origin);
    Optional<OtherColumns> others = data.field().made(this::others);
    return selection()
        .flatMap(
            s ->
                others.flatMap(
                    o ->
                        data.field()
                            .made(
                                () ->
                                    new DataSpec.Table(
                                        origin, query, s, orderBy, hint, cells, o))));
  }

  /** The decimal mark that the option {@code locale} of CSV files implies. */
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

  private OtherColumns others() {
    OtherColumns others = new OtherColumns(baselines());
    return data.get("row_weight").flatMap(Field::text).map(others::weightedBy).orElse(others);
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
                      ? "both; leave one of them out"
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
