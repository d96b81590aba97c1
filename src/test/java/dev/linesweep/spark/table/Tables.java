package dev.linesweep.spark.table;

import dev.linesweep.spark.SharedSpark;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.SplitSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Builds what {@link TableReader} is asked in the tests. */
public record Tables(
    String format,
    String path,
    Map<String, String> options,
    String query,
    DataSpec.Selection selection,
    List<String> orderBy,
    DataSpec.Missing missing,
    SplitSpec.By by) {

  public static Tables csv(Path folder, String name, String... lines) {
    return at(write(folder, name, lines));
  }

  public static Tables at(Path path) {
    return new Tables(
        "csv",
        path.toUri().toString(),
        Map.of(),
        "",
        new DataSpec.Columns("y", List.of("x")),
        List.of(),
        DataSpec.Missing.ERROR,
        SplitSpec.By.ORDER);
  }

  public static Path write(Path folder, String name, String... lines) {
    try {
      Files.createDirectories(folder);
      return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  public Tables select(String label, String... features) {
    return with(new DataSpec.Columns(label, List.of(features)));
  }

  public Tables formula(String text) {
    return with(new DataSpec.Formula(text));
  }

  private Tables with(DataSpec.Selection chosen) {
    return new Tables(format, path, options, query, chosen, orderBy, missing, by);
  }

  public Tables format(String name) {
    return new Tables(name, path, options, query, selection, orderBy, missing, by);
  }

  public Tables path(Path file) {
    String uri = file.toUri().toString();
    return new Tables(format, uri, options, query, selection, orderBy, missing, by);
  }

  public Tables option(String key, String value) {
    Map<String, String> more = new HashMap<>(options);
    more.put(key, value);
    return new Tables(format, path, more, query, selection, orderBy, missing, by);
  }

  public Tables query(String sql) {
    return new Tables(format, path, options, sql, selection, orderBy, missing, by);
  }

  public Tables orderBy(String... columns) {
    return new Tables(format, path, options, query, selection, List.of(columns), missing, by);
  }

  public Tables drop() {
    return new Tables(format, path, options, query, selection, orderBy, DataSpec.Missing.DROP, by);
  }

  public Tables split(SplitSpec.By how) {
    return new Tables(format, path, options, query, selection, orderBy, missing, how);
  }

  public DataSpec.Table spec() {
    DataSpec.Origin origin =
        format.equals("table")
            ? new DataSpec.CatalogTable(path)
            : new DataSpec.Files(format, format.equals("jdbc") ? "" : path, options);
    return new DataSpec.Table(origin, query, selection, orderBy, "");
  }

  /** Reads it with columns that predict the label as they are. */
  TableData readWithBaselines(String... columns) {
    DataSpec.Table table = spec();
    DataSpec.Table more =
        new DataSpec.Table(
            table.origin(),
            table.query(),
            table.selection(),
            table.orderBy(),
            table.hint(),
            table.cells(),
            Stream.of(columns).map(name -> new DataSpec.BaselineColumn(name, name)).toList());
    return TableReader.read(SharedSpark.session(), more, rules(), name -> null);
  }

  public TableData read() {
    return read(Map.of());
  }

  public TableData read(Map<String, String> environment) {
    return read(rules(), environment);
  }

  public TableReader.Rules rules() {
    return new TableReader.Rules(
        missing, DataSpec.Unseen.AT_PREDICT, new SplitSpec(0.2, 0, by, 13));
  }

  public TableData read(DataSpec.Unseen unseen, SplitSpec split) {
    return read(new TableReader.Rules(missing, unseen, split), Map.of());
  }

  private TableData read(TableReader.Rules rules, Map<String, String> environment) {
    return TableReader.read(SharedSpark.session(), spec(), rules, environment::get);
  }
}
