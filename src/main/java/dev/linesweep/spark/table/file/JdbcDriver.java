package dev.linesweep.spark.table.file;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/**
 * A database's driver: its class, and the class loader that has it.
 *
 * <p>Java's own {@code DriverManager} does not see a driver that was added with {@code --packages}
 * or {@code --jars}: Spark loads these in a class loader of its own, which is that of the main
 * thread and of Linesweep's jar, but not of every thread that a program calls from.
 */
public record JdbcDriver(String className, ClassLoader loader) {

  /** The driver's class and jar by kind of database, the second part of its URLs. */
  private enum Known {
    H2("com.h2database:h2:2.3.232", "org.h2.Driver"),
    MARIADB("org.mariadb.jdbc:mariadb-java-client:3.4.0", "org.mariadb.jdbc.Driver"),
    MYSQL("com.mysql:mysql-connector-j:8.4.0", "com.mysql.cj.jdbc.Driver"),
    ORACLE("com.oracle.database.jdbc:ojdbc11:23.4.0.24.05", "oracle.jdbc.OracleDriver"),
    POSTGRESQL("org.postgresql:postgresql:42.7.3", "org.postgresql.Driver"),
    SQLITE("org.xerial:sqlite-jdbc:3.46.0.0", "org.sqlite.JDBC"),
    SQLSERVER(
        "com.microsoft.sqlserver:mssql-jdbc:12.6.1.jre11",
        "com.microsoft.sqlserver.jdbc.SQLServerDriver");

    private final String artifact;
    private final String driver;

    Known(String artifact, String driver) {
      this.artifact = artifact;
      this.driver = driver;
    }

    static Optional<Known> of(String url) {
      String kind = url.toLowerCase(Locale.ROOT).replaceFirst("^jdbc:([a-z0-9]+):.*", "$1");
      return Arrays.stream(values())
          .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(kind))
          .findFirst();
    }
  }

  /**
   * The driver that accepts this URL.
   *
   * @param loaders in the order of preference
   * @return empty if no loader has one, or a loader has several and none of them is the usual one
   */
  public static Optional<JdbcDriver> of(String url, List<ClassLoader> loaders) {
    for (ClassLoader loader : loaders) {
      Set<String> offered = offered(url, loader);
      if (offered.size() == 1) {
        return Optional.of(new JdbcDriver(offered.iterator().next(), loader));
      }
    }
    return Known.of(url).flatMap(known -> named(known.driver, loaders));
  }

  /** The driver of this class; empty if no loader has it. */
  public static Optional<JdbcDriver> named(String className, List<ClassLoader> loaders) {
    return loaders.stream()
        .filter(loader -> has(loader, className))
        .findFirst()
        .map(loader -> new JdbcDriver(className, loader));
  }

  private static boolean has(ClassLoader loader, String className) {
    try {
      return Driver.class.isAssignableFrom(Class.forName(className, false, loader));
    } catch (ClassNotFoundException | LinkageError missing) {
      return false;
    }
  }

  private static Set<String> offered(String url, ClassLoader loader) {
    Set<String> classes = new TreeSet<>();
    Iterator<Driver> drivers = ServiceLoader.load(Driver.class, loader).iterator();
    while (true) {
      try {
        if (!drivers.hasNext()) {
          return classes;
        }
        Driver driver = drivers.next();
        if (driver.acceptsURL(url)) {
          classes.add(driver.getClass().getName());
        }
      } catch (ServiceConfigurationError | SQLException | LinkageError broken) {
        continue;
      }
    }
  }

  /**
   * How to get a driver for this URL.
   *
   * @param named whether the job names the driver's class
   */
  public static String remedy(String url, boolean named) {
    Optional<Known> known = Known.of(url);
    String jar =
        "Add its jar with --packages %s, or with --jars"
            .formatted(known.map(k -> k.artifact).orElse("group:artifact:version"));
    return (named || known.isPresent()
            ? jar + "."
            : jar + "; if it is there, name its class: options: {driver: CLASS}.")
        + " With spark-submit, put the option before the name of Linesweep's jar.";
  }
}
