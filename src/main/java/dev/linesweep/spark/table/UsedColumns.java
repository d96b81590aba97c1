package dev.linesweep.spark.table;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.jdk.javaapi.CollectionConverters;

/** Finds which columns of a table the result of a query depends on, by its optimized plan. */
final class UsedColumns {
  private final int columns;
  private final Map<Long, Integer> places = new HashMap<>();
  private final BitSet used = new BitSet();

  private UsedColumns(int columns) {
    this.columns = columns;
  }

  /**
   * The places of the columns.
   *
   * @param columns how many the table has
   */
  static BitSet of(Dataset<Row> result, int columns) {
    LogicalPlan plan = QueryRunner.plan(result).optimizedPlan();
    UsedColumns found = new UsedColumns(columns);
    found.leaves(plan);
    found.mark(CollectionConverters.asJava(plan.output()));
    found.walk(plan);
    return found.used;
  }

  private void leaves(LogicalPlan plan) {
    List<LogicalPlan> children = CollectionConverters.asJava(plan.children());
    List<Attribute> output = CollectionConverters.asJava(plan.output());
    if (children.isEmpty() && output.size() == columns) {
      for (int i = 0; i < columns; i++) {
        places.put(output.get(i).exprId().id(), i);
      }
    }
    children.forEach(this::leaves);
    CollectionConverters.asJava(plan.expressions()).forEach(this::leaves);
  }

  private void leaves(Expression expression) {
    if (expression instanceof PlanExpression<?> nested
        && nested.plan() instanceof LogicalPlan plan) {
      leaves(plan);
      mark(CollectionConverters.asJava(plan.output()));
      walk(plan);
    }
    CollectionConverters.asJava(expression.children()).forEach(this::leaves);
  }

  private void walk(LogicalPlan plan) {
    mark(CollectionConverters.asJava(plan.references().toSeq()));
    List<LogicalPlan> children = CollectionConverters.asJava(plan.children());
    if (plan.nodeName().equals("Union")) {
      children.forEach(child -> mark(CollectionConverters.asJava(child.output())));
    }
    children.forEach(this::walk);
  }

  private void mark(List<Attribute> attributes) {
    for (Attribute attribute : attributes) {
      Integer place = places.get(attribute.exprId().id());
      if (place != null) {
        used.set(place);
      }
    }
  }
}
