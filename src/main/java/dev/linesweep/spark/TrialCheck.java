package dev.linesweep.spark;

import dev.linesweep.data.Samples;
import dev.linesweep.data.Shape;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.engine.check.EquivalenceGate;
import dev.linesweep.engine.check.EquivalenceGate.Verdict;
import dev.linesweep.engine.check.EvenSample;
import dev.linesweep.engine.dl4j.Nd4jRuntime;
import dev.linesweep.engine.dl4j.ReferenceFit;
import dev.linesweep.engine.dl4j.StepCheck;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trial;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.TrainingSpec;
import java.io.Serializable;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Fits a trial with plain DL4J, trains it again with the sweep's engine, and compares the two. *
 *
 * <p>On a sample of the rows, the two are compared only with each other. If the engine repeats its
 * bits, a training on all rows, without ND4J, then checks that it still gives the journal's result.
 *
 * @param recorded one column with the trial's trajectory in the sweep; may be empty
 * @param mates the trajectories of the same block
 * @param lastEpoch the last of the trial's epochs to fit
 */
public record TrialCheck(
    Trial trial, Snapshots recorded, BlockMates mates, int lastEpoch, EvenSample sample)
    implements Serializable {

  /**
   * Fits, trains and compares.
   *
   * @param engine the sweep's engine, started after the fit by plain DL4J
   * @param all the trial's data
   */
  PlainFit of(SweepPlan plan, Supplier<Engine> engine, Samples all) {
    Samples some = sample.of(all);
    boolean tooFew = PlainFit.tooFewEarly(recorded.epochs(), plan.curveEpochs(), trial.epochs());
    int[] compared = compared(tooFew ? plan.curveEpochs() : new int[0]);
    TrainingSpec training = plan.spec().training();
    ReferenceFit.Result fit = ReferenceFit.of(training, trial.trajectory(), compared, some);
    int last = tooFew ? fit.trainedEpochs() : Math.min(lastEpoch, EquivalenceGate.LAST_GATED);
    BlockTraining block = new BlockTraining(training, mates.columns(), epochs(compared, last));
    StepCheck.Result steps =
        recorded.epochCount() == 0 || last == 0
            ? new StepCheck.Result(none(all), new Verdict(List.of()), true)
            : StepCheck.of(engine.get(), block, mates.column(), some);
    EngineKind kind = plan.spec().engine().kind();
    PlainFit.Setup setup =
        new PlainFit.Setup(
            Nd4jRuntime.backend().orElse(""), some.train().rows(), all.train().rows());
    return setup.sampled()
        ? onSome(kind, steps, again(kind, steps, engine, block, all), fit, some, setup)
        : PlainFit.of(trial, kind, recorded, steps, fit, all, setup);
  }

  /** The engine's training on all rows if it repeats its bits; else empty. */
  private Snapshots again(
      EngineKind kind,
      StepCheck.Result steps,
      Supplier<Engine> engine,
      BlockTraining block,
      Samples all) {
    return kind.repeatsBits() && steps.snapshots().epochCount() > 0
        ? engine.get().train(block, all).column(mates.column())
        : none(all);
  }

  private PlainFit onSome(
      EngineKind kind,
      StepCheck.Result steps,
      Snapshots again,
      ReferenceFit.Result fit,
      Samples some,
      PlainFit.Setup setup) {
    return new PlainFit(
        trial,
        kind,
        recorded,
        new StepCheck.Result(again, steps.verdict(), steps.complete()),
        fit,
        new PlainFit.Apart(fit.drift(some, steps.snapshots(), 0), 0),
        setup);
  }

  private int[] compared(int... more) {
    return PlainFit.upTo(lastEpoch, union(recorded.epochs(), new int[] {lastEpoch}, more));
  }

  private int[] epochs(int[] compared, int last) {
    return union(PlainFit.upTo(last, compared), new int[] {Math.min(last, trial.epochs())});
  }

  private static int[] union(int[]... epochs) {
    return Stream.of(epochs).flatMapToInt(IntStream::of).sorted().distinct().toArray();
  }

  private static Snapshots none(Samples samples) {
    Shape shape = samples.shape();
    return Snapshots.none(1, shape.features(), shape.hasValidation());
  }
}
