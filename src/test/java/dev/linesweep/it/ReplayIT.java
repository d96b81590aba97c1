package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Ran;
import dev.linesweep.report.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code replay} as it is typed. */
class ReplayIT {
  @TempDir Path folder;

  @Test
  void exitCodesSayWhetherTheTrialIsPlainDl4js() throws Exception {
    Path job =
        Files.writeString(
            folder.resolve("job.yaml"),
            """
            name: line
            data: {line: {}, standardize: none}
            parameters: {optimizer: adam, learning_rate: 0.01, epochs: {values: [1, 30]}}
            engine: fused
            """);
    Path out = folder.resolve("out");
    assertThat(Ran.sweep("local[2]", job, out).code()).isZero();

    Ran best = replay(out, "best");
    assertThat(best.code()).as(best.err()).isEqualTo(ExitCode.OK.number());
    assertThat(best.out()).startsWith("Trial ").contains("EQUAL up to rounding");
    assertThat(best.err()).contains("local[2]");

    Ran unknown = replay(out, "0123");
    assertThat(unknown.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(unknown.err()).contains("no trial \"0123\" among its 2");

    try (var blocks = Files.newDirectoryStream(out.resolve("journal"), "*.block")) {
      for (Path block : blocks) {
        Files.delete(block);
      }
    }
    Ran nothing = replay(out, "2");
    assertThat(nothing.code()).isEqualTo(ExitCode.FAILED.number());
    assertThat(nothing.out()).contains("nothing to compare");
  }

  private static Ran replay(Path out, String trial) {
    return Ran.command("replay", out.toString(), "--trial", trial, "--master", "local[2]");
  }
}
