package dev.linesweep.spark.table;

import dev.linesweep.spark.table.file.JdbcDriver;
import dev.linesweep.spec.JobException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A database table, named by its JDBC URL. */
final class JdbcTable {
  private static final String DRIVER = "driver";

  private JdbcTable() {}

  static TableOrigin read(SparkSession spark, Map<String, String> options) {
    String url = options.getOrDefault("url", "");
    List<ClassLoader> loaders = loaders();
    Optional<JdbcDriver> driver =
        options.containsKey(DRIVER)
            ? JdbcDriver.named(options.getOrDefault(DRIVER, ""), loaders)
            : JdbcDriver.of(url, loaders);
    if (driver.isEmpty()) {
      throw withoutDriver(url, options);
    }
    options.put(DRIVER, driver.get().className());
    Dataset<Row> rows =
        within(driver.get().loader(), () -> spark.read().format("jdbc").options(options).load());
    return new TableOrigin(
        TableRows.of(rows),
        false,
        Set.of(),
        false,
        new TableOrigin.Described("a jdbc table", "jdbc table"),
        List.of(),
        TornRows.NONE);
  }

  private static JobException withoutDriver(String url, Map<String, String> options) {
    boolean named = options.containsKey(DRIVER);
    return new JobException(
        "data.options: there is no %s. %s"
            .formatted(
                named
                    ? "class " + options.get(DRIVER)
                    : "driver for " + url.replaceFirst("^(jdbc:[^:]*:).*", "$1"),
                JdbcDriver.remedy(url, named)));
  }

  /** The class loaders that may have drivers: the thread's, and that of Linesweep's jar. */
  private static List<ClassLoader> loaders() {
    return Stream.of(
            Thread.currentThread().getContextClassLoader(), JdbcTable.class.getClassLoader())
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  /** Spark takes the driver from the class loader of the thread. */
  private static <T> T within(ClassLoader loader, Supplier<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return work.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
