package dev.linesweep;

import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.Device;
import dev.linesweep.spec.Distribution;
import dev.linesweep.spec.EarlyTerminate;
import dev.linesweep.spec.EngineChoice;
import dev.linesweep.spec.EngineSpec;
import dev.linesweep.spec.Exclusion;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.Limits;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.spec.SearchMethod;
import dev.linesweep.spec.SearchSpec;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.spec.TrainingSpec;
import dev.linesweep.spec.condition.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Builds a job in Java; what is not set has the job file's default. */
public final class SweepBuilder {
  private final String name;
  private final List<OptimizerSpec> optimizers = new ArrayList<>();
  private DataSpec.@Nullable Source source;
  private DataSpec.@Nullable Standardize standardize;
  private DataSpec.Missing missing = DataSpec.Missing.ERROR;
  private @Nullable SplitSpec split;
  private DataSpec.Unseen unseen = DataSpec.Unseen.AT_PREDICT;
  private TrainingSpec training = TrainingSpec.USUAL;
  private @Nullable MetricSpec metric;
  private MetricSpec.@Nullable Over over;
  private MetricSpec.@Nullable Select select;
  private List<Double> learningRates = List.of();
  private List<Integer> epochs = List.of();
  private List<Long> seeds = List.of(42L);
  private List<Integer> batchSizes = List.of(ParameterSpec.FULL_BATCH);
  private List<Double> l1 = List.of(0.0);
  private List<Double> l2 = List.of(0.0);
  private SearchMethod method = SearchMethod.GRID;
  private EngineChoice engine = EngineChoice.DL4J;
  private Device device = EngineSpec.USUAL.device();
  private final List<Condition> exclude = new ArrayList<>();
  private Limits limits = Limits.NONE;

  SweepBuilder(String name) {
    this.name = name;
  }

  /** Where the samples come from: {@link DataSpec.Line}, {@link DataSpec.Linear} or a table. */
  public SweepBuilder data(DataSpec.Source value) {
    source = value;
    return this;
  }

  /** A CSV file with a header, a label and features by name. */
  public SweepBuilder csv(String path, String label, String... features) {
    return data(
        new DataSpec.Table(
            new DataSpec.Files("csv", path, Map.of()),
            "",
            new DataSpec.Columns(label, List.of(features)),
            List.of(),
            ""));
  }

  public SweepBuilder standardize(DataSpec.Standardize value) {
    standardize = value;
    return this;
  }

  public SweepBuilder missing(DataSpec.Missing value) {
    missing = value;
    return this;
  }

  /** What happens to a row with a level that no training row has. */
  public SweepBuilder unseen(DataSpec.Unseen value) {
    unseen = value;
    return this;
  }

  /** Which rows are held out; without it {@link SplitSpec#usualFor} what the rows come from. */
  public SweepBuilder split(SplitSpec value) {
    split = value;
    return this;
  }

  public SweepBuilder training(TrainingSpec value) {
    training = value;
    return this;
  }

  public SweepBuilder metric(MetricSpec value) {
    metric = value;
    return this;
  }

  /** What the metric of a setting with several seeds is; without it that of {@link #metric}. */
  public SweepBuilder over(MetricSpec.Over value) {
    over = value;
    return this;
  }

  /** Which setting wins; without it that of {@link #metric}, else the best. */
  public SweepBuilder select(MetricSpec.Select value) {
    select = value;
    return this;
  }

  /** Adds optimizers at DL4J's default settings. */
  public SweepBuilder optimizers(Optimizer... values) {
    for (Optimizer value : values) {
      optimizer(OptimizerSpec.usual(value));
    }
    return this;
  }

  /** Adds an optimizer with settings or learning rates of its own. */
  public SweepBuilder optimizer(OptimizerSpec value) {
    optimizers.add(value);
    return this;
  }

  public SweepBuilder learningRates(double... values) {
    learningRates = DoubleStream.of(values).boxed().toList();
    return this;
  }

  /** Learning rates from what the training rows allow: {@code learning_rate: auto}. */
  public SweepBuilder autoLearningRates() {
    learningRates = ParameterSpec.AUTO_RATES;
    return this;
  }

  public SweepBuilder epochs(int... values) {
    epochs = IntStream.of(values).sorted().boxed().toList();
    return this;
  }

  public SweepBuilder seeds(long... values) {
    seeds = LongStream.of(values).boxed().toList();
    return this;
  }

  /** Rows a mini-batch; {@link ParameterSpec#FULL_BATCH} for all rows at once. */
  public SweepBuilder batchSizes(int... values) {
    batchSizes = Arrays.stream(values).boxed().toList();
    return this;
  }

  public SweepBuilder l1(double... values) {
    l1 = DoubleStream.of(values).boxed().toList();
    return this;
  }

  public SweepBuilder l2(double... values) {
    l2 = DoubleStream.of(values).boxed().toList();
    return this;
  }

  /** Learning rates that are drawn; needs {@link #random} or {@link #sobol}. */
  public SweepBuilder learningRates(Distribution<Double> value) {
    learningRates = value;
    return this;
  }

  /** Batch sizes that are drawn; needs {@link #random} or {@link #sobol}. */
  public SweepBuilder batchSizes(Distribution<Integer> value) {
    batchSizes = value;
    return this;
  }

  /** Penalties that are drawn; needs {@link #random} or {@link #sobol}. */
  public SweepBuilder l1(Distribution<Double> value) {
    l1 = value;
    return this;
  }

  /** Penalties that are drawn; needs {@link #random} or {@link #sobol}. */
  public SweepBuilder l2(Distribution<Double> value) {
    l2 = value;
    return this;
  }

  /** So many settings drawn independently, instead of all points of the grid. */
  public SweepBuilder random(int count, long searchSeed) {
    method = new SearchMethod.Sample(SearchMethod.Sequence.RANDOM, count, searchSeed);
    return this;
  }

  /** So many settings of a scrambled Sobol sequence, instead of all points of the grid. */
  public SweepBuilder sobol(int count, long searchSeed) {
    method = new SearchMethod.Sample(SearchMethod.Sequence.SOBOL, count, searchSeed);
    return this;
  }

  public SweepBuilder engine(EngineChoice value) {
    engine = value;
    return this;
  }

  public SweepBuilder device(Device value) {
    device = value;
    return this;
  }

  /**
   * Leaves out what one of these conditions is true of, such as {@code optimizer = 'sgd' and
   * learning_rate > 0.3}.
   *
   * @throws JobException if one is not a condition
   */
  public SweepBuilder exclude(String... conditions) {
    for (String condition : conditions) {
      exclude.add(Exclusion.of(condition));
    }
    return this;
  }

  /** The most trials that one run trains, spread over the grid; running it again continues. */
  public SweepBuilder maxTrials(long most) {
    limits = limits.withMaxTrials(most);
    return this;
  }

  /** How long one run takes; running it again continues. */
  public SweepBuilder timeBudget(Duration time) {
    limits = limits.withTimeBudget(time);
    return this;
  }

  /** The sweep is finished once a trial's ranking metric is this good. */
  public SweepBuilder stopAtTarget(double target) {
    limits = limits.withStop(new Limits.Stop(target, limits.stop().patience()));
    return this;
  }

  /** The sweep is finished after so many blocks in a row without a better trial. */
  public SweepBuilder stopAfterBlocks(int patience) {
    limits = limits.withStop(new Limits.Stop(limits.stop().target(), patience));
    return this;
  }

  /** Stops trainings along the epochs that are behind others. */
  public SweepBuilder earlyTerminate(EarlyTerminate value) {
    limits = limits.withEarlyTerminate(value);
    return this;
  }

  /**
   * The sweep.
   *
   * @throws dev.linesweep.spec.JobException that names the first value that breaks a rule of the
   *     job file by its path there, such as {@code parameters.epochs}
   */
  public Sweep build() {
    DataSpec data = data();
    SplitSpec rows = split == null ? SplitSpec.usualFor(data.source()) : split;
    return Sweep.of(
        new SweepSpec(
            name,
            data,
            rows,
            training,
            metric(rows),
            new SearchSpec(
                new ParameterSpec(optimizers, learningRates, epochs, seeds, batchSizes, l1, l2),
                method,
                exclude,
                limits),
            new EngineSpec(engine.kindFor(training.loss()), device)));
  }

  private MetricSpec metric(SplitSpec rows) {
    MetricSpec named = metric == null ? MetricSpec.usualFor(rows) : metric;
    MetricSpec ranking = over == null ? named : named.withOver(over);
    return select == null ? ranking : ranking.withSelect(select);
  }

  private DataSpec data() {
    if (source == null) {
      throw new JobException(
          name + ": say where the samples come from, with data(…) or csv(…), before build()");
    }
    DataSpec.Standardize usual = DataSpec.Standardize.usualFor(training.loss());
    return new DataSpec(source, standardize == null ? usual : standardize, missing, unseen);
  }
}
