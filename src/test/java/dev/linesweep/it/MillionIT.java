package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.linesweep.fixture.Browser;
import dev.linesweep.fixture.Ran;
import dev.linesweep.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million trials: plain DL4J beside a seeded sample of them, and the page that shows them. */
@Tag("long")
class MillionIT {
  private static final int SAMPLE = 12;
  private static final int TRIALS = 1_000_000;
  private static final int MOST_BYTES = 5_000_000;
  private static final double MOST_OF_SWEEP = 0.1;
  private static final double MOST_MILLISECONDS = 2000;

  @TempDir private static Path folder;
  private static Path out;
  private static Duration took;

  @BeforeAll
  static void sweep() {
    Path job = Path.of(System.getProperty("linesweep.basedir"), "jobs", "million.yaml");
    out = folder.resolve("out");
    long began = System.nanoTime();
    Ran sweep = Ran.sweep("local[2]", job, out);
    took = Duration.ofNanos(System.nanoTime() - began);
    assertThat(sweep.code()).as(sweep.err()).isEqualTo(ExitCode.OK.number());
  }

  @Test
  void aSampleOfAMillionTrialsIsWhatPlainDl4jTrains() {
    Random random = new Random(13);
    for (int i = 0; i < SAMPLE; i++) {
      String rank = Integer.toString(1 + random.nextInt(TRIALS));
      Ran replay =
          Ran.command("replay", out.toString(), "--trial", rank, "--master", "local[2]", "--quiet");
      assertThat(replay.code()).as("rank %s: %s", rank, replay.out()).isZero();
      assertThat(replay.out()).contains("EQUAL up to rounding");
    }
  }

  @Test
  void itsPageIsSmallAndTakesLittleOfTheSweep() throws IOException {
    Path page = out.resolve("report.html");
    double share = (double) between(out.resolve("provenance.json"), page) / took.toMillis();
    System.out.printf("page: %,d bytes, %.1f %% of the sweep%n", Files.size(page), 100 * share);
    assertThat(Files.size(page)).isLessThan(MOST_BYTES);
    assertThat(share).isPositive().isLessThan(MOST_OF_SWEEP);
  }

  /** The page is written right after the provenance. */
  private static long between(Path earlier, Path later) throws IOException {
    return Files.getLastModifiedTime(later).toMillis()
        - Files.getLastModifiedTime(earlier).toMillis();
  }

  @Test
  void itsPageIsSoonOpen() throws Exception {
    assumeTrue(Browser.installed().isPresent(), "no browser is installed");
    try (Browser browser = Browser.start(Files.createDirectory(folder.resolve("profile")))) {
      browser.open(out.resolve("report.html"), 1400, false); // the browser's own start
      Browser.Page page = browser.open(out.resolve("report.html"), 1400, false);
      double milliseconds =
          page.value("performance.getEntriesByType('navigation')[0].loadEventStart").asDouble();
      System.out.printf("page: drawn %.0f ms after it was asked for%n", milliseconds);
      assertThat(page.errors()).isEmpty();
      assertThat(milliseconds).isPositive().isLessThan(MOST_MILLISECONDS);
    }
  }
}
