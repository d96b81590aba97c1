package dev.linesweep.run;

import dev.linesweep.spark.table.Secrets;
import dev.linesweep.spark.table.SparkErrors;
import dev.linesweep.spec.JobException;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.table.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterable;

/**
 * Which trials of a folder to list: a condition in Spark SQL over the columns of {@code
 * trials.parquet}, an order and a number.
 *
 * @param where a condition, such as {@code optimizer = 'adam' AND epochs > 10}; empty for all
 * @param sort a column, and {@code desc} after it to turn it round; empty for the rank
 * @param top the most to list; 0 for all
 */
public record TrialQuery(String where, String sort, int top) {
  /** A condition filters the rows it is given; it runs no query and no Java of its own. */
  private static final Pattern MORE_THAN_A_CONDITION =
      Pattern.compile("(?i)\\bselect\\b|\\b(try_)?reflect\\s*\\(|\\bjava_method\\s*\\(");

  private static final Pattern DAMAGED = Pattern.compile("FAILED_READ_FILE|is damaged");
  private static final Secrets NO_SECRETS = new Secrets(name -> null);

  private static final Pattern QUOTED =
      Pattern.compile("'([^'\\\\]|\\\\.)*'|\"([^\"\\\\]|\\\\.)*\"|`[^`]*`");

  /**
   * The trials that it asks for.
   *
   * @throws JobException where the trials are damaged, or the condition or the column is not one
   */
  public TrialListing list(SparkSession spark, OutputFolder folder) {
    Dataset<org.apache.spark.sql.Row> trials = trials(spark, folder.trials());
    List<String> columns = List.of(trials.columns());
    Dataset<org.apache.spark.sql.Row> sorted =
        filtered(trials, columns).orderBy(order(columns), functions.col("rank"));
    Dataset<org.apache.spark.sql.Row> some = top == 0 ? sorted : sorted.limit(top);
    return new TrialListing(columns, rows(collected(some, folder.trials()), columns));
  }

  private static Dataset<org.apache.spark.sql.Row> trials(SparkSession spark, Path file) {
    try {
      return SparkErrors.during(
          file.getName(), NO_SECRETS, () -> spark.read().parquet(file.toString()));
    } catch (JobException | IllegalStateException unreadable) {
      throw OutputFolder.damaged(file);
    }
  }

  /** A file that cannot be read is no fault of the condition. */
  private List<org.apache.spark.sql.Row> collected(
      Dataset<org.apache.spark.sql.Row> found, Path file) {
    try {
      String key = where.isBlank() ? file.getName() : "--where";
      return SparkErrors.during(key, NO_SECRETS, found::collectAsList);
    } catch (JobException refused) {
      boolean damaged = DAMAGED.matcher(refused.getMessage()).find();
      throw damaged ? OutputFolder.damaged(file) : refused;
    }
  }

  private Dataset<org.apache.spark.sql.Row> filtered(
      Dataset<org.apache.spark.sql.Row> trials, List<String> columns) {
    if (where.isBlank()) {
      return trials;
    }
    if (MORE_THAN_A_CONDITION.matcher(QUOTED.matcher(where).replaceAll("''")).find()) {
      throw refused(
          "it must be a condition on the columns, without a query or a call of Java", columns);
    }
    try {
      return trials.where(where);
    } catch (Exception failure) {
      // Spark throws checked exceptions that its methods do not declare.
      throw refused(SparkErrors.firstLine(failure), columns);
    }
  }

  private JobException refused(String reason, List<String> columns) {
    return new JobException(
        "--where \"%s\": %s\n%s Texts stand in single quotes: optimizer = 'adam'."
            .formatted(where, reason, names(columns)));
  }

  private Column order(List<String> columns) {
    String[] words = sort.isBlank() ? new String[] {"rank"} : sort.strip().split("\\s+");
    String direction = words.length < 2 ? "asc" : words[1].toLowerCase(Locale.ROOT);
    if (words.length > 2
        || !columns.contains(words[0])
        || !(direction.equals("asc") || direction.equals("desc"))) {
      throw new JobException(
          "--sort \"%s\": expected a column, or a column and desc. %s"
              .formatted(sort, names(columns)));
    }
    Column column = functions.col("`" + words[0] + "`");
    return direction.equals("desc") ? column.desc_nulls_last() : column.asc_nulls_last();
  }

  private static String names(List<String> columns) {
    return "The columns are %s."
        .formatted(
            String.join(
                ", ",
                columns.stream()
                    .map(name -> name.contains(".") ? "`" + name + "`" : name)
                    .toList()));
  }

  private static List<Row> rows(List<org.apache.spark.sql.Row> collected, List<String> columns) {
    Map<String, Integer> index = new HashMap<>();
    columns.forEach(column -> index.put(column, index.size()));
    List<Row> rows = new ArrayList<>();
    for (org.apache.spark.sql.Row row : collected) {
      @Nullable Object[] values = new @Nullable Object[columns.size()];
      Arrays.setAll(values, at -> row.isNullAt(at) ? null : value(row.get(at)));
      rows.add(new Row(index, values));
    }
    return rows;
  }

  private static Object value(Object value) {
    if (value instanceof Iterable<?> numbers) {
      double[] all = new double[numbers.size()];
      int at = 0;
      for (var each = numbers.iterator(); each.hasNext(); ) {
        all[at++] = (Double) each.next();
      }
      return all;
    }
    return value instanceof java.sql.Timestamp time ? time.toInstant() : value;
  }
}
