package dev.linesweep.spark.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.functions;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The rows of a query, each with the number and the cells of the file's row that it comes from. *
 *
 * <p>Every projection of the analyzed plan between the file and the result also gets the file's
 * columns, after its own, and a last projection sorts both out. That works if each row of the
 * result comes from one row of the file, so not with a join, a union or a group.
 *
 * @param rows the result's columns, the file's columns, and the number of the file's row, under the
 *     aliases {@code c0, c1, …}; numbers rise along the file, but not one by one
 * @param numbered the file's rows and their numbers
 * @param width how many columns the result has
 * @param cellOf by column of the result, the file's column that it passes through unchanged, or -1
 */
record CarriedCells(Dataset<Row> rows, Dataset<Row> numbered, int width, int[] cellOf) {
  private static final String ROW = "number of the row";

  /** Nodes that give each row of their child once, several times or not, with all its columns. */
  private static final Set<String> TRANSPARENT =
      Set.of("Filter", "Sort", "Window", "Generate", "GlobalLimit", "LocalLimit", "Offset");

  private static final Set<String> NAMES_ONLY = Set.of("SubqueryAlias", "View");

  /**
   * Adds the file's cells to a result.
   *
   * @param file the rows as written
   * @param typed the same columns in the same order, typed
   * @param result made of the typed rows
   */
  static Optional<CarriedCells> of(Dataset<Row> file, Dataset<Row> typed, Dataset<Row> result) {
    LogicalPlan base = analyzed(file);
    Dataset<Row> numbered =
        file.select(functions.col("*"), functions.monotonically_increasing_id().as(ROW));
    List<Attribute> carried = CollectionConverters.asJava(analyzed(numbered).output());
    List<NamedExpression> both =
        new ArrayList<>(CollectionConverters.asJava(analyzed(result).output()));
    both.addAll(carried);
    return with(analyzed(result), base, analyzed(numbered), carried)
        .map(child -> new Project(seq(both), child))
        .map(
            found -> {
              List<NamedExpression> columns =
                  new ArrayList<>(CollectionConverters.asJava(analyzed(result).output()));
              columns.addAll(carried);
              LogicalPlan plan = new Project(seq(columns), found);
              Dataset<Row> rows =
                  org.apache.spark.sql.classic.Dataset.ofRows(
                      (org.apache.spark.sql.classic.SparkSession) result.sparkSession(), plan);
              int width = result.columns().length;
              String[] aliases = new String[width + carried.size()];
              java.util.Arrays.setAll(aliases, i -> "c" + i);
              return new CarriedCells(rows.toDF(aliases), numbered, width, passed(typed, result));
            });
  }

  private static LogicalPlan analyzed(Dataset<Row> rows) {
    return QueryRunner.plan(rows).analyzed();
  }

  private static Optional<LogicalPlan> with(
      LogicalPlan plan, LogicalPlan base, LogicalPlan numbered, List<Attribute> carried) {
    if (plan == base) {
      return Optional.of(numbered);
    }
    List<LogicalPlan> children = CollectionConverters.asJava(plan.children());
    if (children.size() != 1) {
      return Optional.empty();
    }
    String kind = plan.getClass().getSimpleName();
    Optional<LogicalPlan> child = with(children.get(0), base, numbered, carried);
    if (NAMES_ONLY.contains(kind)) {
      return child;
    }
    if (TRANSPARENT.contains(kind)) {
      return child.map(c -> plan.withNewChildren(seq(List.of(c))));
    }
    if (plan instanceof Project project) {
      List<NamedExpression> columns =
          new ArrayList<>(CollectionConverters.asJava(project.projectList()));
      columns.addAll(carried);
      return child.map(c -> new Project(seq(columns), c));
    }
    return Optional.empty();
  }

  private static <T> scala.collection.immutable.Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toIndexedSeq();
  }

  /** Follows each column of the result through renamings, down to the typed rows. */
  private static int[] passed(Dataset<Row> typed, Dataset<Row> result) {
    Map<ExprId, ExprId> sources = new HashMap<>();
    renamings(analyzed(result), sources);
    Map<ExprId, Integer> places = new HashMap<>();
    List<Attribute> columns = CollectionConverters.asJava(analyzed(typed).output());
    for (int i = 0; i < columns.size(); i++) {
      places.put(columns.get(i).exprId(), i);
    }
    return CollectionConverters.asJava(analyzed(result).output()).stream()
        .mapToInt(column -> place(column.exprId(), sources, places))
        .toArray();
  }

  private static int place(
      ExprId column, Map<ExprId, ExprId> sources, Map<ExprId, Integer> places) {
    ExprId at = column;
    while (!places.containsKey(at)) {
      ExprId source = sources.get(at);
      if (source == null) {
        return -1;
      }
      at = source;
    }
    return places.get(at);
  }

  private static void renamings(LogicalPlan plan, Map<ExprId, ExprId> sources) {
    if (plan instanceof Project project) {
      for (NamedExpression column : CollectionConverters.asJava(project.projectList())) {
        if (column instanceof Alias alias && alias.child() instanceof AttributeReference of) {
          sources.put(alias.exprId(), of.exprId());
        }
      }
    }
    CollectionConverters.asJava(plan.children()).forEach(child -> renamings(child, sources));
  }

  String alias(int column) {
    return "c" + column;
  }

  /** The alias of a column as the file has it, if the query passes it through unchanged. */
  String cell(int column) {
    return alias(cellOf[column] < 0 ? column : width + cellOf[column]);
  }

  /** The place of a row in the file, counted from 1 without a header. */
  long numberOf(long row) {
    return numbered.filter(numbered.col(ROW).lt(row)).count() + 1;
  }

  /** The alias of the row's number. */
  String row() {
    return alias(rows.columns().length - 1);
  }
}
