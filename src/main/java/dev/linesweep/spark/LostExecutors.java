package dev.linesweep.spark;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** The executors that were lost with a task in them. */
final class LostExecutors extends SparkListener {
  private final Set<String> ids = ConcurrentHashMap.newKeySet();

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.reason() instanceof ExecutorLostFailure lost) {
      ids.add(lost.execId());
    }
  }

  int count() {
    return ids.size();
  }
}
