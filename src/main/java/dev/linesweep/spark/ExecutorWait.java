package dev.linesweep.spark;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Waits for executors, which start one after another: until all requested ones have started, none
 * has started for three seconds, or ten seconds after the first one. Without any it continues to
 * wait, as Spark would with the first job, and says so once.
 */
final class ExecutorWait {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration SETTLED = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final AskedExecutors asked;
  private final Cluster cluster;
  private final Consumer<String> notes;

  /** The number of slots, and the passing of time. */
  interface Cluster {
    /** Tasks that Spark can run at once now. */
    int slots();

    /** Whether no executor can start any more. */
    boolean isStopped();

    void pause(Duration time) throws InterruptedException;
  }

  ExecutorWait(AskedExecutors asked, Cluster cluster, Consumer<String> notes) {
    this.asked = asked;
    this.cluster = cluster;
    this.notes = notes;
  }

  void await() throws InterruptedException {
    Duration waited = Duration.ZERO;
    Duration present = Duration.ZERO;
    Duration settled = Duration.ZERO;
    int before = cluster.slots();
    boolean said = false;
    while (!isOver(before, present, settled)) {
      cluster.pause(BETWEEN_LOOKS);
      waited = waited.plus(BETWEEN_LOOKS);
      if (cluster.isStopped()) {
        return;
      }
      int now = cluster.slots();
      present = now == 0 ? Duration.ZERO : present.plus(BETWEEN_LOOKS);
      settled = now == before ? settled.plus(BETWEEN_LOOKS) : Duration.ZERO;
      before = now;
      if (now == 0 && !said && waited.compareTo(PATIENCE) >= 0) {
        notes.accept(nothingCame());
        said = true;
      }
    }
  }

  private boolean isOver(int slots, Duration present, Duration settled) {
    if (slots == 0) {
      return !asked.atStart();
    }
    return asked.isMetBy(slots)
        || settled.compareTo(SETTLED) >= 0
        || present.compareTo(PATIENCE) >= 0;
  }

  private String nothingCame() {
    return ("no executor has started in %d seconds; still waiting. Each needs %s, and starts only"
            + " on a machine that has this much free. To request little: --conf"
            + " spark.executor.cores=1 --conf spark.executor.memory=1g. See the cluster"
            + " manager's page or log for what is missing.")
        .formatted(PATIENCE.toSeconds(), asked.each());
  }
}
