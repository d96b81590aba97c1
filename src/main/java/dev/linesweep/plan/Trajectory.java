package dev.linesweep.plan;

import dev.linesweep.spec.EngineKind.Stacking;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.text.RecentDecimals;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The training that trials share when they differ only in epochs.
 *
 * @param learningRate NaN if the optimizer has none
 * @param batchSize rows of a mini-batch, or {@link ParameterSpec#FULL_BATCH}
 * @param seed decides the initial weights; {@link #NO_SEED} if no weights are drawn
 * @param fold the fold that is held out, from 1; {@link #NO_FOLD} for a training on all training
 *     rows
 */
public record Trajectory(
    OptimizerParameters parameters,
    double learningRate,
    int batchSize,
    double l1,
    double l2,
    long seed,
    int fold)
    implements Serializable {

  /** Many trajectories share their parameters and rates. */
  private static final ThreadLocal<RecentDecimals> DECIMALS =
      ThreadLocal.withInitial(() -> new RecentDecimals(1 << 10));

  /** Stands for the seed if the initial weights are given. */
  public static final long NO_SEED = Long.MIN_VALUE;

  /** Stands for the fold if none is held out. */
  public static final int NO_FOLD = 0;

  /** A trajectory on all training rows. */
  public Trajectory(
      OptimizerParameters parameters,
      double learningRate,
      int batchSize,
      double l1,
      double l2,
      long seed) {
    this(parameters, learningRate, batchSize, l1, l2, seed, NO_FOLD);
  }

  public Optimizer optimizer() {
    return parameters.optimizer();
  }

  /**
   * {@inheritDoc} Written out, like {@link #hashCode}: millions of trials are looked up, and
   * profiles showed that a record's generated methods, which call through method handles, are slow.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Trajectory that
        && seed == that.seed
        && fold == that.fold
        && batchSize == that.batchSize
        && Double.compare(learningRate, that.learningRate) == 0
        && Double.compare(l1, that.l1) == 0
        && Double.compare(l2, that.l2) == 0
        && (parameters == that.parameters || parameters.equals(that.parameters));
  }

  @Override
  public int hashCode() {
    int hash = Double.hashCode(learningRate);
    hash = 31 * hash + Long.hashCode(seed);
    hash = 31 * hash + batchSize;
    hash = 31 * hash + fold;
    hash = 31 * hash + Double.hashCode(l1);
    hash = 31 * hash + Double.hashCode(l2);
    return 31 * hash + parameters.hashCode();
  }

  public boolean hasSeed() {
    return seed != NO_SEED;
  }

  public boolean hasFold() {
    return fold != NO_FOLD;
  }

  /** The setting: what trajectories share that differ only in their seeds and folds. */
  public Trajectory setting() {
    return new Trajectory(parameters, learningRate, batchSize, l1, l2, NO_SEED);
  }

  /** The same with a fold held out, or none. */
  public Trajectory inFold(int other) {
    return new Trajectory(parameters, learningRate, batchSize, l1, l2, seed, other);
  }

  /**
   * A key that is equal for trajectories that an engine with this stacking may train in one block.
   */
  List<?> stack(Stacking stacking) {
    return switch (stacking) {
      case EQUAL_PARAMETERS -> List.of(fold, batchSize, parameters);
      case ANY_PARAMETERS -> List.of(fold, batchSize);
    };
  }

  public boolean fullBatch() {
    return batchSize == ParameterSpec.FULL_BATCH;
  }

  /** The batch size as a text: {@code full} or the rows. */
  public String batch() {
    return fullBatch() ? "full" : Integer.toString(batchSize);
  }

  /** The identity of this trajectory; it depends on nothing but these values. */
  public TrialId id() {
    return TrialId.of(canonicalForm());
  }

  /** The identity of the trial that is this trajectory after {@code epochs} epochs. */
  public TrialId id(int epochs) {
    return TrialId.of(canonicalForm() + ";epochs=" + epochs);
  }

  /** Like {@link #id(int)}, for each number of epochs. */
  public TrialId[] ids(int[] epochs) {
    String text = canonicalForm() + ";epochs=";
    TrialId[] ids = new TrialId[epochs.length];
    Arrays.setAll(ids, i -> TrialId.of(text + epochs[i]));
    return ids;
  }

  /** Every value that applies, in one fixed order: {@code optimizer=adam;beta1=0.9;…}. */
  String canonicalForm() {
    StringBuilder text = new StringBuilder(160).append("optimizer=").append(optimizer().key());
    List<Optimizer.Parameter> names = optimizer().parameters();
    for (int i = 0; i < names.size(); i++) {
      append(text, names.get(i).key(), parameters.values().get(i));
    }
    if (optimizer().hasLearningRate()) {
      append(text, "learning_rate", learningRate);
    }
    text.append(";batch_size=").append(batch());
    append(text, "l1", l1);
    append(text, "l2", l2);
    if (hasSeed()) {
      text.append(";seed=").append(seed);
    }
    if (hasFold()) {
      text.append(";fold=").append(fold);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String key, double value) {
    text.append(';').append(key).append('=').append(DECIMALS.get().of(value));
  }
}
