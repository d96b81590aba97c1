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
 * The master of a standalone cluster, or several of which one is at work. Spark tries to reach it
 * for a minute; if that fails, it gives a context that is stopped, and no exception.
 *
 * @param url {@code spark://host:port,host:port}
 */
record StandaloneMaster(String url) {
  private static final String SCHEME = "spark://";

  /** What Spark calls an application that no master has named. */
  private static final String UNNAMED = "spark-application-";

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** The one that the settings name, if they name one. */
  static Optional<StandaloneMaster> of(SparkConf conf) {
    return Optional.of(conf.get("spark.master", ""))
        .filter(master -> master.startsWith(SCHEME))
        .map(StandaloneMaster::new);
  }

  /**
   * @throws JobException if the master never took the application; says what is seen of it
   */
  void requireTaken(SparkContext context) {
    if (!context.isStopped() && !context.applicationId().startsWith(UNNAMED)) {
      return;
    }
    context.stop();
    throw new JobException(
        "the Spark master at %s does not take this application: %s".formatted(url, sight().words));
  }

  /** What is told while it does not answer. */
  String waiting() {
    return "the Spark master at %s does not answer yet (%s); Spark tries for a minute"
        .formatted(url, sight().brief);
  }

  /** What can be seen of a machine and its port. */
  enum Sight {
    UNKNOWN(
        "there is no machine of this name",
        "there is no machine of this name. Correct --master; the master's page and its log show"
            + " its URL."),
    SILENT(
        "nothing listens there",
        "nothing listens there. Start it, or correct --master; the master's page and its log show"
            + " its URL."),
    LISTENING(
        "something listens there",
        "something listens there, but it does not agree. Is it the master's port (7077) and not"
            + " that of its page, is its Spark of the same version, and are spark.authenticate"
            + " and its secret the same on both sides (--conf spark.authenticate=true --conf"
            + " spark.authenticate.secret=...)?");

    private final String brief;
    private final String words;

    Sight(String brief, String words) {
      this.brief = brief;
      this.words = words;
    }
  }

  /** Of several masters the one of which most is seen. */
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
