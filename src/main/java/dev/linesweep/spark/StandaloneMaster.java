package dev.linesweep.spark;

import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/**
 * The master of a standalone cluster, or several of which one is active. Spark tries to reach it
 * for a minute; if that fails, it returns a stopped context instead of an exception.
 *
 * @param url {@code spark://host:port,host:port}
 */
record StandaloneMaster(String url) {
  private static final String SCHEME = "spark://";

  /** The beginning of the id that Spark gives to an application without a master. */
  private static final String UNNAMED = "spark-application-";

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** The master that the settings name, if any. */
  static Optional<StandaloneMaster> of(SparkConf conf) {
    return Optional.of(conf.get("spark.master", ""))
        .filter(master -> master.startsWith(SCHEME))
        .map(StandaloneMaster::new);
  }

  /**
   * @throws JobException if the master did not accept the application; says what is known about the
   *     master
   */
  void requireTaken(SparkContext context) {
    if (!context.isStopped() && !context.applicationId().startsWith(UNNAMED)) {
      return;
    }
    context.stop();
    throw new JobException(
        "the Spark master at %s does not accept this application: %s"
            .formatted(url, sight().words));
  }

  /** The note while the master does not answer. */
  String waiting() {
    return "the Spark master at %s does not answer yet (%s); Spark tries for a minute"
        .formatted(url, sight().brief);
  }

  /** What is known about a machine and its port. */
  enum Sight {
    UNKNOWN(
        "no machine has this name",
        "no machine has this name. Correct --master; the master's page and its log show"
            + " its URL."),
    SILENT(
        "nothing listens there",
        "nothing listens there. Start it, or correct --master; the master's page and its log show"
            + " its URL."),
    LISTENING(
        "something listens there",
        "something listens there, but it does not accept the connection. Check that this is the"
            + " master's port (7077) and not that of its page, that both sides have the same"
            + " version of Spark, and that spark.authenticate and its secret are the same on both"
            + " sides (--conf spark.authenticate=true --conf spark.authenticate.secret=...).");

    private final String brief;
    private final String words;

    Sight(String brief, String words) {
      this.brief = brief;
      this.words = words;
    }
  }

  /** The best of the answers of several masters. */
  Sight sight() {
    return Stream.of(url.substring(SCHEME.length()).split(","))
        .map(StandaloneMaster::sight)
        .max(Enum::compareTo)
        .orElse(Sight.UNKNOWN);
  }

  private static Sight sight(String address) {
    List<String> parts = List.of(address.split(":(?=\\d+$)"));
    if (parts.size() < 2) {
      return Sight.UNKNOWN;
    }
    InetSocketAddress at = new InetSocketAddress(parts.get(0), Integer.parseInt(parts.get(1)));
    if (at.isUnresolved()) {
      return Sight.UNKNOWN;
    }
    try (Socket socket = new Socket()) {
      socket.connect(at, (int) PATIENCE.toMillis());
      return Sight.LISTENING;
    } catch (IOException e) {
      return Sight.SILENT;
    }
  }
}
