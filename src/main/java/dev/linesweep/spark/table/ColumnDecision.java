package dev.linesweep.spark.table;

import java.util.List;
import java.util.Optional;

/**
 * The type as which a text column is read, and why.
 *
 * @param rule reads its cells; as text if there is a problem
 * @param tally of all its cells
 * @param reasons notes for the user on the reading; usually empty
 * @param problem why the column cannot be read for certain
 */
record ColumnDecision(
    CellRule rule, ColumnTally tally, List<String> reasons, Optional<ColumnProblem> problem) {

  ColumnDecision {
    reasons = List.copyOf(reasons);
  }

  String column() {
    return rule.column();
  }

  boolean isText() {
    return rule.type() == CellType.TEXT;
  }

  /** What the job file says about a column. */
  enum Wanted {
    ANYTHING,
    TEXT,
    NUMBER
  }

  /** Decides one column. */
  static ColumnDecision of(String column, ColumnTally tally, DecimalMark decimal, Wanted wanted) {
    return new Decider(column, tally, decimal, wanted).decide();
  }
}
