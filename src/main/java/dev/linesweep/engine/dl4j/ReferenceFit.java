package dev.linesweep.engine.dl4j;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.check.Drift;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.TrainingSpec;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Fits one trajectory by plain DL4J, for the check of the winner and for replay: no code of
 * Linesweep is in the network, its updater, its penalties or its loss, except for the product of
 * the loss's gradient and the row weights if there are some.
 */
public final class ReferenceFit {
  /** How long a fit may take before it stops at the epoch it has reached. */
  public static final Duration LIMIT = Duration.ofSeconds(60);

  /** The clock, which is not the wall clock, since that may jump. */
  static final InstantSource STEADY = () -> Instant.EPOCH.plusNanos(System.nanoTime());

  private ReferenceFit() {}

  /**
   * The result of a fit.
   *
   * @param snapshots of one column, at those of the epochs asked for that were reached
   * @param trainedEpochs how many epochs were trained
   * @param complete false if the time limit ended the fit before the last epoch asked for
   */
  public record Result(Snapshots snapshots, int trainedEpochs, boolean complete)
      implements Serializable {

    /** How far a trained column is from this fit at each epoch that both have recorded. */
    public List<Drift> drift(Samples samples, Snapshots trained, int column) {
      return Drift.between(samples, trained, column, snapshots, 0);
    }
  }

  /**
   * Fits from the initial weights to the last of the epochs, within {@link #LIMIT}.
   *
   * @param epochs at which weights and errors are recorded, increasing
   */
  public static Result of(
      TrainingSpec training, Trajectory trajectory, int[] epochs, Samples samples) {
    return of(training, trajectory, epochs, samples, LIMIT, STEADY);
  }

  /** Fits within a limit of the clock's time; the epoch under way is always finished. */
  public static Result of(
      TrainingSpec training,
      Trajectory trajectory,
      int[] epochs,
      Samples samples,
      Duration limit,
      InstantSource clock) {
    try (Fit fit = new Fit(training, trajectory, samples, epochs)) {
      return fit.run(epochs, limit, clock);
    }
  }

  private static final class Fit implements AutoCloseable {
    private final Network network;
    private final Batches batches;
    private final NetworkRecorder recorder;

    Fit(TrainingSpec training, Trajectory trajectory, Samples samples, int[] epochs) {
      Nd4jRuntime.start();
      Nd4jRuntime.useOneThreadHere();
      this.network =
          Network.single(new BlockTraining(training, List.of(trajectory), epochs), 0, samples);
      this.batches =
          new Batches(samples.train(), trajectory.batchSize(), 1, training.shuffleSeed());
      this.recorder = new NetworkRecorder(samples, training.loss(), 1, epochs);
    }

    Result run(int[] epochs, Duration limit, InstantSource clock) {
      Instant end = clock.instant().plus(limit);
      int last = epochs[epochs.length - 1];
      int epoch = 0;
      while (epoch < last && !recorder.allDiverged() && clock.instant().isBefore(end)) {
        network.begin(++epoch);
        batches.of(epoch).forEach(network::fit);
        recorder.after(epoch, network);
      }
      boolean complete = epoch == last || recorder.allDiverged();
      Snapshots all = recorder.finish();
      return new Result(complete ? all : all.upTo(epoch), epoch, complete);
    }

    @Override
    public void close() {
      batches.close();
      network.close();
    }
  }
}
