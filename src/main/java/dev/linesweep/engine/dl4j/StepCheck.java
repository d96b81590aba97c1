package dev.linesweep.engine.dl4j;

import dev.linesweep.data.InitialWeights;
import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.engine.check.EquivalenceGate;
import dev.linesweep.engine.check.EquivalenceGate.Verdict;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.TrainingSpec;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.function.IntFunction;

/**
 * Trains a block by an engine, and one of its columns next to it by plain DL4J: before each of its
 * steps the network of plain DL4J is put where the engine's column stood, its optimizer continues
 * from its own gradients, and {@link EquivalenceGate} compares where the two come.
 */
public final class StepCheck {

  private StepCheck() {}

  /**
   * The result of the check.
   *
   * @param snapshots of the column that was compared; at no epoch if the time limit ended it
   * @param complete false if the time limit ended it
   */
  public record Result(Snapshots snapshots, Verdict verdict, boolean complete)
      implements Serializable {}

  /** Trains to the block's last epoch, within a limit of time for the steps that are compared. */
  public static Result of(Engine engine, BlockTraining block, int column, Samples samples) {
    return of(engine, block, column, samples, ReferenceFit.LIMIT, ReferenceFit.STEADY);
  }

  static Result of(
      Engine engine,
      BlockTraining block,
      int column,
      Samples samples,
      Duration limit,
      InstantSource clock) {
    EquivalenceGate gate = new EquivalenceGate(block, column, samples);
    Instant end = clock.instant().plus(limit);
    try (Beside beside = new Beside(block, column, samples, gate, clock, end)) {
      Snapshots trained = engine.train(block, samples, beside);
      return new Result(trained.column(column), gate.verdict(true), true);
    } catch (OutOfTimeException e) {
      Snapshots none =
          Snapshots.none(1, samples.shape().features(), samples.shape().hasValidation());
      return new Result(none, gate.verdict(false), false);
    }
  }

  /** Ends a training whose steps take too long to compare. */
  private static final class OutOfTimeException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;
  }

  private static final class Beside implements TrainingWatch, AutoCloseable {
    private final EquivalenceGate gate;
    private final int column;
    private final InstantSource clock;
    private final Instant end;
    private final Network network;
    private final Batches batches;
    private Iterator<Batches.Batch> batch;
    private int epoch = 1;
    private float[] before;

    Beside(
        BlockTraining block,
        int column,
        Samples samples,
        EquivalenceGate gate,
        InstantSource clock,
        Instant end) {
      Nd4jRuntime.start();
      Nd4jRuntime.useOneThreadHere();
      TrainingSpec training = block.training();
      Trajectory trajectory = block.columns().get(column);
      this.gate = gate;
      this.column = column;
      this.clock = clock;
      this.end = end;
      this.network = Network.single(block, column, samples);
      this.batches =
          new Batches(samples.train(), trajectory.batchSize(), 1, training.shuffleSeed());
      this.batch = batches.of(epoch).iterator();
      this.before = InitialWeights.of(training.init(), trajectory.seed(), samples);
    }

    @Override
    public boolean seesSteps() {
      return !gate.ended();
    }

    @Override
    public void stepped(IntFunction<float[]> weights) {
      if (gate.ended()) {
        return;
      }
      if (!clock.instant().isBefore(end)) {
        throw new OutOfTimeException();
      }
      if (!batch.hasNext()) {
        network.begin(++epoch);
        batch = batches.of(epoch).iterator();
      }
      float[] trained = weights.apply(column);
      network.write(before);
      network.fit(batch.next());
      network.read();
      gate.step(before, trained, network.weights(0));
      before = trained;
    }

    @Override
    public void close() {
      batches.close();
      network.close();
    }
  }
}
