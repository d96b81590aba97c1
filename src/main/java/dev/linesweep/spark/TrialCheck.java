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
 * Fits a trial alone by plain DL4J, trains it once more by the sweep's engine next to it, and
 * compares.
 *
 * <p>On a sample of the rows the two are compared with each other only. That the engine still gives
 * what the journal has is then seen on all rows, without ND4J, if it is one that repeats its bits.
 *
 * @param recorded one column with what the sweep keeps of the trial's trajectory; may be empty
 * @param mates what the trajectory was trained with
 * @param lastEpoch of the trial's epochs the last one to fit
 */
public record TrialCheck(
    Trial trial, Snapshots recorded, BlockMates mates, int lastEpoch, EvenSample sample)
    implements Serializable {

  /**
   * Fits, trains and compares.
   *
   * @param engine the sweep's, asked for once plain DL4J has fitted
   * @param all what the trial sees
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

  /** What the engine gives on all rows, if it repeats its bits; else nothing. */
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
