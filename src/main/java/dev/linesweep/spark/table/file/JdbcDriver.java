package dev.linesweep.spark.table.file;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the driver of a database among those that a class loader offers.
 *
 * <p>Java's own {@code DriverManager} does not see drivers that came with {@code --packages} or
 * {@code --jars}: Spark loads these in a class loader of its own.
 */
public final class JdbcDriver {
  private JdbcDriver() {}

  /** The class of the one driver that takes this URL; empty if none or several do. */
  public static Optional<String> of(String url, ClassLoader loader) {
    Set<String> classes = new TreeSet<>();
    Iterator<Driver> drivers = ServiceLoader.load(Driver.class, loader).iterator();
    while (true) {
      try {
        if (!drivers.hasNext()) {
          break;
        }
        Driver driver = drivers.next();
        if (driver.acceptsURL(url)) {
          classes.add(driver.getClass().getName());
        }
      } catch (ServiceConfigurationError | SQLException | LinkageError broken) {
        continue;
      }
    }
    return classes.size() == 1 ? Optional.of(classes.iterator().next()) : Optional.empty();
  }

  /**
   * How to get a driver for this URL.
   *
   * @param named whether the job names the driver's class
   */
  public static String remedy(String url, boolean named) {
    String kind = url.toLowerCase(Locale.ROOT).replaceFirst("^jdbc:([a-z0-9]+):.*", "$1");
    return switch (kind) {
      case "sqlite" -> with("org.xerial:sqlite-jdbc:3.46.0.0", "org.sqlite.JDBC", named);
      case "postgresql" -> with("org.postgresql:postgresql:42.7.3", "org.postgresql.Driver", named);
      case "mysql" -> with("com.mysql:mysql-connector-j:8.4.0", "com.mysql.cj.jdbc.Driver", named);
      default -> with("group:artifact:version", "CLASS", named);
    };
  }

  private static String with(String artifact, String driver, boolean named) {
    String jar = "Add its jar with --packages %s, or with --jars".formatted(artifact);
    return named
        ? jar + "."
        : "%s; if it is there, name its class: options: {driver: %s}.".formatted(jar, driver);
  }
}
