package dev.linesweep.spark;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Waits for executors, which come one after the other once an application has begun: until those
 * that were asked for are there, no more have come for three seconds, or ten seconds after the
 * first. As long as there is none it goes on waiting, as Spark would with the first job, and says
 * so once.
 */
final class ExecutorWait {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration SETTLED = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final AskedExecutors asked;
  private final Cluster cluster;
  private final Consumer<String> notes;

  /** What is asked and what time it takes. */
  interface Cluster {
    /** Tasks that it runs at once now. */
    int slots();

    /** Whether nothing can come any more. */
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
    return ("no executor has started in %d seconds; still waiting. Each asks for %s: a machine with"
            + " less, or with less free, starts none. --conf spark.executor.cores=1 --conf"
            + " spark.executor.memory=1g asks for little; what the cluster lacks, its manager"
            + " says.")
        .formatted(PATIENCE.toSeconds(), asked.each());
  }
}
