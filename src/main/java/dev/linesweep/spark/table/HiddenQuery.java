package dev.linesweep.spark.table;

import dev.linesweep.spec.DataSpec;
import dev.linesweep.text.Secrets;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The part of a job's rows that its file does not describe: how a DataFrame or a temporary view was
 * made.
 *
 * @param view name of the view; empty for a DataFrame
 * @param plan the logical plan as Spark prints it, without the numbers of its columns and without
 *     secrets, cut if it is long
 */
public record HiddenQuery(String view, String plan) {
  private static final int LONGEST = 20_000;

  /** How a job's rows were made; empty if the job names files, a database or a table. */
  public static Optional<HiddenQuery> of(
      RowSource source, TableSession session, DataSpec.Table table) {
    if (source instanceof RowSource.Given given) {
      return Optional.of(new HiddenQuery("", plan(given.rows())));
    }
    return table.origin() instanceof DataSpec.CatalogTable named
            && isTemporary(session.spark(), named.name())
        ? Optional.of(new HiddenQuery(named.name(), plan(session.spark().table(named.name()))))
        : Optional.empty();
  }

  /** Spark throws exceptions of many kinds for names that some catalogs do not look up. */
  private static boolean isTemporary(SparkSession spark, String name) {
    try {
      return spark.catalog().getTable(name).isTemporary();
    } catch (Exception unknown) {
      return false;
    }
  }

  private static String plan(Dataset<Row> rows) {
    String text = QueryRunner.plan(rows).analyzed().toString().replaceAll("#\\d+L?", "").strip();
    String scrubbed = Secrets.scrubbed(text);
    int more = scrubbed.length() - LONGEST;
    return more <= 0
        ? scrubbed
        : scrubbed.substring(0, LONGEST) + "… (%d more characters)".formatted(more);
  }

  public boolean isOfView() {
    return !view.isEmpty();
  }

  /** What to do if the view is missing when the job is run again. */
  public String hint() {
    return "%s was a temporary view in the program that ran this sweep. Create it in the session that runs this job, or save its rows as a table and use the name of that table."
        .formatted(view);
  }

  /** The note while the view exists. */
  public String note() {
    return "%s is a temporary view, so job.yaml can be run again only in a session that has it"
        .formatted(view);
  }
}
