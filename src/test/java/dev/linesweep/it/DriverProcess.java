package dev.linesweep.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.spark.launcher.JavaModuleOptions;

/** A driver on local executors, from the jar that the build made; closing it kills it. */
public final class DriverProcess implements AutoCloseable {
  private static final Path BASE = Path.of(System.getProperty("linesweep.basedir"));
  private static final String JAR = System.getProperty("linesweep.jar");
  private static final Path SPARK = Path.of(System.getProperty("linesweep.spark.classpath"));
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Process process;
  private final Path log;

  private DriverProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a command of Linesweep in an environment without more. */
  public static DriverProcess start(
      Path directory, Path log, List<String> options, String... arguments) throws IOException {
    return start(directory, log, options, Map.of(), arguments);
  }

  /**
   * Starts a command of Linesweep.
   *
   * @param directory the working directory
   * @param log what it prints
   * @param options of the JVM
   */
  public static DriverProcess start(
      Path directory,
      Path log,
      List<String> options,
      Map<String, String> environment,
      String... arguments)
      throws IOException {
    return start(JAR, directory, log, options, environment, arguments);
  }

  /** Starts a command of another jar than the one that was built. */
  static DriverProcess ofJar(
      Path jar, Path directory, Path log, List<String> options, String... arguments)
      throws IOException {
    return start(jar.toString(), directory, log, options, Map.of(), arguments);
  }

  private static DriverProcess start(
      String jar,
      Path directory,
      Path log,
      List<String> options,
      Map<String, String> environment,
      String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(List.of("-XX:+UseParallelGC", "-Xlog:disable"));
    command.add("-Dlog4j2.configurationFile=" + BASE.resolve("conf/log4j2.properties"));
    command.addAll(options);
    command.addAll(List.of("-cp", jar + File.pathSeparator + Files.readString(SPARK).strip()));
    command.add("dev.linesweep.cli.Main");
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("LC_ALL", "C.UTF-8"); // names of files are UTF-8 also on Java 17
    builder.environment().putAll(environment);
    return new DriverProcess(builder.start(), log);
  }

  /** What it has printed so far. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits; false where the process ends before. */
  public boolean awaits(BooleanSupplier event) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (event.getAsBoolean()) {
        return true;
      }
      Thread.sleep(5);
    }
    return false;
  }

  /** Ends it as {@code kill -9} does; false where it had ended by itself. */
  public boolean kill() throws InterruptedException {
    boolean alive = process.isAlive();
    process.toHandle().destroyForcibly();
    process.waitFor();
    return alive && process.exitValue() == 128 + 9;
  }

  /** Its exit code, once it has ended. */
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the driver did not end:\n" + log());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
