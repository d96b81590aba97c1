package dev.linesweep.ml;

import dev.linesweep.SweepBuilder;
import dev.linesweep.spec.Choice;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.SearchMethod;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.regression.LinearRegressionModel;

/** The params that are the axes of a sweep: {@code parameters} and {@code method} of a job. */
public abstract sealed class AxisParams extends Estimator<LinearRegressionModel>
    permits DataParams {
  private final String uid;
  private final StringArrayParam optimizers;
  private final DoubleArrayParam learningRates;
  private final IntArrayParam epochs;
  private final IntArrayParam seeds;
  private final IntArrayParam batchSizes;
  private final DoubleArrayParam l1;
  private final DoubleArrayParam l2;
  private final Param<String> method;
  private final IntParam count;
  private final LongParam searchSeed;

  AxisParams(String uid) {
    this.uid = uid;
    List<String> known = Choice.keys(Optimizer.values());
    optimizers =
        new StringArrayParam(
            this,
            "optimizers",
            "optimizers with DL4J's default parameters: some of " + String.join(", ", known),
            Rule.someOf(known));
    learningRates =
        new DoubleArrayParam(
            this,
            "learningRates",
            "learning rates > 0; empty for DL4J's default rate of each optimizer; if not set, ten"
                + " rates that suit the data and each optimizer",
            Rule.realsOrNone(rate -> rate > 0));
    epochs =
        new IntArrayParam(
            this,
            "epochs",
            "passes over the training rows >= 1; one training serves all of them",
            Rule.wholes(e -> e >= 1));
    seeds =
        new IntArrayParam(this, "seeds", "seeds of the initial weights", Rule.wholes(s -> true));
    batchSizes =
        new IntArrayParam(
            this,
            "batchSizes",
            "rows in a mini-batch >= 0; 0 for all rows at once",
            Rule.wholes(b -> b >= 0));
    l1 = new DoubleArrayParam(this, "l1", "L1 penalties >= 0", Rule.reals(p -> p >= 0));
    l2 = new DoubleArrayParam(this, "l2", "L2 penalties >= 0", Rule.reals(p -> p >= 0));
    method =
        new Param<>(
            this,
            "method",
            "grid for every combination of the axes' values; random or sobol to draw count of them",
            Rule.oneOf(List.of("grid", "random", "sobol")));
    count =
        new IntParam(
            this,
            "count",
            "how many settings random or sobol draws, 1 to " + SearchMethod.MOST_SETTINGS,
            ParamValidators.inRange(1, SearchMethod.MOST_SETTINGS));
    searchSeed = new LongParam(this, "searchSeed", "seed of the draws of random or sobol");
    setDefault(optimizers, new String[] {"sgd", "adam"});
    setDefault(epochs, new int[] {10, 100, 400});
    setDefault(seeds, new int[] {42});
    setDefault(batchSizes, new int[] {0});
    setDefault(l1, new double[] {0});
    setDefault(l2, new double[] {0});
    setDefault(method, SearchMethod.GRID.key());
    setDefault(searchSeed, (Object) SearchMethod.USUAL_SEED);
  }

  @Override
  public String uid() {
    return uid;
  }

  public StringArrayParam optimizers() {
    return optimizers;
  }

  public DoubleArrayParam learningRates() {
    return learningRates;
  }

  public IntArrayParam epochs() {
    return epochs;
  }

  public IntArrayParam seeds() {
    return seeds;
  }

  public IntArrayParam batchSizes() {
    return batchSizes;
  }

  public DoubleArrayParam l1() {
    return l1;
  }

  public DoubleArrayParam l2() {
    return l2;
  }

  public Param<String> method() {
    return method;
  }

  public IntParam count() {
    return count;
  }

  public LongParam searchSeed() {
    return searchSeed;
  }

  /** Sets the axes of a job. */
  void axesOf(SweepBuilder job) {
    job.optimizers(getOrDefault(optimizers))
        .epochs(getOrDefault(epochs))
        .seeds(Arrays.stream(getOrDefault(seeds)).asLongStream().toArray())
        .batchSizes(getOrDefault(batchSizes))
        .l1(getOrDefault(l1))
        .l2(getOrDefault(l2));
    if (isDefined(learningRates)) {
      job.learningRates(getOrDefault(learningRates));
    } else {
      job.autoLearningRates();
    }
    search(job);
  }

  private void search(SweepBuilder job) {
    String how = getOrDefault(method);
    if (how.equals(SearchMethod.GRID.key())) {
      return;
    }
    if (!isDefined(count)) {
      throw new IllegalArgumentException(
          "%s: param count must be set with method \"%s\"".formatted(uid, how));
    }
    int settings = (Integer) (Object) getOrDefault(count);
    long seed = (Long) (Object) getOrDefault(searchSeed);
    if (how.equals("random")) {
      job.random(settings, seed);
    } else {
      job.sobol(settings, seed);
    }
  }
}
