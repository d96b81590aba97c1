package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A million trials need no more driver than ten thousand. */
@Tag("long")
@DisabledOnOs(OS.WINDOWS)
class DriverHeapIT {
  private static final Path JOB =
      Path.of(System.getProperty("linesweep.basedir"), "jobs", "million.yaml");

  /** The heap after a collection, in the JVM's log: {@code GC(7) Pause Full … 600M->45M(1024M)}. */
  private static final Pattern LIVE = Pattern.compile("GC\\(.*Pause Full.*->(\\d+)M\\((\\d+)M\\)");

  private static final Pattern USED = Pattern.compile("GC\\(.*Pause.* (\\d+)M->\\d+M\\(\\d+M\\)");

  @TempDir Path folder;

  @Test
  void aMillionTrialsRunInAHeapOfOneGigabyte() throws Exception {
    long[] small = heap("42", 10_000);
    long[] large = heap("{min: 1, max: 100, count: 100}", 1_000_000);

    System.out.printf(
        "peak heap, and the most that a full collection left: 10,000 trials %d and %d MB;"
            + " 1,000,000 trials %d and %d MB%n",
        small[0], small[1], large[0], large[1]);
    assertThat(large[0]).isLessThan(1024);
    assertThat(large[1]).isLessThan(512);
  }

  /** Used at the most, and left by a full collection at the most, in MB. */
  private long[] heap(String seeds, int trials) throws Exception {
    Path log = folder.resolve("gc-" + trials + ".log");
    List<String> options = List.of("-Xmx1g", "-Xlog:gc:file=" + log, "-XX:MaxHeapFreeRatio=100");
    try (DriverProcess driver =
        DriverProcess.start(
            folder,
            folder.resolve("driver-" + trials + ".log"),
            options,
            "run",
            JOB.toString(),
            "--out",
            folder.resolve("out-" + trials).toString(),
            "--master",
            "local[2]",
            "--set",
            "seed=" + seeds)) {
      assertThat(driver.exitCode()).as(driver.log()).isZero();
      assertThat(driver.log()).containsPattern("%,d of %,d trials".formatted(trials, trials));
    }
    String text = Files.readString(log);
    return new long[] {most(USED, text), most(LIVE, text)};
  }

  private static long most(Pattern pattern, String text) {
    long most = 0;
    for (Matcher found = pattern.matcher(text); found.find(); ) {
      most = Math.max(most, Long.parseLong(found.group(1)));
    }
    return most;
  }
}
