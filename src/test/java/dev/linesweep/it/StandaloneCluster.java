package dev.linesweep.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A Spark standalone cluster of one master and some workers, each a JVM of its own on 127.0.0.1,
 * from the class path that the build wrote. Closing it ends every process it started, drivers and
 * executors included; of its folder the logs stay.
 */
public final class StandaloneCluster implements AutoCloseable {
  /** A worker offers what the settings under {@code conf/} ask for, and a driver's core. */
  private static final int WORKER_CORES = 3;

  private static final String WORKER_MEMORY = "4g";
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern MASTER_URL = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");

  private final Path folder;
  private final List<String> settings;
  private final List<Process> processes = new ArrayList<>();
  private String master = "";

  private StandaloneCluster(Path folder, List<String> settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /**
   * Starts a cluster and waits for its workers.
   *
   * @param folder made for its logs, work and scratch files
   * @param settings of each worker, such as {@code spark.worker.resource.gpu.amount=1}
   */
  public static StandaloneCluster start(Path folder, int workers, String... settings)
      throws IOException {
    Files.createDirectories(folder);
    StandaloneCluster cluster = new StandaloneCluster(folder.toRealPath(), List.of(settings));
    try {
      cluster.startAll(workers);
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void startAll(int workers) throws IOException {
    linkJars();
    Path log = folder.resolve("master.log");
    daemon(log, "org.apache.spark.deploy.master.Master", "--port", "0", "--webui-port", "0");
    await("the master", log, () -> find(MASTER_URL, log));
    master = first(MASTER_URL, log);
    for (int i = 1; i <= workers; i++) {
      Path workerLog = folder.resolve("worker-" + i + ".log");
      daemon(
          workerLog,
          "org.apache.spark.deploy.worker.Worker",
          "--port",
          "0",
          "--webui-port",
          "0",
          "--cores",
          String.valueOf(WORKER_CORES),
          "--memory",
          WORKER_MEMORY,
          "--work-dir",
          folder.resolve("work-" + i).toString(),
          master);
    }
    for (int i = 1; i <= workers; i++) {
      Path workerLog = folder.resolve("worker-" + i + ".log");
      Pattern registered = Pattern.compile("Successfully registered with master");
      await("worker " + i, workerLog, () -> find(registered, workerLog));
    }
  }

  /** {@code spark://127.0.0.1:PORT}. */
  public String master() {
    return master;
  }

  /** Where its logs are. */
  public Path folder() {
    return folder;
  }

  /**
   * Starts what {@code spark-submit} starts, with a driver's heap of 2 GB, and with these arguments
   * after {@code --master URL}.
   *
   * @param directory the working directory
   * @param log standard output and error of the submission
   */
  public Process submit(Path directory, Path log, String... arguments) throws IOException {
    List<String> command = java("2g");
    command.add("org.apache.spark.deploy.SparkSubmit");
    command.addAll(List.of("--master", master));
    command.addAll(List.of(arguments));
    return start(command, directory, log);
  }

  /** The JVMs of all executors now alive. */
  public List<ProcessHandle> executors() {
    return descendants().filter(process -> isExecutor(process.pid())).toList();
  }

  /** Ends one executor's JVM as {@code kill -9} does; false where there is none. */
  public boolean killAnExecutor() {
    return executors().stream().findFirst().map(ProcessHandle::destroyForcibly).orElse(false);
  }

  private static boolean isExecutor(long pid) {
    try {
      // ProcessHandle gives no arguments where they are long.
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"), UTF_8).contains(EXECUTOR);
    } catch (IOException e) {
      return false;
    }
  }

  private Stream<ProcessHandle> descendants() {
    return processes.stream().flatMap(process -> process.toHandle().descendants());
  }

  /** Spark's launcher wants a SPARK_HOME with the jars; links do. */
  private void linkJars() throws IOException {
    Path jars = Files.createDirectories(folder.resolve("spark/jars"));
    for (String jar : sparkClassPath().split(File.pathSeparator)) {
      Path link = jars.resolve(Path.of(jar).getFileName());
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, Path.of(jar));
      }
    }
  }

  private void daemon(Path log, String mainClass, String... arguments) throws IOException {
    List<String> command = java("512m");
    settings.forEach(setting -> command.add("-D" + setting));
    command.add(mainClass);
    command.addAll(List.of("--host", "127.0.0.1"));
    command.addAll(List.of(arguments));
    start(command, folder, log);
  }

  private List<String> java(String heap) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dspark.master.rest.enabled=false");
    command.addAll(List.of("-cp", sparkClassPath()));
    return command;
  }

  private Process start(List<String> command, Path directory, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("SPARK_HOME", folder.resolve("spark").toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_LOCAL_HOSTNAME", "127.0.0.1");
    builder
        .environment()
        .put("SPARK_LOCAL_DIRS", Files.createDirectories(folder.resolve("local")).toString());
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private static String sparkClassPath() {
    try {
      return Files.readString(Path.of(System.getProperty("linesweep.spark.classpath"))).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await(String what, Path log, BooleanSupplier ready) throws IOException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!ready.getAsBoolean()) {
      if (Instant.now().isAfter(deadline) || !processes.get(processes.size() - 1).isAlive()) {
        throw new IOException(what + " did not start:\n" + Files.readString(log));
      }
      pause();
    }
  }

  private static boolean find(Pattern pattern, Path log) {
    try {
      return pattern.matcher(Files.readString(log)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String first(Pattern pattern, Path log) throws IOException {
    Matcher matcher = pattern.matcher(Files.readString(log));
    return matcher.find() ? matcher.group() : "";
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the cluster", e);
    }
  }

  /** Ends all its processes, and removes what is not a log: jars and unpacked libraries. */
  @Override
  public void close() {
    List<ProcessHandle> children = descendants().toList();
    processes.forEach(Process::destroyForcibly);
    children.forEach(ProcessHandle::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
    children.forEach(process -> process.onExit().join());
    removeAllButLogs();
  }

  private void removeAllButLogs() {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .filter(file -> !file.equals(folder) && !isLog(file))
          .map(Path::toFile)
          .forEach(File::delete); // a folder goes where no log is left in it
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isLog(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".log") || name.equals("stderr") || name.equals("stdout");
  }
}
