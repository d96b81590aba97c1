package dev.linesweep.report;

import dev.linesweep.data.Shape;
import dev.linesweep.model.Baselines;
import dev.linesweep.model.ColumnBaseline;
import dev.linesweep.model.LinearModel;
import dev.linesweep.model.PairedErrors;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.model.TrainingFacts;
import dev.linesweep.plan.Specs;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trial;
import dev.linesweep.result.State;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reports with errors of a test's choice, on a sweep of rmsprop whose label has variance 1. Errors
 * are of mae; their mse is that of normal errors.
 */
public final class Outcomes {
  private double train = 1;
  private double test = 1;
  private double r2 = 0.5;
  private double closedTrain = 1;
  private double closedTest = 1;
  private int testRows = 1000;
  private int epochs = 100;
  private Loss loss = Loss.MAE;
  private boolean closedForm = true;
  private List<ColumnBaseline> columns = List.of();
  private DataFacts data = DataFacts.NONE;
  private SeedRanking seeds = new SeedRanking(List.of(), 0, 0);
  private WinnerFacts winner = WinnerFacts.NONE;
  private double second = Double.NaN;
  private double mean = 9;
  private long diverged;
  private List<Long> seedValues = List.of(1L);

  public Outcomes train(double own, double closed) {
    train = own;
    closedTrain = closed;
    return this;
  }

  public Outcomes test(double own, double closed) {
    test = own;
    closedTest = closed;
    return this;
  }

  Outcomes r2(double value) {
    r2 = value;
    return this;
  }

  public Outcomes testRows(int rows) {
    testRows = rows;
    return this;
  }

  Outcomes epochs(int count) {
    epochs = count;
    return this;
  }

  public Outcomes loss(Loss value) {
    loss = value;
    return this;
  }

  Outcomes column(String title, double testMae) {
    columns =
        List.of(
            new ColumnBaseline(
                title, "c", normal(1), PartMetrics.NONE, normal(testMae), normal(testMae).r2(1)));
    return this;
  }

  /** Differences of the absolute errors from those of least absolute deviations, row by row. */
  Outcomes paired(double mean, double deviation) {
    PairedErrors.Differences differences = new PairedErrors.Differences(mean, deviation);
    PairedErrors errors = new PairedErrors(testRows, differences, differences);
    winner = new WinnerFacts(Map.of(Baselines.LAD, errors), winner.rounding());
    return this;
  }

  /** What plain DL4J makes of the best trial. */
  Outcomes rounding(Rounding rounding) {
    winner = winner.with(rounding);
    return this;
  }

  /** A second trial with this error. */
  Outcomes second(double mae) {
    second = mae;
    return this;
  }

  /** The mae on the test rows of the mean of the training labels. */
  Outcomes mean(double mae) {
    mean = mae;
    return this;
  }

  public Outcomes diverged(long count) {
    diverged = count;
    return this;
  }

  public Outcomes notes(String... notes) {
    data = new DataFacts(data.source(), List.of(notes), data.features(), data.unscaled());
    return this;
  }

  Outcomes withoutClosedForm() {
    closedForm = false;
    return this;
  }

  public Outcomes feature(String name, double mean, double deviation) {
    data = new DataFacts("", List.of(), 1, List.of(new DataFacts.Feature(name, mean, deviation)));
    return this;
  }

  /** As many settings over three seeds; the best trial's setting is at a place, so much worse. */
  public Outcomes seeds(int ranked, int winnersPlace, double factor) {
    seedValues = List.of(1L, 2L, 3L);
    List<SeedSpread> leading = new ArrayList<>();
    for (int place = 1; place <= Math.min(ranked, SeedRanking.LEADING); place++) {
      leading.add(spread(place, 1, place == winnersPlace ? epochs : epochs + place));
    }
    if (winnersPlace > SeedRanking.LEADING) {
      leading.add(spread(winnersPlace, factor, epochs));
    }
    seeds = new SeedRanking(leading, ranked, 0);
    return this;
  }

  /**
   * Noisy over its seeds where its factor is not 1, so that a test of significance says nothing.
   */
  private SeedSpread spread(int place, double factor, int epochs) {
    return new SeedSpread(
        place, trial(epochs), Map.of(1L, 0.9, 2L, factor, 3L, factor * factor * factor));
  }

  private Trial trial(int epochs) {
    return new Trial(plan().trial(0).trajectory(), epochs);
  }

  private SweepPlan plan() {
    return SweepPlan.of(spec(), new Shape(1, 4 * testRows, 0, testRows));
  }

  private SweepSpec spec() {
    ParameterSpec parameters =
        Specs.grid(
            List.of(Specs.optimizer(Optimizer.RMSPROP)),
            List.of(0.01),
            List.of(epochs),
            seedValues);
    SweepSpec spec = Specs.line(EngineKind.FUSED, parameters);
    return new SweepSpec(
        spec.name(),
        new DataSpec(spec.data().source(), DataSpec.Standardize.NONE, DataSpec.Missing.ERROR),
        spec.split(),
        new TrainingSpec(loss, spec.training().init(), 13),
        spec.metric(),
        parameters,
        spec.engine(),
        spec.device());
  }

  public SweepReport report() {
    SweepPlan plan = plan();
    List<LeadingTrial> top = new ArrayList<>(List.of(leading(plan, 1, test)));
    if (!Double.isNaN(second)) {
      top.add(leading(plan, 2, second));
    }
    return new SweepReport(
        plan,
        List.of("x"),
        "y",
        new RankingMetric(plan.spec().metric(), 1),
        1,
        baselines(),
        new SweepReport.Counts(plan.trials() + diverged, plan.trials(), diverged, 0, 0),
        top,
        List.of(),
        List.of(),
        seeds,
        List.of(),
        data,
        winner);
  }

  private LeadingTrial leading(SweepPlan plan, long rank, double mae) {
    TrialResult result =
        new TrialResult(
            plan.trial(0),
            plan.trial(0).id(),
            State.COMPLETE,
            normal(train),
            PartMetrics.NONE,
            new PartMetrics(mae, mae, 1 - r2),
            new float[] {1, 1},
            0,
            "",
            Sweeps.FACTS);
    return new LeadingTrial(rank, result, new double[] {1, 1});
  }

  private Baselines baselines() {
    List<Baselines.Baseline> all = new ArrayList<>();
    if (closedForm) {
      all.add(baseline(Baselines.OLS, normal(closedTrain * 1.02), normal(closedTest * 1.05)));
      all.add(baseline(Baselines.LAD, normal(closedTrain), normal(closedTest)));
    }
    all.add(baseline(Baselines.MEAN, new PartMetrics(9, 9, 99), normal(mean)));
    return new Baselines(all, columns, List.of(), TrainingFacts.unknown());
  }

  private static Baselines.Baseline baseline(String name, PartMetrics train, PartMetrics test) {
    return new Baselines.Baseline(
        name,
        new LinearModel(new double[] {1}, 1, List.of("x"), "y"),
        train,
        PartMetrics.NONE,
        test,
        test.r2(1));
  }

  private static PartMetrics normal(double mae) {
    return new PartMetrics(mae, mae, mae * mae * Math.PI / 2);
  }
}
