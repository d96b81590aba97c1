package dev.linesweep.cli;

import dev.linesweep.spark.HadoopSettings;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that go to Spark, named as spark-submit names them. */
final class SparkOptions {
  private static final String SUBMITTED_NAME = Main.class.getName();

  /** They carry the progress of blocks in training. Spark's own default is ten seconds. */
  private static final String HEARTBEATS = "spark.executor.heartbeatInterval";

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark master; default local[*], or what spark-submit was given")
  private @Nullable String master;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "what Spark calls the application; default: linesweep and the job's name")
  private @Nullable String name;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "a Spark setting; may be repeated")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--properties-file",
      paramLabel = "FILE",
      description = "Spark settings, one per line, such as those under conf/")
  private @Nullable Path propertiesFile;

  @Option(
      names = "--packages",
      paramLabel = "COORDINATES",
      description =
          "Maven coordinates of jars for the data source, fetched by spark-submit; with it, before"
              + " the name of Linesweep's jar")
  private @Nullable String packages; // bin/linesweep hands it to spark-submit before it comes here

  /** Settings in rising order of precedence: file, --conf, --master and --name. */
  SparkConf conf(String applicationName) {
    if (packages != null) {
      throw new JobException(
          "--packages comes too late here: spark-submit fetches jars, and only reads the options before the name of Linesweep's jar. Write spark-submit --packages %s --class dev.linesweep.cli.Main …, or use bin/linesweep."
              .formatted(packages));
    }
    SparkConf conf = new SparkConf();
    boolean submitted = conf.contains("spark.submit.deployMode");
    if (propertiesFile != null) {
      addFile(conf, propertiesFile);
    }
    settings.forEach(setting -> add(conf, setting));
    if (master != null) {
      conf.setMaster(master);
    }
    if (!submitted) {
      requireNoJars(conf);
    }
    conf.setIfMissing("spark.master", "local[*]");
    nameApplication(conf, applicationName);
    conf.setIfMissing(HEARTBEATS, SparkHandle.isLocal(conf) ? "2s" : "3s");
    if (!submitted && SparkHandle.isLocal(conf)) {
      conf.setIfMissing("spark.ui.enabled", "false");
      conf.setIfMissing("spark.driver.host", "localhost");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    return conf;
  }

  /** If it has no name; one that nobody named has that of its class from spark-submit. */
  private void nameApplication(SparkConf conf, String otherwise) {
    if (name != null) {
      conf.setAppName(name);
    } else if (conf.get("spark.app.name", SUBMITTED_NAME).equals(SUBMITTED_NAME)) {
      conf.setAppName(otherwise);
    }
  }

  /** Without spark-submit nobody fetches them, and the driver would not see them. */
  private static void requireNoJars(SparkConf conf) {
    for (String option : List.of("packages", "jars")) {
      String key = option.equals("jars") ? "spark.jars" : "spark.jars.packages";
      if (!conf.get(key, "").isBlank()) {
        throw new JobException(
            "%s has no effect here: only spark-submit fetches jars. Write bin/linesweep … --%s %s, which goes through it."
                .formatted(key, option, conf.get(key)));
      }
    }
  }

  /** How to reach files without starting Spark. */
  Configuration hadoop() {
    return HadoopSettings.of(conf(""));
  }

  /**
   * Starts Spark and says what it started.
   *
   * @param talk how much of Spark's log to show
   * @param nd4j whether the command uses ND4J in this JVM, if tasks run in it
   * @param notes takes the line
   */
  static SparkHandle start(SparkConf conf, Talk talk, boolean nd4j, Consumer<String> notes)
      throws InterruptedException {
    ConsoleLog.tidy(SparkHandle.isLocal(conf), talk == Talk.VERBOSE);
    SparkHandle spark = SparkHandle.start(conf, nd4j, notes);
    spark.awaitExecutors(notes);
    notes.accept(spark.headline());
    return spark;
  }

  /** Starts Spark without a word; its log is told as a terminal shows it. */
  static SparkHandle start(SparkConf conf, Talk talk, boolean nd4j) {
    ConsoleLog.tidy(SparkHandle.isLocal(conf), talk == Talk.VERBOSE);
    return SparkHandle.start(conf, nd4j, note -> {});
  }

  private static void add(SparkConf conf, String setting) {
    int equals = setting.indexOf('=');
    if (equals < 1) {
      throw new JobException("--conf must be KEY=VALUE but was \"" + setting + "\"");
    }
    conf.set(setting.substring(0, equals).strip(), setting.substring(equals + 1).strip());
  }

  private static void addFile(SparkConf conf, Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new JobException("--properties-file: cannot read \"" + file + "\": " + reason(e));
    }
    for (String key : properties.stringPropertyNames()) {
      if (key.startsWith("spark.")) {
        conf.set(key, properties.getProperty(key).strip());
      }
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "there is no such file"
        : String.valueOf(e.getMessage());
  }
}
