package dev.linesweep.spark.job;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SerializableWritable;
import org.apache.spark.api.java.JavaFutureAction;

/** The results of a running job. */
public final class PendingResults<R> {
  private final JavaFutureAction<List<SerializableWritable<Carried<R>>>> job;

  PendingResults(JavaFutureAction<List<SerializableWritable<Carried<R>>>> job) {
    this.job = job;
  }

  /** Waits for the results and returns them in the order of the elements. */
  public List<R> get() throws InterruptedException, ExecutionException {
    return job.get().stream().map(Carried::value).toList();
  }

  /** Cancels the job; does nothing if it has ended. */
  public void cancel() {
    if (!job.isDone()) {
      job.cancel(true);
    }
  }
}
