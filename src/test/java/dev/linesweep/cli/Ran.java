package dev.linesweep.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;

/**
 * What a command did that ran in this JVM.
 *
 * @param err standard error without the log, which keeps the stream it began with
 */
public record Ran(int code, String out, String err) {
  static {
    Path log =
        Path.of(System.getProperty("linesweep.basedir", "")).resolve("conf/log4j2.properties");
    System.setProperty("log4j2.configurationFile", log.toUri().toString());
    System.setProperty("linesweep.log.level", "error");
    LogManager.getLogger(Ran.class).debug("the log keeps today's standard error");
  }

  /** Runs a command; both streams are captured. */
  public static synchronized Ran command(String... args) {
    PrintStream realOut = System.out;
    PrintStream realErr = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, UTF_8));
    System.setErr(new PrintStream(err, true, UTF_8));
    try {
      int code = Main.run(args);
      return new Ran(code, out.toString(UTF_8), err.toString(UTF_8));
    } finally {
      System.setOut(realOut);
      System.setErr(realErr);
    }
  }

  /** {@code run JOB --out OUT} on a local master, with a log that is quiet. */
  public static Ran sweep(String master, Path job, Path out, String... more) {
    List<String> args = new ArrayList<>(List.of("run", job.toString()));
    args.addAll(List.of("--out", out.toString(), "--master", master));
    args.addAll(List.of("--conf", "spark.sql.shuffle.partitions=2"));
    args.addAll(List.of(more));
    return command(args.toArray(String[]::new));
  }
}
