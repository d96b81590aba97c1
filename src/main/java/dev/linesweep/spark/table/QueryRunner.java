package dev.linesweep.spark.table;

import dev.linesweep.spec.JobException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry$;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedInlineTable;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.CallMethodViaReflection;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Nondeterministic;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.UserDefinedExpression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Range;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.plans.logical.View;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Runs {@code data.query}: one SELECT over the view {@code input}, and nothing else.
 *
 * <p>The query is read by Spark's own parser and its plan is walked twice. Before analysis, when no
 * table has been looked up yet, only the nodes of a SELECT, the relation {@code input}, the query's
 * own CTEs and Spark's built-in functions pass. After analysis every leaf must belong to the view,
 * so that a name that Spark resolved otherwise is still found.
 */
final class QueryRunner {
  private static final String INPUT = "input";

  private static final Set<String> SELECT_NODES =
      Set.of(
          "Aggregate",
          "Distinct",
          "Except",
          "Filter",
          "Generate",
          "GlobalLimit",
          "Intersect",
          "Join",
          "LateralJoin",
          "LocalLimit",
          "LocalRelation",
          "Offset",
          "OneRowRelation",
          "PipeOperator",
          "Pivot",
          "Project",
          "Sort",
          "SubqueryAlias",
          "Tail",
          "Union",
          "UnresolvedHaving",
          "UnresolvedHint",
          "UnresolvedInlineTable",
          "UnresolvedRelation",
          "UnresolvedSubqueryColumnAliases",
          "UnresolvedTVFAliases",
          "UnresolvedTableValuedFunction",
          "UnresolvedWith",
          "Unpivot",
          "WithWindowDefinition");
  private static final Set<String> TABLE_FUNCTIONS =
      Set.of(
          "explode",
          "explode_outer",
          "posexplode",
          "posexplode_outer",
          "inline",
          "inline_outer",
          "stack",
          "range");
  private static final Set<String> LEAVING_FUNCTIONS =
      Set.of(
          "reflect",
          "java_method",
          "try_reflect",
          "from_avro",
          "to_avro",
          "schema_of_avro",
          "from_protobuf",
          "to_protobuf");

  /** Nodes of an optimized plan that return at most as many rows as they receive. */
  private static final Set<String> NO_MORE_ROWS =
      Set.of("Project", "Filter", "Window", "Sort", "Aggregate", "Repartition");

  /** Nodes that keep the order of their rows. */
  private static final Set<String> ORDER_KEEPING = Set.of("Project", "Filter", "Generate");

  private QueryRunner() {}

  /** The query's rows. Replaces the view {@code input} of the given rows' session. */
  static Dataset<Row> run(Dataset<Row> input, String query) throws ParseException {
    SparkSession session = (SparkSession) input.sparkSession();
    LogicalPlan parsed = session.sessionState().sqlParser().parsePlan(query);
    refuseWhatIsNoSelect(parsed);
    input.createOrReplaceTempView(INPUT);
    Dataset<Row> rows = session.sql(query);
    refuseWhatLeavesTheInput(plan(rows).analyzed());
    return rows;
  }

  /** Visits the expressions of a query as Spark's parser finds them, if it is one SELECT. */
  static void expressions(Dataset<Row> input, String query, Visit<Expression> visit) {
    try {
      SparkSession session = (SparkSession) input.sparkSession();
      walk(session.sessionState().sqlParser().parsePlan(query), node -> {}, visit);
    } catch (ParseException otherwiseReported) {
      // The query's own run says what is wrong.
    }
  }

  static org.apache.spark.sql.execution.QueryExecution plan(Dataset<Row> rows) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution();
  }

  /** Whether each row comes from one row of the files, in the same order. */
  static boolean keepsOrder(Dataset<Row> rows) {
    return consistsOf(ORDER_KEEPING, plan(rows).optimizedPlan());
  }

  /** Whether the query returns at most as many rows as the files have, so no join or explode. */
  static boolean addsNoRows(Dataset<Row> rows) {
    return consistsOf(NO_MORE_ROWS, plan(rows).optimizedPlan());
  }

  /** Whether the plan reads files only through these nodes. */
  private static boolean consistsOf(Set<String> nodes, LogicalPlan plan) {
    List<LogicalPlan> children = children(plan);
    if (children.isEmpty()) {
      return plan instanceof LogicalRelation
          || plan instanceof LogicalRDD
          || plan.nodeName().startsWith("RelationV2");
    }
    return nodes.contains(plan.getClass().getSimpleName())
        && children.stream().allMatch(child -> consistsOf(nodes, child));
  }

  private static void refuseWhatIsNoSelect(LogicalPlan parsed) {
    Set<String> own = new HashSet<>();
    walk(parsed, node -> ctes(node, own), expression -> {});
    walk(
        parsed,
        node -> problem(node, own).ifPresent(QueryRunner::refuse),
        expression -> problem(expression).ifPresent(QueryRunner::refuse));
  }

  private static void ctes(LogicalPlan node, Set<String> names) {
    if (node instanceof UnresolvedWith with) {
      CollectionConverters.asJava(with.cteRelations())
          .forEach(cte -> names.add(cte._1().toLowerCase(Locale.ROOT)));
    }
  }

  private static Optional<String> problem(LogicalPlan node, Set<String> ownCtes) {
    if (node instanceof UnresolvedRelation relation) {
      List<String> parts = CollectionConverters.asJava(relation.multipartIdentifier());
      String name = parts.get(0).toLowerCase(Locale.ROOT);
      boolean known = parts.size() == 1 && (name.equals(INPUT) || ownCtes.contains(name));
      boolean plain = !relation.isStreaming() && relation.options().isEmpty();
      return known && plain ? Optional.empty() : Optional.of("it reads " + String.join(".", parts));
    }
    if (node instanceof UnresolvedTableValuedFunction function) {
      String name = String.join(".", CollectionConverters.asJava(function.name()));
      return TABLE_FUNCTIONS.contains(name.toLowerCase(Locale.ROOT))
          ? Optional.empty()
          : Optional.of("it reads " + name + "(…)");
    }
    String kind = node.getClass().getSimpleName();
    return SELECT_NODES.contains(kind) || node instanceof UnresolvedInlineTable
        ? Optional.empty()
        : Optional.of(
            kind.equals("ScriptTransformation")
                ? "it runs a script (TRANSFORM)"
                : "it is not a SELECT (" + kind + ")");
  }

  private static Optional<String> problem(Expression expression) {
    if (expression instanceof UnresolvedFunction function && !function.isInternal()) {
      List<String> parts = CollectionConverters.asJava(function.nameParts());
      String name = parts.get(parts.size() - 1).toLowerCase(Locale.ROOT);
      if (LEAVING_FUNCTIONS.contains(name)) {
        return Optional.of("it calls code outside Spark with " + name);
      }
      if (parts.size() > 1 || !builtin(name)) {
        return Optional.of(
            "%s is not a built-in function of Spark%s"
                .formatted(
                    String.join(".", parts),
                    name.contains("factor")
                        ? " (for a category, write types: {column: text} under data)"
                        : ""));
      }
    }
    return expression.getClass().getSimpleName().equals("ExpressionWithUnresolvedIdentifier")
        ? Optional.of("it uses IDENTIFIER(…)")
        : Optional.empty();
  }

  /** Whether Spark has a function of this name. */
  static boolean builtin(String name) {
    return FunctionRegistry$.MODULE$.builtin().functionExists(new FunctionIdentifier(name));
  }

  private static void refuseWhatLeavesTheInput(LogicalPlan analyzed) {
    walk(
        analyzed,
        node -> {
          if (node instanceof View view) {
            refuse("it reads " + view.desc().identifier().table());
          }
          if (children(node).isEmpty() && !inside(node)) {
            refuse("it reads " + node.nodeName());
          }
        },
        expression -> {
          if (expression instanceof CallMethodViaReflection
              || expression instanceof UserDefinedExpression) {
            refuse("it calls code outside Spark with " + expression.prettyName());
          }
          if (expression instanceof Nondeterministic) {
            refuse(
                "%s gives different values in every run, so a sweep could not be continued"
                    .formatted(expression.prettyName()));
          }
        });
  }

  private static boolean inside(LogicalPlan leaf) {
    return isInput(leaf)
        || leaf instanceof CTERelationRef
        || leaf instanceof OneRowRelation
        || leaf instanceof LocalRelation
        || leaf instanceof Range
        || leaf.getClass().getSimpleName().equals("UnionLoopRef");
  }

  private static boolean isInput(LogicalPlan node) {
    return node instanceof View view
        && view.isTempView()
        && view.desc().identifier().table().equals(INPUT);
  }

  private static void refuse(String reason) {
    throw new JobException(
        "data.query: the query must be one SELECT that reads only input, but " + reason + ".");
  }

  interface Visit<T> {
    void to(T node);
  }

  /** Visits a plan with its CTEs and subqueries; what is under the view is not the query's. */
  private static void walk(LogicalPlan plan, Visit<LogicalPlan> nodes, Visit<Expression> values) {
    if (isInput(plan)) {
      return;
    }
    nodes.to(plan);
    children(plan).forEach(child -> walk(child, nodes, values));
    if (plan instanceof UnresolvedWith with) {
      for (scala.Tuple3<String, SubqueryAlias, ?> cte :
          CollectionConverters.asJava(with.cteRelations())) {
        walk(cte._2(), nodes, values);
      }
    }
    CollectionConverters.asJava(plan.expressions()).forEach(e -> walk(e, nodes, values));
  }

  private static void walk(Expression value, Visit<LogicalPlan> nodes, Visit<Expression> values) {
    values.to(value);
    CollectionConverters.asJava(value.children()).forEach(child -> walk(child, nodes, values));
    if (value instanceof PlanExpression<?> nested && nested.plan() instanceof LogicalPlan plan) {
      walk(plan, nodes, values);
    }
  }

  private static List<LogicalPlan> children(LogicalPlan plan) {
    return isInput(plan) ? List.of() : CollectionConverters.asJava(plan.children());
  }
}
