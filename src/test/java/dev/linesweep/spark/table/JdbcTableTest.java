package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases whose drivers are where Java's own manager of drivers does not look. */
class JdbcTableTest {
  /** A driver that only a jar has: {@code jdbc:far:NAME} is H2's {@code jdbc:h2:mem:NAME}. */
  private static final String DRIVER =
      """
      package far;
      import java.sql.*;
      public final class FarDriver implements Driver {
        public Connection connect(String url, java.util.Properties info) throws SQLException {
          return acceptsURL(url)
              ? new org.h2.Driver().connect(url.replace("jdbc:far:", "jdbc:h2:mem:"), info)
              : null;
        }
        public boolean acceptsURL(String url) { return url.startsWith("jdbc:far:"); }
        public DriverPropertyInfo[] getPropertyInfo(String url, java.util.Properties info) {
          return new DriverPropertyInfo[0];
        }
        public int getMajorVersion() { return 1; }
        public int getMinorVersion() { return 0; }
        public boolean jdbcCompliant() { return false; }
        public java.util.logging.Logger getParentLogger() { return null; }
      }
      """;

  @TempDir static Path folder;
  private static Path jar;
  private static Connection kept;

  @BeforeAll
  static void database() throws Exception {
    SharedSpark.session(); // starts with the class loader of this thread
    jar = jar();
    kept = DriverManager.getConnection("jdbc:h2:mem:homes");
    try (Statement statement = kept.createStatement()) {
      statement.execute(
          "CREATE TABLE t AS SELECT x AS \"y\", 2 * x + 1 AS \"x\" FROM system_range(1, 3)");
    }
  }

  @AfterAll
  static void close() throws SQLException {
    kept.close();
  }

  private static Path jar() throws IOException {
    Path source = Files.writeString(folder.resolve("FarDriver.java"), DRIVER);
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString());
    assertThat(failed).isZero();
    Path made = folder.resolve("far.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(made))) {
      out.putNextEntry(new JarEntry("far/FarDriver.class"));
      out.write(Files.readAllBytes(folder.resolve("far/FarDriver.class")));
      out.putNextEntry(new JarEntry("META-INF/services/java.sql.Driver"));
      out.write("far.FarDriver\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return made;
  }

  /** Has Spark, and no driver. */
  private static final class WithoutDrivers extends ClassLoader {
    WithoutDrivers(ClassLoader parent) {
      super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.h2.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals("META-INF/services/java.sql.Driver")
          ? Collections.emptyEnumeration()
          : super.getResources(name);
    }
  }

  private static Tables table(String url) {
    return Tables.jdbc().option("url", url).option("dbtable", "t").orderBy("x");
  }

  /** Reads on a thread of this class loader, as a notebook or a pool of threads does. */
  private static TableData read(Tables table, ClassLoader loader) throws Exception {
    FutureTask<TableData> task = new FutureTask<>(() -> table.read(Map.of()));
    Thread thread = new Thread(task);
    thread.setContextClassLoader(loader);
    thread.start();
    try {
      return task.get();
    } catch (java.util.concurrent.ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** Here no executor gets the jar, which {@code --packages} would bring to them too. */
  @Test
  void aDriverThatOnlyTheDriversThreadHasIsMissedByTheExecutors() throws Exception {
    try (URLClassLoader packages =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
      for (Tables table :
          List.of(
              table("jdbc:far:homes"), table("jdbc:far:homes").option("driver", "far.FarDriver"))) {
        assertThatThrownBy(() -> read(table, packages))
            .isInstanceOf(JobException.class)
            .hasMessageContaining("the executors do not have the class far.FarDriver")
            .hasMessageContaining("--packages");
      }
    }
  }

  @Test
  void aThreadWithAnotherClassLoaderFindsTheDriverBesideLinesweep() throws Exception {
    ClassLoader without = new WithoutDrivers(getClass().getClassLoader());

    assertThat(read(table("jdbc:h2:mem:homes"), without).matrix().y()).containsExactly(1, 2, 3);
    assertThat(
            read(table("jdbc:h2:mem:homes").option("driver", "org.h2.Driver"), without)
                .matrix()
                .y())
        .containsExactly(1, 2, 3);
  }

  /** {@link org.postgresql.Driver} of these tests is not listed for Java to find. */
  @Test
  void theUsualClassOfADatabaseNeedsNoName() throws Exception {
    assertThat(read(table("jdbc:postgresql:homes"), getClass().getClassLoader()).matrix().y())
        .containsExactly(1, 2, 3);
  }

  @Test
  void withoutADriverTheMessageNamesItsJar() {
    assertThatThrownBy(() -> table("jdbc:sqlite:homes").read(Map.of()))
        .hasMessage(
            "data.options: there is no driver for jdbc:sqlite:. Add its jar with --packages"
                + " org.xerial:sqlite-jdbc:3.46.0.0, or with --jars. With spark-submit, put the"
                + " option before the name of Linesweep's jar.");
    assertThatThrownBy(() -> table("jdbc:zebra:homes").read(Map.of()))
        .hasMessageContaining("if it is there, name its class: options: {driver: CLASS}");
  }
}
