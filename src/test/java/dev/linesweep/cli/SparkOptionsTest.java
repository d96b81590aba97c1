package dev.linesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static String name(String... args) {
    Any command = new Any();
    new CommandLine(command).parseArgs(args);
    return command.options.conf("linesweep housing").get("spark.app.name");
  }
}
