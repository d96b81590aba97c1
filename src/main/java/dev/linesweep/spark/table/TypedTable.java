package dev.linesweep.spark.table;

import dev.linesweep.spark.job.RowTasks;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table whose text columns have become numbers, dates and the like where all of their cells are.
 *
 * <p>One pass over all rows decides; no sample does. The rows keep their number and order, and
 * columns that are not text stay as they are.
 *
 * @param rows the columns under their names, typed
 * @param decisions one for each text column that was looked at, in the order of the columns
 * @param texts rules of the other text columns, which stay text
 */
record TypedTable(TableRows rows, List<ColumnDecision> decisions, List<CellRule> texts) {
  TypedTable {
    decisions = List.copyOf(decisions);
    texts = List.copyOf(texts);
  }

  /**
   * Decides what the text columns of a training table are.
   *
   * @param numbers columns that the job needs as numbers; the text of a format that has types of
   *     its own is read only in these, in those that {@code cells} names and in those of folders
   */
  static TypedTable decide(TableOrigin written, Collection<String> numbers, DataSpec.Cells cells) {
    TableRows rows = asText(written.rows(), cells);
    Columns columns = new Columns(rows);
    List<Integer> places =
        places(columns).stream()
            .filter(
                place -> {
                  String name = columns.names().get(place);
                  return written.isWritten(name)
                      || numbers.contains(name)
                      || cells.types().containsKey(name);
                })
            .toList();
    List<ColumnDecision> decisions =
        decisions(columns, places, tally(columns, places, cells.naValues()), cells);
    List<CellRule> others =
        places(columns).stream()
            .filter(place -> !places.contains(place))
            .map(place -> CellRule.text(columns.names().get(place), List.of()))
            .toList();
    return new TypedTable(rows.typed(rules(decisions)), decisions, others);
  }

  /** Columns of other types that the job file calls text become it. */
  private static TableRows asText(TableRows rows, DataSpec.Cells cells) {
    Columns columns = new Columns(rows);
    List<Integer> called =
        IntStream.range(0, columns.names().size())
            .filter(i -> cells.types().get(columns.names().get(i)) == DataSpec.ColumnType.TEXT)
            .filter(i -> !columns.isText(i))
            .boxed()
            .toList();
    if (called.isEmpty()) {
      return rows;
    }
    Column[] texts = new Column[columns.names().size()];
    for (int i = 0; i < texts.length; i++) {
      Column column = columns.column(i);
      boolean text = called.contains(i);
      texts[i] = (text ? column.cast(CellType.TEXT.spark()) : column).as("c" + i);
    }
    return TableRows.of(columns.rows().select(texts).toDF(columns.names().toArray(String[]::new)));
  }

  /** The columns that a result made of these rows depends on. */
  Set<String> used(Dataset<Row> result) {
    List<String> names = rows.names();
    return UsedColumns.of(result, names.size()).stream()
        .mapToObj(names::get)
        .collect(Collectors.toSet());
  }

  /** Refuses a result that depends on a column that could not be read for certain. */
  void requireClear(String key, Set<String> used, JobLines job) {
    List<String> problems = new ArrayList<>();
    for (ColumnDecision decision : decisions) {
      if (used.contains(decision.column())) {
        decision
            .problem()
            .map(
                problem ->
                    "%s: column \"%s\" %s".formatted(key, decision.column(), problem.text(job)))
            .ifPresent(problems::add);
      }
    }
    if (!problems.isEmpty()) {
      throw new JobException(problems);
    }
  }

  /** The decision on a column; empty if it was not text. */
  Optional<ColumnDecision> decision(String column) {
    return decisions.stream().filter(decision -> decision.column().equals(column)).findFirst();
  }

  /** How to read the same columns of another table. */
  List<CellRule> rules() {
    return Stream.concat(decisions.stream().map(ColumnDecision::rule), texts.stream()).toList();
  }

  /**
   * The columns as training read them; a column of whole numbers may hold others too.
   *
   * <p>A cell that a rule cannot read is a {@link dev.linesweep.spec.JobException} once the column
   * is used.
   *
   * @param text a table whose columns with a rule are text
   */
  static Dataset<Row> apply(Dataset<Row> text, List<CellRule> trained) {
    Columns columns = new Columns(text);
    List<Integer> places = places(columns);
    List<ColumnTally> tallies = tally(columns, places, List.of());
    Map<String, CellRule> rules = rules(decisions(columns, places, tallies, DataSpec.Cells.AUTO));
    return TextReading.typed(columns, with(trained, rules, columns, places, tallies));
  }

  /**
   * As {@link #apply}; text without a rule of training stays text.
   *
   * @param written columns that are text only because what they are read from has no types
   */
  static Dataset<Row> applyOnly(
      Dataset<Row> rows, List<CellRule> trained, Collection<String> written) {
    Columns columns = new Columns(rows);
    Set<String> looked = trained.stream().map(CellRule::column).collect(Collectors.toSet());
    looked.addAll(written);
    List<Integer> places =
        places(columns).stream().filter(i -> looked.contains(columns.names().get(i))).toList();
    if (places.isEmpty()) {
      return rows;
    }
    List<ColumnTally> tallies = tally(columns, places, List.of());
    List<ColumnDecision> own =
        decisions(columns, places, tallies, DataSpec.Cells.AUTO).stream()
            .filter(decision -> written.contains(decision.column()))
            .toList();
    return TextReading.typed(columns, with(trained, rules(own), columns, places, tallies));
  }

  private static Map<String, CellRule> with(
      List<CellRule> trained,
      Map<String, CellRule> rules,
      Columns columns,
      List<Integer> places,
      List<ColumnTally> tallies) {
    for (CellRule rule : trained) {
      for (int i = 0; i < places.size(); i++) {
        if (columns.names().get(places.get(i)).equals(rule.column())) {
          rules.put(rule.column(), widened(rule, tallies.get(i).width()));
        }
      }
    }
    return rules;
  }

  private static List<ColumnDecision> decisions(
      Columns columns, List<Integer> places, List<ColumnTally> tallies, DataSpec.Cells cells) {
    List<ColumnDecision> decisions = new ArrayList<>();
    DecimalMark decimal = decimal(tallies, cells);
    for (int i = 0; i < tallies.size(); i++) {
      decisions.add(decide(columns.names().get(places.get(i)), tallies.get(i), decimal, cells));
    }
    return decisions;
  }

  /** Decides one column of a table whose text columns have these tallies. */
  static ColumnDecision decide(
      String column, ColumnTally tally, List<ColumnTally> all, DataSpec.Cells cells) {
    return decide(column, tally, decimal(all, cells), cells);
  }

  private static DecimalMark decimal(List<ColumnTally> all, DataSpec.Cells cells) {
    Optional<Character> mark =
        cells.decimal() == DataSpec.Decimal.AUTO
            ? Optional.empty()
            : Optional.of(cells.decimal().key().charAt(0));
    return DecimalMark.of(mark, all);
  }

  private static ColumnDecision decide(
      String column, ColumnTally tally, DecimalMark decimal, DataSpec.Cells cells) {
    DataSpec.ColumnType wanted = cells.types().get(column);
    if (wanted == null) {
      return ColumnDecision.of(column, tally, decimal, ColumnDecision.Wanted.ANYTHING);
    }
    return switch (wanted) {
      case TEXT -> ColumnDecision.of(column, tally, decimal, ColumnDecision.Wanted.TEXT);
      case NUMBER -> ColumnDecision.of(column, tally, decimal, ColumnDecision.Wanted.NUMBER);
      case DECIMAL_POINT ->
          ColumnDecision.of(column, tally, decimal.with('.'), ColumnDecision.Wanted.NUMBER);
      case DECIMAL_COMMA ->
          ColumnDecision.of(column, tally, decimal.with(','), ColumnDecision.Wanted.NUMBER);
    };
  }

  private static CellRule widened(CellRule rule, CellType width) {
    boolean whole = rule.type() == CellType.INTEGER || rule.type() == CellType.LONG;
    return whole && width.compareTo(rule.type()) > 0 ? rule.as(width) : rule;
  }

  private static List<Integer> places(Columns columns) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < columns.names().size(); i++) {
      if (columns.isText(i)) {
        places.add(i);
      }
    }
    return places;
  }

  private static Map<String, CellRule> rules(List<ColumnDecision> decisions) {
    return decisions.stream()
        .collect(
            Collectors.toMap(
                ColumnDecision::column,
                ColumnDecision::rule,
                (first, second) -> first,
                HashMap::new));
  }

  /** One tally for each of these text columns, over all rows. */
  static List<ColumnTally> tally(Columns columns, List<Integer> places, List<String> naValues) {
    if (places.isEmpty()) {
      return List.of();
    }
    Optional<LocalRows> local = columns.local();
    if (local.isPresent()) {
      return local.get().tally(places, naValues);
    }
    Column[] selected = places.stream().map(columns::column).toArray(Column[]::new);
    List<ColumnTally[]> parts =
        RowTasks.collect(columns.rows().select(selected), new Count(selected.length, naValues));
    ColumnTally[] whole = Count.start(selected.length, naValues);
    for (ColumnTally[] part : parts) {
      for (int i = 0; i < whole.length; i++) {
        whole[i].append(part[i]);
      }
    }
    return List.of(whole);
  }

  /** Runs on the executors. */
  private record Count(int columns, List<String> naValues)
      implements FlatMapFunction<Iterator<Row>, ColumnTally[]> {
    static ColumnTally[] start(int columns, List<String> naValues) {
      ColumnTally[] tallies = new ColumnTally[columns];
      Arrays.setAll(tallies, i -> new ColumnTally(naValues));
      return tallies;
    }

    @Override
    public Iterator<ColumnTally[]> call(Iterator<Row> rows) {
      ColumnTally[] tallies = start(columns, naValues);
      while (rows.hasNext()) {
        Row row = rows.next();
        for (int i = 0; i < columns; i++) {
          tallies[i].see(row.isNullAt(i) ? null : row.getString(i));
        }
      }
      return List.<ColumnTally[]>of(tallies).iterator();
    }
  }
}
