package dev.linesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SparkOptionsTest {
  @Command
  private static final class Any {
    @Mixin private final SparkOptions options = new SparkOptions();
  }

  @Test
  void applicationIsCalledByItsJob() {
    assertThat(name()).isEqualTo("linesweep housing");
  }

  /** spark-submit names it by its class where nobody else does. */
  @Test
  void nameThatSparkSubmitMadeUpIsReplaced() {
    assertThat(name("--conf", "spark.app.name=dev.linesweep.cli.Main"))
        .isEqualTo("linesweep housing");
  }

  @Test
  void nameThatSomebodyGaveIsKept() {
    assertThat(name("--conf", "spark.app.name=mine")).isEqualTo("mine");
    assertThat(name("--name", "mine")).isEqualTo("mine");
    assertThat(name("--name", "mine", "--conf", "spark.app.name=other")).isEqualTo("mine");
  }

  /** Else a long block stands at one share for ten seconds. */
  @Test
  void heartbeatsCarryTheProgressEveryFewSeconds() {
    String key = "spark.executor.heartbeatInterval";
    assertThat(conf("--master", "spark://host:7077").get(key)).isEqualTo("3s");
    assertThat(conf("--master", "yarn", "--conf", key + "=20s").get(key)).isEqualTo("20s");
  }

  private static String name(String... args) {
    return conf(args).get("spark.app.name");
  }

  private static SparkConf conf(String... args) {
    Any command = new Any();
    new CommandLine(command).parseArgs(args);
    return command.options.conf("linesweep housing");
  }
}
