package dev.linesweep.run;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.Samples;
import dev.linesweep.model.Baselines;
import dev.linesweep.model.ClosedFormCost;
import dev.linesweep.report.SweepListener;
import dev.linesweep.spark.SweepFailure;
import dev.linesweep.spec.Loss;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongPredicate;

/**
 * The baselines of a sweep, fitted on their own thread while the executors train. A failed fit adds
 * a note and never ends the sweep.
 */
final class BackgroundBaselines implements AutoCloseable {
  /** A shorter wait needs no note. */
  private static final Duration UNNOTICED = Duration.ofMillis(500);

  /** The share of the free heap that a fit may use. */
  private static final double SHARE = 0.7;

  private final FutureTask<Baselines> simple;
  private final FutureTask<Baselines> all;

  private BackgroundBaselines(FutureTask<Baselines> simple, FutureTask<Baselines> all) {
    this.simple = simple;
    this.all = all;
  }

  /** Starts the fits. */
  static BackgroundBaselines start(Prepared prepared) {
    Matrix matrix = prepared.data().matrix();
    Samples samples = prepared.samples();
    Loss loss = prepared.spec().training().loss();
    ClosedFormCost cost = ClosedFormCost.of(prepared.plan());
    FutureTask<Baselines> simple =
        new FutureTask<>(
            () -> Baselines.simple(matrix, samples, loss, prepared.data().columnBaselines()));
    FutureTask<Baselines> all =
        new FutureTask<>(() -> fitted(simple.get(), matrix, samples, loss, cost, hasRoom()));
    Thread thread =
        new Thread(
            () -> {
              simple.run();
              all.run();
            },
            "linesweep-baselines");
    thread.setDaemon(true);
    thread.start();
    return new BackgroundBaselines(simple, all);
  }

  private static LongPredicate hasRoom() {
    return bytes -> {
      Runtime heap = Runtime.getRuntime();
      long free = heap.maxMemory() - heap.totalMemory() + heap.freeMemory();
      return bytes < SHARE * free;
    };
  }

  private static Baselines fitted(
      Baselines simple,
      Matrix matrix,
      Samples samples,
      Loss loss,
      ClosedFormCost cost,
      LongPredicate room)
      throws InterruptedException {
    try {
      return simple.withClosedForms(matrix, samples, loss, cost, room);
    } catch (RuntimeException | OutOfMemoryError e) {
      return simple.noting(List.of("Least squares is left out: the fit failed with " + e + "."));
    }
  }

  /** The baselines that need no fit: the label's mean and median, and baseline columns. */
  Baselines simple() throws InterruptedException {
    return result(simple);
  }

  /** All baselines that are ready after a short wait; those still being fitted are missing. */
  Baselines within(Duration wait, SweepListener listener) throws InterruptedException {
    try {
      if (!isDoneWithin(UNNOTICED)) {
        listener.note("waiting for the fit of least squares…");
        if (!isDoneWithin(wait)) {
          listener.note(
              "least squares is still being fitted: it is not in the table, but will be in"
                  + " best/model.json and report.html");
          return simple();
        }
      }
      return result(all);
    } catch (ExecutionException e) {
      throw SweepFailure.of("the baselines cannot be computed", e);
    }
  }

  private boolean isDoneWithin(Duration wait) throws InterruptedException, ExecutionException {
    try {
      all.get(wait.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** All baselines, once they are fitted. */
  Baselines all() throws InterruptedException {
    return result(all);
  }

  private static Baselines result(Future<Baselines> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw SweepFailure.of("the baselines cannot be computed", e);
    }
  }

  /** Ends a fit that is no longer needed. */
  @Override
  public void close() {
    simple.cancel(true);
    all.cancel(true);
  }
}
