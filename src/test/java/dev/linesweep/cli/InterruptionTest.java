package dev.linesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.report.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** In JVMs of their own, which end. */
class InterruptionTest {
  /** What Spark does when too many executors have failed. */
  static final class EndsItself {
    public static void main(String[] args) throws InterruptedException {
      watch(args[0]);
      new Thread(() -> System.exit(11), "spark").start();
      TimeUnit.MINUTES.sleep(1);
    }
  }

  /** Waits for a signal. */
  static final class Waits {
    public static void main(String[] args) throws InterruptedException {
      watch(args[0]);
      System.out.println("waits");
      TimeUnit.MINUTES.sleep(1);
    }
  }

  private static void watch(String begun) {
    Interruption interruption =
        Interruption.watch(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    if (begun.equals("begun")) {
      interruption.stopInGoodOrder(interruption::close);
    }
  }

  @Test
  void sparkThatEndsTheDriverIsNoCtrlC() throws Exception {
    Process process = start(EndsItself.class, "starts");

    assertThat(text(process))
        .contains("Spark ended this driver (its log says why). The sweep had not begun.")
        .doesNotContain("Interrupted");
    assertThat(process.waitFor()).isEqualTo(ExitCode.FAILED.number());
  }

  @Test
  void sparkThatEndsTheDriverInASweepLosesNothing() throws Exception {
    Process process = start(EndsItself.class, "begun");

    assertThat(text(process)).contains("(its log says why). Finished blocks are kept");
    assertThat(process.waitFor()).isEqualTo(ExitCode.FAILED.number());
  }

  @Test
  void aSignalIsAnInterruption() throws Exception {
    Process process = start(Waits.class, "starts");
    process.getInputStream().read();
    process.toHandle().destroy(); // Process.destroy closes its streams, too.

    assertThat(text(process)).contains("Interrupted before the sweep began.");
    assertThat(process.waitFor()).isEqualTo(ExitCode.INTERRUPTED.number());
  }

  private static Process start(Class<?> main, String argument) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            argument)
        .redirectErrorStream(true)
        .start();
  }

  private static String text(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
