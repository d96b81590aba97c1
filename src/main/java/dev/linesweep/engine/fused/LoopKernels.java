package dev.linesweep.engine.fused;

import dev.linesweep.data.Samples;
import dev.linesweep.spec.Optimizer;
import java.util.Arrays;

/** The kernels as plain loops: the reference for the vectors, and the fallback without them. */
final class LoopKernels implements Kernels {
  private static final int WIDTH = 16;
  private static final Optimizer[] RULES = Optimizer.values();

  @Override
  public String name() {
    return "loops";
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public int vector() {
    return 1;
  }

  @Override
  public void gradient(Chunk chunk, Signal signal, float[] weights, float[] scratch, float[] sums) {
    boolean scaled = chunk.weighted || signal == Signal.RELATIVE_SIGN;
    Arrays.fill(sums, 0f);
    for (int row = 0; row < chunk.rows; row++) {
      residuals(chunk, row, weights, scratch);
      for (int lane = 0; lane < WIDTH; lane++) {
        float s = signal == Signal.RESIDUAL ? scratch[lane] : sign(scratch[lane]);
        scratch[lane] = scaled ? scaled(s, chunk.factors[row]) : s;
      }
      addProducts(chunk, row, scratch, sums);
    }
  }

  private static float scaled(float signal, float factor) {
    return factor == 0 ? 0 : signal * factor;
  }

  private static void residuals(Chunk chunk, int row, float[] weights, float[] out) {
    int bias = chunk.features * WIDTH;
    System.arraycopy(weights, bias, out, 0, WIDTH);
    for (int f = 0; f < chunk.features; f++) {
      float x = chunk.x[chunk.start[row] + f];
      for (int lane = 0; lane < WIDTH; lane++) {
        out[lane] = Math.fma(x, weights[f * WIDTH + lane], out[lane]);
      }
    }
    for (int lane = 0; lane < WIDTH; lane++) {
      out[lane] -= chunk.labels[row];
    }
  }

  private static void addProducts(Chunk chunk, int row, float[] signals, float[] sums) {
    int bias = chunk.features * WIDTH;
    for (int f = 0; f < chunk.features; f++) {
      float x = chunk.x[chunk.start[row] + f];
      for (int lane = 0; lane < WIDTH; lane++) {
        sums[f * WIDTH + lane] = Math.fma(x, signals[lane], sums[f * WIDTH + lane]);
      }
    }
    for (int lane = 0; lane < WIDTH; lane++) {
      sums[bias + lane] += signals[lane];
    }
  }

  @Override
  public void add(float[] sums, float[] total, float[] lost) {
    for (int i = 0; i < sums.length; i++) {
      float sum = total[i] + sums[i];
      float added = sum - total[i];
      lost[i] += (total[i] - (sum - added)) + (sums[i] - added);
      total[i] = sum;
    }
  }

  @Override
  public void mean(Tile t, float factor, float n) {
    int bias = t.gradient.length - WIDTH;
    for (int i = 0; i < t.gradient.length; i++) {
      int c = i % WIDTH;
      float g = t.gradient[i] * factor / n + 0f;
      if (i < bias) {
        g += t.l1[c] * sign(t.weights[i]);
        g = Math.fma(t.l2[c], t.weights[i], g);
      }
      t.gradient[i] = g;
    }
  }

  @Override
  public void step(Tile tile) {
    for (int i = 0; i < tile.weights.length; i++) {
      int lane = i % WIDTH;
      tile.weights[i] -= update(RULES[(int) tile.rule[lane]], tile, i, lane);
    }
  }

  private static float update(Optimizer rule, Tile t, int i, int c) {
    float g = t.gradient[i];
    switch (rule) {
      case SGD -> {
        return t.rate[c] * g;
      }
      case NESTEROVS -> {
        float kept = t.decay[c] * t.state[0][i];
        float v = kept - t.rate[c] * g;
        t.state[0][i] = v;
        return kept + (-t.decay[c] - 1f) * v;
      }
      case ADAGRAD -> {
        float h = t.state[0][i] + g * g;
        t.state[0][i] = h;
        return t.rate[c] * g / (root(h) + t.epsilon[c]);
      }
      case RMSPROP -> {
        float h = t.decay[c] * t.state[0][i] + g * g * (1f - t.decay[c]);
        t.state[0][i] = h;
        return t.rate[c] * g / (root(h) + t.epsilon[c]);
      }
      case ADADELTA -> {
        float msg = t.decay[c] * t.state[0][i] + g * g * (1f - t.decay[c]);
        float msdx = t.state[1][i];
        float u = g * (root(msdx + t.epsilon[c]) / root(msg + t.epsilon[c]));
        t.state[0][i] = msg;
        t.state[1][i] = t.decay[c] * msdx + u * u * (1f - t.decay[c]);
        return u;
      }
      case ADAM -> {
        float m = momentum(t, i, c);
        float v = t.decay2[c] * t.state[1][i] + g * g * (1f - t.decay2[c]);
        t.state[1][i] = v;
        return m * t.corrected[c] / (root(v) + t.epsilon[c]);
      }
      case ADAMAX -> {
        float m = momentum(t, i, c);
        float kept = t.decay2[c] * t.state[1][i];
        float u = (kept > Math.abs(g) ? kept : Math.abs(g)) + 1e-32f;
        t.state[1][i] = u;
        return m * t.corrected[c] / u;
      }
      case NADAM -> {
        float m = momentum(t, i, c);
        float v = t.decay2[c] * t.state[1][i] + g * g * (1f - t.decay2[c]);
        t.state[1][i] = v;
        float ahead = m * t.decay[c] + g * (1f - t.decay[c]);
        return t.rate[c] * (ahead / t.corrected[c]) / (root(v) + t.epsilon[c]);
      }
      case AMSGRAD -> {
        float m = momentum(t, i, c);
        float v = t.decay2[c] * t.state[1][i] + g * g * (1f - t.decay2[c]);
        float h = t.state[2][i] > v ? t.state[2][i] : v;
        t.state[1][i] = v;
        t.state[2][i] = h;
        return m * t.corrected[c] / (root(h) + t.epsilon[c]);
      }
    }
    throw new IllegalStateException("no update for " + rule);
  }

  private static float momentum(Tile t, int i, int c) {
    float m = t.decay[c] * t.state[0][i] + t.gradient[i] * (1f - t.decay[c]);
    t.state[0][i] = m;
    return m;
  }

  /** The root in doubles, rounded, is the correctly rounded root in floats. */
  private static float root(float x) {
    return (float) Math.sqrt(x);
  }

  private static float sign(float x) {
    return x > 0f ? 1f : x < 0f ? -1f : 0f;
  }

  @Override
  public void measure(Samples.Part part, double[] weights, boolean relative, double[] sums) {
    int features = weights.length / WIDTH - 1;
    Arrays.fill(sums, 0);
    for (int row = 0; row < part.rows(); row++) {
      double y = part.y()[row];
      double weight = part.rowWeights().of(row);
      if (weight == 0) {
        continue;
      }
      for (int lane = 0; lane < WIDTH; lane++) {
        double prediction = weights[features * WIDTH + lane];
        for (int f = 0; f < features; f++) {
          prediction += weights[f * WIDTH + lane] * part.x()[row * features + f];
        }
        double error = prediction - y;
        sums[lane] += weight * Math.abs(error);
        sums[WIDTH + lane] += weight * (error * error);
        if (relative) {
          sums[2 * WIDTH + lane] += weight * (100 * Math.abs(error / y));
        }
      }
    }
  }

  @Override
  public boolean isFinite(float[] weights) {
    for (float w : weights) {
      if (!Float.isFinite(w)) {
        return false;
      }
    }
    return true;
  }
}
