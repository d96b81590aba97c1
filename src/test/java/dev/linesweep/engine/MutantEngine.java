package dev.linesweep.engine;

import dev.linesweep.data.BatchOrder;
import dev.linesweep.data.InitialWeights;
import dev.linesweep.data.Samples;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.SnapshotRecorder;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Optimizer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * An engine of one column and mse, as plain loops in doubles around weights in floats, with one
 * fault or none.
 */
public final class MutantEngine implements Engine {
  /** What an engine may get wrong. */
  public enum Fault {
    NONE,
    RATE_A_THOUSANDTH_OFF,
    SIGN_SWAPPED,
    NO_BIAS_CORRECTION,
    OTHER_EPSILON,
    OTHER_FIRST_DECAY,
    OTHER_SECOND_DECAY,
    L2_ON_THE_BIAS,
    LAST_BATCH_DROPPED,
    LAST_BATCH_DIVIDED_BY_A_WHOLE_ONE,
    ROWS_IN_THEIR_OWN_ORDER,
    STATE_KEPT_FOR_AN_EPOCH_ONLY,
    ROW_WEIGHTS_IGNORED,
    ROW_WEIGHTS_SQUARED,
    ROW_WEIGHTS_OF_ROWS_IN_THEIR_OWN_ORDER,
    BATCH_DIVIDED_BY_ITS_ROW_WEIGHTS
  }

  private final Fault fault;
  private double[][] state = new double[3][0];
  private int steps;

  public MutantEngine(Fault fault) {
    this.fault = fault;
  }

  @Override
  public String name() {
    return "mutant";
  }

  @Override
  public String device() {
    return "cpu";
  }

  @Override
  public Snapshots train(BlockTraining block, Samples samples, TrainingWatch watch) {
    Trajectory column = block.columns().get(0);
    int features = samples.shape().features();
    float[] weights = InitialWeights.of(block.training().init(), column.seed(), samples);
    int rows = samples.train().rows();
    int size = column.fullBatch() ? rows : column.batchSize();
    begin(column, features + 1);
    for (int epoch = 1; epoch <= block.lastEpoch(); epoch++) {
      if (fault == Fault.STATE_KEPT_FOR_AN_EPOCH_ONLY) {
        begin(column, features + 1);
      }
      int[] order =
          column.fullBatch() || fault == Fault.ROWS_IN_THEIR_OWN_ORDER
              ? IntStream.range(0, rows).toArray()
              : BatchOrder.permutation(block.training().shuffleSeed(), epoch, rows);
      for (int from = 0; from < rows; from += size) {
        int to = Math.min(rows, from + size);
        if (fault == Fault.LAST_BATCH_DROPPED && to == rows && from > 0) {
          continue;
        }
        double divisor = divisor(samples.train(), order, from, to, size);
        step(column, samples.train(), order, from, to, divisor, weights);
        watch.stepped(wanted -> weights.clone());
      }
    }
    return new SnapshotRecorder(1, features, samples.shape().hasValidation(), block.epochs())
        .finish();
  }

  private double divisor(Samples.Part rows, int[] order, int from, int to, int size) {
    return switch (fault) {
      case LAST_BATCH_DIVIDED_BY_A_WHOLE_ONE -> size;
      case BATCH_DIVIDED_BY_ITS_ROW_WEIGHTS ->
          IntStream.range(from, to).mapToDouble(i -> rows.rowWeights().of(order[i])).sum();
      default -> to - from;
    };
  }

  private double weight(Samples.Part rows, int[] order, int i) {
    double weight = rows.rowWeights().of(order[i]);
    return switch (fault) {
      case ROW_WEIGHTS_IGNORED -> 1;
      case ROW_WEIGHTS_SQUARED -> weight * weight;
      case ROW_WEIGHTS_OF_ROWS_IN_THEIR_OWN_ORDER -> rows.rowWeights().of(i);
      default -> weight;
    };
  }

  private void begin(Trajectory column, int coordinates) {
    state = new double[3][coordinates];
    steps = 0;
    double start =
        switch (column.optimizer()) {
          case ADAGRAD -> 1e-6;
          case RMSPROP -> column.parameters().value("epsilon");
          default -> 0;
        };
    Arrays.fill(state[0], start);
  }

  private void step(
      Trajectory column,
      Samples.Part rows,
      int[] order,
      int from,
      int to,
      double divisor,
      float[] weights) {
    int features = weights.length - 1;
    double[] gradient = new double[features + 1];
    for (int i = from; i < to; i++) {
      double residual = weights[features] - rows.y()[order[i]];
      for (int j = 0; j < features; j++) {
        residual += (double) weights[j] * rows.x()[order[i] * features + j];
      }
      for (int j = 0; j <= features; j++) {
        double x = j < features ? rows.x()[order[i] * features + j] : 1;
        gradient[j] += weight(rows, order, i) * 2 * residual * x / divisor;
      }
    }
    steps++;
    for (int j = 0; j <= features; j++) {
      boolean penalized = j < features || fault == Fault.L2_ON_THE_BIAS;
      double g = gradient[j] + (penalized ? column.l2() * weights[j] : 0);
      double update = update(column, j, g);
      if (fault == Fault.RATE_A_THOUSANDTH_OFF) {
        update *= 1.001;
      }
      weights[j] = (float) (weights[j] - (fault == Fault.SIGN_SWAPPED ? -update : update));
    }
  }

  private double parameter(Trajectory column, String key) {
    double value = column.parameters().value(key);
    boolean second = key.equals("beta2");
    return switch (fault) {
      case OTHER_EPSILON -> key.equals("epsilon") ? 10 * value : value;
      case OTHER_FIRST_DECAY -> key.equals("epsilon") || second ? value : 0.99 * value;
      case OTHER_SECOND_DECAY -> second ? 0.9999 * value : value;
      default -> value;
    };
  }

  private double update(Trajectory column, int i, double g) {
    double rate = column.learningRate();
    double[] first = state[0];
    double[] second = state[1];
    switch (column.optimizer()) {
      case SGD -> {
        return rate * g;
      }
      case NESTEROVS -> {
        double momentum = parameter(column, "momentum");
        double before = first[i];
        first[i] = momentum * before - rate * g;
        return momentum * before - (1 + momentum) * first[i];
      }
      case ADAGRAD -> {
        first[i] += g * g;
        return rate * g / (Math.sqrt(first[i]) + parameter(column, "epsilon"));
      }
      case RMSPROP -> {
        double decay = parameter(column, "rms_decay");
        first[i] = decay * first[i] + (1 - decay) * g * g;
        return rate * g / (Math.sqrt(first[i]) + parameter(column, "epsilon"));
      }
      case ADADELTA -> {
        double rho = parameter(column, "rho");
        double epsilon = parameter(column, "epsilon");
        first[i] = rho * first[i] + (1 - rho) * g * g;
        double u = g * Math.sqrt(second[i] + epsilon) / Math.sqrt(first[i] + epsilon);
        second[i] = rho * second[i] + (1 - rho) * u * u;
        return u;
      }
      default -> {
        return adam(column, i, g);
      }
    }
  }

  private double adam(Trajectory column, int i, double g) {
    double beta1 = parameter(column, "beta1");
    double beta2 = (float) parameter(column, "beta2");
    boolean corrected = fault != Fault.NO_BIAS_CORRECTION;
    double correct1 = corrected ? 1 - Math.pow(beta1, steps) : 1;
    double correct2 = corrected ? Math.sqrt(1 - Math.pow(beta2, steps)) : 1;
    double rate = column.learningRate();
    double[] m = state[0];
    double[] v = state[1];
    m[i] = beta1 * m[i] + (1 - beta1) * g;
    if (column.optimizer() == Optimizer.ADAMAX) {
      v[i] = Math.max(beta2 * v[i], Math.abs(g)) + 1e-32;
      return rate / correct1 * m[i] / v[i];
    }
    double epsilon = parameter(column, "epsilon");
    v[i] = beta2 * v[i] + (1 - beta2) * g * g;
    state[2][i] = Math.max(state[2][i], v[i]);
    return switch (column.optimizer()) {
      case NADAM ->
          rate * (beta1 * m[i] + (1 - beta1) * g) / correct1 / (Math.sqrt(v[i]) + epsilon);
      case AMSGRAD -> rate * correct2 / correct1 * m[i] / (Math.sqrt(state[2][i]) + epsilon);
      default -> rate * correct2 / correct1 * m[i] / (Math.sqrt(v[i]) + epsilon);
    };
  }
}
