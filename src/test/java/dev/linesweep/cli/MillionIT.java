package dev.linesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.report.ExitCode;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million trials, and plain DL4J beside a seeded sample of them. */
@Tag("long")
class MillionIT {
  private static final int SAMPLE = 12;
  private static final int TRIALS = 1_000_000;

  @TempDir private Path folder;

  @Test
  void aSampleOfAMillionTrialsIsWhatPlainDl4jTrains() {
    Path job = Path.of(System.getProperty("linesweep.basedir"), "jobs", "million.yaml");
    Path out = folder.resolve("out");
    Ran sweep = Ran.sweep("local[2]", job, out);
    assertThat(sweep.code()).as(sweep.err()).isEqualTo(ExitCode.OK.number());

    Random random = new Random(13);
    for (int i = 0; i < SAMPLE; i++) {
      String rank = Integer.toString(1 + random.nextInt(TRIALS));
      Ran replay =
          Ran.command("replay", out.toString(), "--trial", rank, "--master", "local[2]", "--quiet");
      assertThat(replay.code()).as("rank %s: %s", rank, replay.out()).isZero();
      assertThat(replay.out()).contains("EQUAL up to rounding");
    }
  }
}
