package dev.linesweep.run;

import dev.linesweep.output.TrialsFile;
import dev.linesweep.spark.table.EnvSecrets;
import dev.linesweep.spark.table.SparkErrors;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.ParameterName;
import dev.linesweep.store.OutputFolder;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Which trials of a folder to list.
 *
 * @param where a condition in Spark SQL on the columns of {@code trials.parquet}, such as {@code
 *     optimizer = 'adam' AND epochs > 10}
 */
public record TrialCondition(String where) {
  public TrialCondition {
    where = ParameterName.undotted(where);
  }

  /** A condition only filters the given rows; it may not run a query or call Java. */
  private static final Pattern MORE_THAN_A_CONDITION =
      Pattern.compile("(?i)\\bselect\\b|\\b(try_)?reflect\\s*\\(|\\bjava_method\\s*\\(");

  private static final Pattern DAMAGED = Pattern.compile("FAILED_READ_FILE|is damaged");
  private static final EnvSecrets NO_SECRETS = new EnvSecrets(name -> null);

  private static final Pattern QUOTED =
      Pattern.compile("'([^'\\\\]|\\\\.)*'|\"([^\"\\\\]|\\\\.)*\"|`[^`]*`");

  /**
   * The ranks of the trials for which the condition is true.
   *
   * @throws JobException if the trials are damaged, or the condition is not valid for them
   */
  public BitSet ranks(SparkSession spark, OutputFolder folder) {
    Path file = folder.trials();
    Dataset<Row> found = filtered(trials(spark, file));
    try {
      return SparkErrors.during("--where", NO_SECRETS, () -> ranks(found));
    } catch (JobException refused) {
      // A file that cannot be read is not the condition's fault.
      boolean damaged = DAMAGED.matcher(refused.getMessage()).find();
      throw damaged ? OutputFolder.damaged(file) : refused;
    }
  }

  private static BitSet ranks(Dataset<Row> found) {
    BitSet ranks = new BitSet();
    Iterator<Long> each = found.select("rank").as(Encoders.LONG()).toLocalIterator();
    each.forEachRemaining(rank -> ranks.set(Math.toIntExact(rank)));
    return ranks;
  }

  private static Dataset<Row> trials(SparkSession spark, Path file) {
    try {
      return SparkErrors.during(
          file.getName(), NO_SECRETS, () -> spark.read().parquet(file.toString()));
    } catch (JobException | IllegalStateException unreadable) {
      throw OutputFolder.damaged(file);
    }
  }

  private Dataset<Row> filtered(Dataset<Row> trials) {
    List<String> columns = List.of(trials.columns());
    if (MORE_THAN_A_CONDITION.matcher(QUOTED.matcher(where).replaceAll("''")).find()) {
      throw refused(
          "it must be a condition on the columns, without a query or a call to Java", columns);
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
        "--where \"%s\": %s\n%s Put texts in single quotes: optimizer = 'adam'."
            .formatted(where, reason, TrialsFile.names(columns)));
  }
}
