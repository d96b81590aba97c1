package dev.linesweep.run;

import dev.linesweep.data.Sha256;
import dev.linesweep.spec.SpecWriter;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.spec.TrackingSpec;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/**
 * A digest of everything except the data that decides how a job is read and trained: the job
 * itself, the Spark settings that can affect its rows, the time zone and the program. Equal
 * commands have equal stamps; if a stamp differs, the data is read again. The stamp contains no
 * secrets.
 */
public final class CommandStamp {
  /** Settings that affect no row, and settings that may hold secrets. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "spark\\.(app\\.|master$|ui\\.|driver\\.|executor\\.|submit\\.).*"
              + "|(?i)(?!spark\\.sql\\.).*(secret|password|passwd|token|credential|key).*");

  private CommandStamp() {}

  /** The stamp of a job as typed; empty if the program cannot tell its own version. */
  public static Optional<String> of(SweepSpec spec, SparkConf conf) {
    return program().map(program -> digest(spec, conf, program));
  }

  private static String digest(SweepSpec spec, SparkConf conf, String program) {
    TreeMap<String, String> settings = new TreeMap<>();
    Stream.of(conf.getAll())
        .filter(setting -> !LEFT_OUT.matcher(setting._1()).matches())
        .forEach(setting -> settings.put(setting._1(), setting._2()));
    MessageDigest digest = Sha256.digest();
    String all =
        String.join(
            "\n\n",
            SpecWriter.write(spec.withTracking(TrackingSpec.NONE)),
            settings.toString(),
            TimeZone.getDefault().getID(),
            program);
    digest.update(all.getBytes(StandardCharsets.UTF_8));
    return Sha256.half(digest);
  }

  /** Version, size and time of the jar, or of all class files if there is no jar. */
  private static Optional<String> program() {
    CodeSource source = CommandStamp.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(Path.of(source.getLocation().toURI()))) {
      long bytes = 0;
      long latest = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
        latest = Math.max(latest, Files.getLastModifiedTime(file).toMillis());
      }
      return Optional.of("%s, %d bytes of %d".formatted(Origins.version(), bytes, latest));
    } catch (IOException | URISyntaxException | RuntimeException unknown) {
      return Optional.empty();
    }
  }
}
