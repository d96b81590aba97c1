package dev.linesweep.spark.table;

import dev.linesweep.fault.Fault;
import dev.linesweep.fault.Faults;
import dev.linesweep.spec.JobException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkThrowable;
import org.jspecify.annotations.Nullable;

/**
 * Turns Spark's failures on a user's table into one message of one or two lines.
 *
 * <p>A failure because of the data, the query or the options becomes a {@link JobException}; a
 * failure of Spark itself (a lost executor, a bug) is rethrown unchanged.
 */
public final class SparkErrors {
  private static final Pattern SQL_STATE =
      Pattern.compile("\\s*SQLSTATE: \\w+;?\\s*(?=(\\(?line|$))");

  /** How an executor fails that lacks the driver of a database. */
  private static final Pattern NO_DRIVER =
      Pattern.compile("ClassNotFoundException: ([\\w.$]+)(?s:.*?)jdbc\\.DriverRegistry");

  /** Traces of readers of binary formats, which fail with all kinds of exceptions. */
  private static final Pattern DAMAGED =
      Pattern.compile(
          "CANNOT_READ_FILE_FOOTER|at (?:shaded\\.parquet|org\\.apache\\.(?:parquet|orc))\\.");

  private static final Pattern TORN =
      Pattern.compile("MALFORMED_(?:CSV_|JSON_)?RECORD|BadRecordException|MALFORMED_CSV");

  private static final String NOT_READ = ": a row cannot be read";

  private static final Pattern CAUSE = Pattern.compile("(?m)^Caused by: (?:[\\w$]+\\.)*(.*)$");

  private SparkErrors() {}

  /** Runs a step on the user's table; {@code key} is the place in the job file that it serves. */
  public static <T> T during(String key, EnvSecrets secrets, Callable<T> step) {
    try {
      return step.call();
    } catch (Exception failure) {
      // Spark throws checked exceptions that its methods do not declare.
      throw translate(key, secrets, failure);
    } catch (OutOfMemoryError failure) {
      throw new JobException(outOfMemory(key));
    }
  }

  /** As {@link #during(String, EnvSecrets, Callable)}; a row that cannot be read is looked for. */
  static <T> T during(String key, EnvSecrets secrets, TornRows torn, Callable<T> step) {
    return during(
        key,
        secrets,
        () -> {
          try {
            return step.call();
          } catch (Exception failure) {
            Optional<String> row = isTorn(failure) ? torn.first() : Optional.empty();
            if (row.isPresent()) {
              throw new JobException(row.get());
            }
            throw failure;
          }
        });
  }

  /** Whether rows, or a whole file, could not be read as what they should be. */
  static boolean isTorn(Exception failure) {
    String text = allMessages(Faults.chain(failure));
    return TORN.matcher(text).find()
        || text.contains(NOT_READ)
        || text.contains("FAILED_READ_FILE")
        || DAMAGED.matcher(text).find()
        || text.contains("COLUMN_ALREADY_EXISTS");
  }

  /** What Spark says about its settings when it starts, or the failure itself. */
  public static RuntimeException atStart(Exception failure) {
    Optional<Fault> fault = Faults.of(failure);
    if (fault.isPresent()) {
      return new JobException("Spark does not start: " + fault.get().text());
    }
    boolean settings =
        failure instanceof SparkThrowable || failure instanceof IllegalArgumentException;
    if (settings) {
      return new JobException(
          "Spark does not start: %s\nCheck --master, --conf and --properties-file."
              .formatted(withReason(failure)));
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(failure);
  }

  /** With the innermost cause: the first line says only that a cluster manager does not start. */
  private static String withReason(Exception failure) {
    List<Throwable> chain = Faults.chain(failure);
    String first = firstLine(failure);
    String innermost = firstLine(chain.get(chain.size() - 1));
    return first.contains(innermost) ? first : first + ": " + innermost;
  }

  /** The {@link JobException} that says what the user can fix, or the failure itself. */
  public static RuntimeException translate(String key, Exception failure) {
    return translate(key, new EnvSecrets(name -> null), failure);
  }

  static RuntimeException translate(String key, EnvSecrets secrets, Exception failure) {
    List<Throwable> chain = Faults.chain(failure);
    for (Throwable cause : chain) {
      if (cause instanceof JobException job) {
        return job;
      }
    }
    String message = message(key, chain);
    if (message != null) {
      return new JobException(secrets.scrub(message));
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(secrets.scrub(String.valueOf(failure.getMessage())), failure);
  }

  /** What Spark says about the user's table or query; the innermost cause wins. */
  static Optional<SparkThrowable> cause(Exception failure) {
    List<Throwable> chain = Faults.chain(failure);
    for (int i = chain.size() - 1; i >= 0; i--) {
      if (chain.get(i) instanceof SparkThrowable spark && spark.getCondition() != null) {
        return Optional.of(spark);
      }
    }
    return Optional.empty();
  }

  private static @Nullable String message(String key, List<Throwable> chain) {
    String text = allMessages(chain);
    if (text.contains("spark.driver.maxResultSize")) {
      return key
          + ": the table is larger than the driver may collect. Raise the limit with"
          + " --conf spark.driver.maxResultSize=4g, or select fewer rows or columns.";
    }
    if (text.contains("OutOfMemoryError")) {
      return outOfMemory(key);
    }
    if (text.contains("ExecutorLostFailure")) {
      return key
          + ": executors were lost while reading the table, which may be too large for their"
          + " memory. Raise it with --conf spark.executor.memory=4g, or select fewer rows or"
          + " columns.";
    }
    Matcher noDriver = NO_DRIVER.matcher(text);
    if (noDriver.find()) {
      return key
          + ": the executors do not have the class "
          + noDriver.group(1)
          + ". Add its jar with --packages or --jars; --driver-class-path adds it only to the"
          + " driver.";
    }
    Optional<Fault> fault = Faults.of(chain.get(0));
    if (fault.isPresent()) {
      return key + ": " + fault.get().text();
    }
    if (DAMAGED.matcher(text).find()) {
      return "%s: a file is damaged, or is not in the format that %s says: %s"
          .formatted(key, key.equals("--data") ? "its name" : "data.format", innermost(text));
    }
    for (int i = chain.size() - 1; i >= 0; i--) {
      Throwable cause = chain.get(i);
      if (cause instanceof SparkThrowable spark && spark.getCondition() != null) {
        return known(key, spark.getCondition(), cause);
      }
      if (cause instanceof java.sql.SQLException) {
        return key + ": the database reports: " + firstLine(cause);
      }
      if (cause instanceof java.io.FileNotFoundException
          || cause instanceof org.apache.hadoop.fs.UnsupportedFileSystemException) {
        return key + ": " + firstLine(cause);
      }
    }
    return null;
  }

  /** The innermost cause in a text: the driver has no exception for a task's failure. */
  private static String innermost(String text) {
    String reason = "it cannot be read";
    for (Matcher cause = CAUSE.matcher(text); cause.find(); ) {
      reason = cause.group(1).strip();
    }
    return reason;
  }

  private static @Nullable String known(String key, String condition, Throwable cause) {
    String first = firstLine(cause);
    if (condition.startsWith("INTERNAL_ERROR") || condition.equals("_LEGACY_ERROR_TEMP_UNKNOWN")) {
      return null;
    }
    if (TORN.matcher(condition).find()) {
      return key + NOT_READ + ", but a second pass does not find it. Did the files change?";
    }
    if (condition.startsWith("UNABLE_TO_INFER_SCHEMA")) {
      return key + ": Spark finds no rows to infer the columns from. Is the file empty?";
    }
    return key + ": " + first;
  }

  private static String outOfMemory(String key) {
    return String.format(
        Locale.ROOT,
        "%s: the driver's memory of %d MB is too small for the table. Raise it with --conf"
            + " spark.driver.memory=4g, or select fewer rows or columns.",
        key,
        Runtime.getRuntime().maxMemory() >> 20);
  }

  /** Spark's message without its error state, plan and stack. */
  public static String firstLine(Throwable failure) {
    for (String line : String.valueOf(failure.getMessage()).split("\n", -1)) {
      if (!line.isBlank()) {
        return SQL_STATE.matcher(line.strip()).replaceAll(" ").strip().replaceAll(";$", "");
      }
    }
    return failure.getClass().getSimpleName();
  }

  private static String allMessages(List<Throwable> chain) {
    StringBuilder all = new StringBuilder();
    chain.forEach(cause -> all.append(cause).append('\n'));
    return all.toString();
  }

  /** Spark throws checked exceptions that its methods do not declare. */
  @SuppressWarnings("unchecked")
  static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
    throw (E) failure;
  }
}
