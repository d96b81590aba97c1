package dev.linesweep.spark.table;

import dev.linesweep.spark.table.file.JdbcDriver;
import dev.linesweep.spec.JobException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A table of a database, by its JDBC URL. */
final class JdbcTable {
  private JdbcTable() {}

  static TableOrigin read(SparkSession spark, Map<String, String> options) {
    String url = options.getOrDefault("url", "");
    boolean named = options.containsKey("driver");
    if (!named) {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      JdbcDriver.of(url, loader == null ? JdbcTable.class.getClassLoader() : loader)
          .ifPresent(driver -> options.put("driver", driver));
    }
    Dataset<Row> rows;
    try {
      rows = spark.read().format("jdbc").options(options).load();
    } catch (Exception failure) {
      throw SparkErrors.isWithoutDriver(failure)
          ? new JobException(
              "data.options: Spark finds no %s. %s"
                  .formatted(
                      named
                          ? "class " + options.get("driver")
                          : "driver for " + url.replaceFirst("^(jdbc:[^:]*:).*", "$1"),
                      JdbcDriver.remedy(url, named)))
          : SparkErrors.sneaky(failure);
    }
    return new TableOrigin(
        TableRows.of(rows),
        false,
        Set.of(),
        false,
        new TableOrigin.Described("a jdbc table", "jdbc table"),
        List.of(),
        TornRows.NONE);
  }
}
