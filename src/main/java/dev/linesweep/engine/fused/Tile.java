package dev.linesweep.engine.fused;

import dev.linesweep.spec.Optimizer;
import java.util.Arrays;

/**
 * As many columns as a kernel trains together: weights, rule's state and settings.
 *
 * <p>Arrays of coefficients are {@code [feature][lane]}, the bias last; those of settings {@code
 * [lane]}. A lane whose column is negative is idle.
 */
final class Tile {
  final int width;
  final int[] column;
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

  Tile(Optimizer rule, int features, int width) {
    this.width = width;
    int coefficients = (features + 1) * width;
    column = new int[width];
    weights = new float[coefficients];
    gradient = new float[coefficients];
    lost = new float[coefficients];
    state = new float[states(rule)][coefficients];
    base = new float[width];
    rate = new float[width];
    decay = new float[width];
    decay2 = new float[width];
    epsilon = new float[width];
    l1 = new float[width];
    l2 = new float[width];
    betas = new int[width];
    corrected = new float[width];
    for (int lane = 0; lane < width; lane++) {
      retire(lane);
    }
  }

  private static int states(Optimizer rule) {
    return switch (rule) {
      case SGD -> 0;
      case NESTEROVS, ADAGRAD, RMSPROP -> 1;
      case ADADELTA, ADAM, ADAMAX, NADAM -> 2;
      case AMSGRAD -> 3;
    };
  }

  private static float start(Optimizer rule, ColumnSettings settings) {
    return switch (rule) {
      case ADAGRAD -> 1e-6f;
      case RMSPROP -> (float) settings.epsilon();
      default -> 0f;
    };
  }

  void set(int lane, int of, ColumnSettings settings, Optimizer rule) {
    column[lane] = of;
    for (int f = 0, i = lane; i < weights.length; f++, i += width) {
      weights[i] = settings.initial(f);
      for (float[] array : state) {
        array[i] = start(rule, settings);
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

  /** Lets a lane idle on numbers that stay finite. */
  void retire(int lane) {
    column[lane] = -1;
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

  /** Writes a lane's weights and state one after the other. */
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
