package dev.linesweep.engine.fused;

import dev.linesweep.spec.Optimizer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * As many columns as a kernel trains together: weights, rules' states and settings.
 *
 * <p>Arrays of coefficients are {@code [feature][lane]}, the bias last; those of settings {@code
 * [lane]}. A lane whose column is negative is idle. Lanes may train by different rules; the kernel
 * steps a vector of lanes at once.
 */
final class Tile {
  /** Arrays of state that the most demanding rule keeps. */
  static final int MOST_STATES = 3;

  final int width;
  final int[] column;

  /** The rules of each vector's columns, as bits of their ordinals. */
  final int[] rules;

  /** The ordinal of its column's rule; a float, so that lanes compare with it as vectors. */
  final float[] rule;

  final float[] weights;
  final float[] gradient;

  /** What rounding took from {@link #gradient} while chunks were added to it. */
  final float[] lost;

  final float[][] state;

  /** The learning rate of its column. */
  final float[] base;

  /** That of the epoch: a multiple of {@link #base}. */
  final float[] rate;

  /** Momentum, decay or rho; beta1 if there are two. */
  final float[] decay;

  final float[] decay2;
  final float[] epsilon;
  final float[] l1;
  final float[] l2;

  /** Which of the bias corrections a lane takes. */
  final int[] betas;

  /** The rate of this step, or for nadam the divisor of its momentum. */
  final float[] corrected;

  private final int lanes;
  private @Nullable Tile twin;

  /**
   * @param lanes how many are stepped at once; they divide the width
   * @param states arrays of state that the most demanding rule keeps
   */
  Tile(int features, int width, int lanes, int states) {
    this.width = width;
    this.lanes = lanes;
    int coefficients = (features + 1) * width;
    column = new int[width];
    rules = new int[width / lanes];
    rule = new float[width];
    weights = new float[coefficients];
    gradient = new float[coefficients];
    lost = new float[coefficients];
    state = new float[states][coefficients];
    base = new float[width];
    rate = new float[width];
    decay = new float[width];
    decay2 = new float[width];
    epsilon = new float[width];
    l1 = new float[width];
    l2 = new float[width];
    betas = new int[width];
    corrected = new float[width];
    Arrays.fill(column, -1);
    Arrays.fill(epsilon, 1f);
  }

  /** A tile of the same columns, settings and gradient, with separate weights and states. */
  private Tile(Tile of) {
    width = of.width;
    lanes = of.lanes;
    column = of.column;
    rules = of.rules;
    rule = of.rule;
    weights = of.weights.clone();
    gradient = of.gradient;
    lost = of.lost;
    state = Arrays.stream(of.state).map(float[]::clone).toArray(float[][]::new);
    base = of.base;
    rate = of.rate;
    decay = of.decay;
    decay2 = of.decay2;
    epsilon = of.epsilon;
    l1 = of.l1;
    l2 = of.l2;
    betas = of.betas;
    corrected = of.corrected;
  }

  /** A tile to try steps in: its weights and states are anything, and all else is this one's. */
  Tile twin() {
    if (twin == null) {
      twin = new Tile(this);
    }
    return twin;
  }

  /** The arrays of state that a rule keeps. */
  static int states(Optimizer rule) {
    return switch (rule) {
      case SGD -> 0;
      case NESTEROVS, ADAGRAD, RMSPROP -> 1;
      case ADADELTA, ADAM, ADAMAX, NADAM -> 2;
      case AMSGRAD -> MOST_STATES;
    };
  }

  private static float start(Optimizer rule, ColumnSettings settings) {
    return switch (rule) {
      case ADAGRAD -> 1e-6f;
      case RMSPROP -> (float) settings.epsilon();
      default -> 0f;
    };
  }

  void set(int lane, int of, ColumnSettings settings, Optimizer trainedBy) {
    column[lane] = of;
    rule[lane] = trainedBy.ordinal();
    noteRules(lane / lanes);
    for (int f = 0, i = lane; i < weights.length; f++, i += width) {
      weights[i] = settings.initial(f);
      for (float[] array : state) {
        array[i] = start(trainedBy, settings);
      }
    }
    base[lane] = (float) settings.rate();
    rate[lane] = base[lane];
    decay[lane] = (float) settings.decay();
    decay2[lane] = (float) settings.decay2();
    epsilon[lane] = (float) settings.epsilon();
    l1[lane] = (float) settings.l1();
    l2[lane] = (float) settings.l2();
  }

  /** Sets the rates to the columns' own times a factor. */
  void scaleRates(float factor) {
    for (int lane = 0; lane < width; lane++) {
      rate[lane] = base[lane] * factor;
    }
  }

  private void noteRules(int vector) {
    rules[vector] = 0;
    for (int lane = vector * lanes; lane < (vector + 1) * lanes; lane++) {
      if (column[lane] >= 0) {
        rules[vector] |= 1 << (int) rule[lane];
      }
    }
  }

  /** Whether a column trains by one of these rules, given as bits of their ordinals. */
  boolean hasAny(int ofRules) {
    int all = 0;
    for (int vector : rules) {
      all |= vector;
    }
    return (all & ofRules) != 0;
  }

  /** Lets a lane idle on numbers that stay finite. */
  void retire(int lane) {
    column[lane] = -1;
    noteRules(lane / lanes);
    for (float[] array : arrays()) {
      for (int i = lane; i < array.length; i += width) {
        array[i] = 0f;
      }
    }
    epsilon[lane] = 1f;
    betas[lane] = 0;
  }

  void take(int lane, Tile from, int other) {
    column[lane] = from.column[other];
    rule[lane] = from.rule[other];
    noteRules(lane / lanes);
    betas[lane] = from.betas[other];
    float[][] mine = arrays();
    float[][] theirs = from.arrays();
    for (int a = 0; a < mine.length; a++) {
      for (int i = lane, j = other; i < mine[a].length; i += width, j += width) {
        mine[a][i] = theirs[a][j];
      }
    }
  }

  void copyWeights(int lane, float[] to) {
    for (int f = 0, i = lane; f < to.length; f++, i += width) {
      to[f] = weights[i];
    }
  }

  /** Writes a lane's weights and state one after the other; room for more states stays as it is. */
  void save(int lane, float[] to, int at) {
    for (int i = lane; i < weights.length; i += width) {
      to[at++] = weights[i];
    }
    for (float[] array : state) {
      for (int i = lane; i < array.length; i += width) {
        to[at++] = array[i];
      }
    }
  }

  /** Reads what {@link #save} wrote. */
  void restore(int lane, float[] from, int at) {
    for (int i = lane; i < weights.length; i += width) {
      weights[i] = from[at++];
    }
    for (float[] array : state) {
      for (int i = lane; i < array.length; i += width) {
        array[i] = from[at++];
      }
    }
  }

  boolean isFinite(int lane) {
    for (int i = lane; i < weights.length; i += width) {
      if (!Float.isFinite(weights[i])) {
        return false;
      }
    }
    return true;
  }

  private float[][] arrays() {
    float[][] all = Arrays.copyOf(state, state.length + 8);
    int n = state.length;
    all[n++] = weights;
    all[n++] = base;
    all[n++] = rate;
    all[n++] = decay;
    all[n++] = decay2;
    all[n++] = epsilon;
    all[n++] = l1;
    all[n] = l2;
    return all;
  }
}
