package dev.linesweep.spark.table;

import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SplitSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Reads a user's table into memory: files or a catalog table, the query, the selection or formula,
 * the order of rows.
 *
 * <p>Everything that the user can fix is a {@link dev.linesweep.spec.JobException} that names the
 * column, the value and the row. The caller's session keeps its settings and views; a copy of it
 * does the work.
 */
public final class TableReader {
  private final TableSession session;
  private final DataSpec.Table table;
  private final EnvSecrets secrets;

  /**
   * What the job file says of rows.
   *
   * @param split decides whether the order of rows must be known, and which rows the levels of text
   *     columns are fitted on
   * @param outside bytes for each row, besides its features, that training needs outside Java's
   *     heap; 0 for an engine that trains in the heap
   */
  public record Rules(
      DataSpec.Missing missing, DataSpec.Unseen unseen, SplitSpec split, long outside) {}

  private TableReader(
      TableSession session, DataSpec.Table table, Function<String, @Nullable String> environment) {
    this.session = session;
    this.table = table;
    this.secrets = new EnvSecrets(environment);
  }

  /** Reads the table that the job names, once. */
  public static TableData read(
      SparkSession spark,
      DataSpec.Table table,
      Rules rules,
      Function<String, @Nullable String> environment) {
    return read(new RowSource.Named(), TableSession.of(spark), table, rules, environment);
  }

  /**
   * Reads the rows, once.
   *
   * @param environment values of {@code ${env:NAME}}, null for an unset one; {@code System::getenv}
   */
  public static TableData read(
      RowSource source,
      TableSession session,
      DataSpec.Table table,
      Rules rules,
      Function<String, @Nullable String> environment) {
    TableReader reader = new TableReader(session, table, environment);
    TableOrigin origin = TableOrigin.of(source, session, table, reader.secrets);
    return SparkErrors.during(
        TableOrigin.key(table.origin()),
        reader.secrets,
        origin.torn(),
        () -> reader.read(origin, rules));
  }

  private TableData read(TableOrigin written, Rules rules) throws Exception {
    TypedTable typed = TypedTable.decide(written, needed(), table.cells());
    QueryAdvice advice = new QueryAdvice(typed, typed.rows(), table.query());
    return advice.during(() -> read(written, typed, advice, rules));
  }

  private TableData read(TableOrigin written, TypedTable typed, QueryAdvice advice, Rules rules) {
    TableOrigin origin = written.with(typed.rows());
    TableRows rows = query(origin, advice);
    boolean rowByRow = rows.keepFileOrder();
    Columns columns = new Columns(rows);
    requireKnownTypes(written, columns);
    TextColumns texts = new TextColumns(columns, typed, table.query(), table.cells());
    Selected checks = new Selected(texts);
    Terms features = terms(columns, checks);
    checks.requireOthers(features, table.others());
    Terms terms = grouped(features.reading(others()), columns, rules.split());
    if (!written.isWritten()) {
      TypedMarkers.refuse(columns, table, read(terms));
    }
    OrderKey orderKey = OrderKey.of(texts, table.orderBy());
    RowOrder order = RowOrder.of(columns, origin, rowByRow, orderKey, rules.split().by());
    MemoryCheck memory = MemoryCheck.of(session.context(), rules, table.others());
    Optional<Packing> local = inMemory(columns, terms, order, memory);
    if (local.isEmpty()) {
      memory.beforeCollecting(
          select(columns.rows(), columns, terms), terms, order instanceof RowOrder.Sorted);
    }
    List<String> orderNotes = orderKey.survey(order);
    Packing packing =
        local.orElseGet(
            () ->
                new Packing.BySpark(
                    select(order.sort(columns, key(columns, features, terms)), columns, terms),
                    terms));
    Set<String> used = packing.used(typed);
    if (!table.query().isBlank()) {
      typed.requireClear("data.query", used, new JobLines(table.cells(), table.query(), false));
    }
    PackedRows packed = packing.pack();
    JobLines job = new JobLines(table.cells(), table.query(), true);
    TableData data =
        new Assembly(terms, rules, order, memory, typed.rules(), job)
            .assemble(packed, origin.description(), origin.notes(), table.others());
    return data.with(ReadingNotes.of(typed, data.encoder(), written, used))
        .with(orderNotes)
        .with(new NumberNotes(typed, columns, job).of(data.matrix()));
  }

  private static List<String> read(Terms terms) {
    return Stream.concat(Stream.of(terms.label()), terms.inputs().stream().map(Terms.Input::column))
        .toList();
  }

  /** Rows in memory that stay in their order. */
  private static Optional<Packing> inMemory(
      Columns columns, Terms terms, RowOrder order, MemoryCheck memory) {
    return columns
        .local()
        .filter(rows -> order instanceof RowOrder.OfTheFile)
        .filter(rows -> terms.numbers().stream().noneMatch(columns::isText))
        .filter(rows -> terms.texts().stream().allMatch(columns::isText))
        .filter(rows -> memory.fit(rows.size(), terms.inputs().size(), terms.terms().size()))
        .map(rows -> new Packing.InMemory(rows, columns.names(), terms));
  }

  private static Dataset<Row> select(Dataset<Row> rows, Columns columns, Terms terms) {
    return rows.select(values(columns, terms).toArray(Column[]::new));
  }

  /** The columns of numbers that are read next to the features. */
  private List<String> others() {
    return table.others().columns();
  }

  private static Terms grouped(Terms terms, Columns columns, SplitSpec split) {
    if (!split.hasGroups()) {
      return terms;
    }
    String name = split.groups();
    columns.require("split.groups", List.of(name));
    return terms.groupedBy(name, !columns.isNumeric(name) && !columns.isBoolean(name));
  }

  /**
   * What rows are sorted by without {@code order_by}. Columns that are not features come last, so
   * that they do not change the order of other rows.
   */
  private static List<Column> key(Columns columns, Terms features, Terms all) {
    List<Column> key = values(columns, features);
    List<Column> everything = values(columns, all);
    key.addAll(everything.subList(features.inputs().size(), everything.size() - 1));
    return key;
  }

  /** Columns that must be numbers, whatever type the table has for them. */
  private Set<String> needed() {
    Set<String> needed = new HashSet<>(others());
    if (table.selection() instanceof DataSpec.Columns named) {
      needed.add(named.label());
      needed.addAll(named.features());
    } else if (table.selection() instanceof DataSpec.Formula formula) {
      needed.add(Formula.labelOf(formula.text()));
    }
    return needed;
  }

  private void requireKnownTypes(TableOrigin written, Columns result) {
    Columns before = new Columns(written.rows());
    List<String> unknown =
        table.cells().types().keySet().stream()
            .filter(name -> !before.names().contains(name) && !result.names().contains(name))
            .toList();
    before.require("data.types", unknown);
    List<String> problems =
        table.cells().types().entrySet().stream()
            .filter(entry -> !hasEffect(before, result, entry.getKey(), entry.getValue()))
            .map(
                entry ->
                    "data.types: column \"%s\" is not text %s, so %s has no effect. %s"
                        .formatted(
                            entry.getKey(),
                            before.names().contains(entry.getKey())
                                ? "in the files"
                                : "in the query's result",
                            entry.getValue().name().toLowerCase(Locale.ROOT),
                            "Remove it, or convert the column in the query."))
            .toList();
    if (!problems.isEmpty()) {
      throw new JobException(problems);
    }
  }

  /** Whether a column can be what the job file says, or is it. */
  private static boolean hasEffect(
      Columns before, Columns result, String name, DataSpec.ColumnType type) {
    boolean read = before.names().contains(name);
    Columns columns = read ? before : result;
    return columns.isText(name)
        || switch (type) {
          case TEXT -> read;
          case NUMBER -> columns.isNumeric(name) || columns.isBoolean(name);
          case DECIMAL_POINT, DECIMAL_COMMA -> false;
        };
  }

  private TableRows query(TableOrigin origin, QueryAdvice advice) {
    if (table.query().isBlank()) {
      return origin.rows();
    }
    return SparkErrors.during(
        "data.query",
        secrets,
        () ->
            advice.during(
                () -> {
                  Dataset<Row> rows = QueryRunner.run(origin.rows().spark(), table.query());
                  return TableRows.of(
                      QueryRunner.keepsOrder(rows)
                          ? rows
                          : QueryRunner.run(origin.forSums(), table.query()));
                }));
  }

  private Terms terms(Columns columns, Selected checks) {
    if (table.selection() instanceof DataSpec.Formula written) {
      Formula formula = Formula.parse(written.text(), columns, table.others().rowWeight());
      checks.requireFormula(formula);
      return Terms.of(formula, columns);
    }
    DataSpec.Columns named = (DataSpec.Columns) table.selection();
    checks.requireNumbers(named.label(), named.features());
    return Terms.ofNumbers(named.label(), named.features());
  }

  /** The inputs as numbers or text, then the label. */
  private static List<Column> values(Columns columns, Terms terms) {
    List<Column> values = new ArrayList<>();
    for (Terms.Input input : terms.inputs()) {
      values.add(input.text() ? columns.text(input.column()) : columns.number(input.column()));
    }
    values.add(columns.number(terms.label()));
    return values;
  }
}
