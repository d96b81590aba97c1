package dev.linesweep.engine.fused;

import dev.linesweep.spec.Optimizer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The updaters in vector instructions, operation by operation as ND4J rounds them: fma only where
 * ND4J has it.
 *
 * <p>Each takes one vector of lanes down all coefficients, so that settings stay in registers. A
 * vector whose columns train by several rules is stepped by each of them.
 */
final class VectorRules {
  private static final VectorSpecies<Float> S = VectorKernels.species();
  private static final int L = S.length();
  private static final int W = 2 * L;
  private static final Optimizer[] RULES = Optimizer.values();

  private VectorRules() {}

  static void mean(Tile tile, float factor, float n) {
    for (int lane = 0; lane < W; lane += L) {
      mean(tile.weights, tile.gradient, tile.l1, tile.l2, factor, n, lane);
    }
  }

  private static void mean(
      float[] weights, float[] gradient, float[] l1, float[] l2, float factor, float n, int lane) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector count = FloatVector.broadcast(S, n);
    FloatVector times = FloatVector.broadcast(S, factor);
    FloatVector absolute = FloatVector.fromArray(S, l1, lane);
    FloatVector negative = absolute.neg();
    FloatVector squared = FloatVector.fromArray(S, l2, lane);
    int bias = weights.length - W;
    for (int i = lane; i < bias; i += W) {
      FloatVector w = FloatVector.fromArray(S, weights, i);
      FloatVector g = FloatVector.fromArray(S, gradient, i).mul(times).div(count).add(zero);
      FloatVector pull =
          zero.blend(absolute, w.compare(VectorOperators.GT, zero))
              .blend(negative, w.compare(VectorOperators.LT, zero));
      squared.fma(w, g.add(pull)).intoArray(gradient, i);
    }
    FloatVector.fromArray(S, gradient, bias + lane)
        .mul(times)
        .div(count)
        .add(zero)
        .intoArray(gradient, bias + lane);
  }

  static void step(Tile tile) {
    for (int lane = 0; lane < W; lane += L) {
      int rules = tile.rules[lane / L];
      if (Integer.bitCount(rules) == 1) {
        step(tile, lane, RULES[Integer.numberOfTrailingZeros(rules)]);
      } else {
        stepMixed(tile, lane, rules);
      }
    }
  }

  private static void step(Tile t, int lane, Optimizer rule) {
    switch (rule) {
      case SGD -> sgd(t, lane);
      case NESTEROVS -> nesterovs(t, lane);
      case ADAGRAD -> adagrad(t, lane);
      case RMSPROP -> rmsprop(t, lane);
      case ADADELTA -> adadelta(t, lane);
      case ADAM -> adam(t, lane);
      case ADAMAX -> adamax(t, lane);
      case NADAM -> nadam(t, lane);
      case AMSGRAD -> amsgrad(t, lane);
    }
  }

  /** Steps all lanes of a copy by each rule, and takes those over that train by it. */
  private static void stepMixed(Tile tile, int lane, int rules) {
    Tile copy = tile.twin();
    for (int left = rules; left != 0; left &= left - 1) {
      int rule = Integer.numberOfTrailingZeros(left);
      int states = Tile.states(RULES[rule]);
      copy(tile.weights, copy.weights, lane);
      for (int s = 0; s < states; s++) {
        copy(tile.state[s], copy.state[s], lane);
      }
      step(copy, lane, RULES[rule]);
      take(copy.weights, tile.weights, lane, tile.rule, rule);
      for (int s = 0; s < states; s++) {
        take(copy.state[s], tile.state[s], lane, tile.rule, rule);
      }
    }
  }

  private static void copy(float[] from, float[] to, int lane) {
    for (int i = lane; i < from.length; i += W) {
      FloatVector.fromArray(S, from, i).intoArray(to, i);
    }
  }

  private static void take(float[] from, float[] to, int lane, float[] rules, int rule) {
    FloatVector by = FloatVector.fromArray(S, rules, lane);
    VectorMask<Float> mask = by.compare(VectorOperators.EQ, (float) rule);
    for (int i = lane; i < from.length; i += W) {
      FloatVector.fromArray(S, to, i)
          .blend(FloatVector.fromArray(S, from, i), mask)
          .intoArray(to, i);
    }
  }

  private static void sgd(Tile t, int lane) {
    float[] weights = t.weights;
    float[] gradient = t.gradient;
    FloatVector r = FloatVector.fromArray(S, t.rate, lane);
    for (int i = lane; i < weights.length; i += W) {
      FloatVector g = FloatVector.fromArray(S, gradient, i);
      FloatVector u = r.mul(g);
      FloatVector.fromArray(S, weights, i).sub(u).intoArray(weights, i);
    }
  }

  private static void nesterovs(Tile t, int lane) {
    float[] weights = t.weights;
    float[] gradient = t.gradient;
    float[] velocity = t.state[0];
    FloatVector r = FloatVector.fromArray(S, t.rate, lane);
    FloatVector d = FloatVector.fromArray(S, t.decay, lane);
    FloatVector ahead = d.neg().sub(1f);
    for (int i = lane; i < weights.length; i += W) {
      FloatVector g = FloatVector.fromArray(S, gradient, i);
      FloatVector kept = d.mul(FloatVector.fromArray(S, velocity, i));
      FloatVector v = kept.sub(r.mul(g));
      v.intoArray(velocity, i);
      FloatVector u = kept.add(ahead.mul(v));
      FloatVector.fromArray(S, weights, i).sub(u).intoArray(weights, i);
    }
  }

  private static void adagrad(Tile t, int lane) {
    float[] weights = t.weights;
    float[] gradient = t.gradient;
    float[] history = t.state[0];
    FloatVector r = FloatVector.fromArray(S, t.rate, lane);
    FloatVector e = FloatVector.fromArray(S, t.epsilon, lane);
    for (int i = lane; i < weights.length; i += W) {
      FloatVector g = FloatVector.fromArray(S, gradient, i);
      FloatVector h = FloatVector.fromArray(S, history, i).add(g.mul(g));
      h.intoArray(history, i);
      FloatVector u = r.mul(g).div(h.sqrt().add(e));
      FloatVector.fromArray(S, weights, i).sub(u).intoArray(weights, i);
    }
  }

  private static void rmsprop(Tile t, int lane) {
    float[] weights = t.weights;
    float[] gradient = t.gradient;
    float[] history = t.state[0];
    FloatVector one = FloatVector.broadcast(S, 1f);
    FloatVector r = FloatVector.fromArray(S, t.rate, lane);
    FloatVector d = FloatVector.fromArray(S, t.decay, lane);
    FloatVector e = FloatVector.fromArray(S, t.epsilon, lane);
    FloatVector fresh = one.sub(d);
    for (int i = lane; i < weights.length; i += W) {
      FloatVector g = FloatVector.fromArray(S, gradient, i);
      FloatVector h = d.mul(FloatVector.fromArray(S, history, i)).add(g.mul(g).mul(fresh));
      h.intoArray(history, i);
      FloatVector u = r.mul(g).div(h.sqrt().add(e));
      FloatVector.fromArray(S, weights, i).sub(u).intoArray(weights, i);
    }
  }

  private static void adadelta(Tile t, int lane) {
    float[] weights = t.weights;
    float[] gradient = t.gradient;
    float[] gradients = t.state[0];
    float[] steps = t.state[1];
    FloatVector one = FloatVector.broadcast(S, 1f);
    FloatVector d = FloatVector.fromArray(S, t.decay, lane);
    FloatVector e = FloatVector.fromArray(S, t.epsilon, lane);
    FloatVector fresh = one.sub(d);
    for (int i = lane; i < weights.length; i += W) {
      FloatVector g = FloatVector.fromArray(S, gradient, i);
      FloatVector m = d.mul(FloatVector.fromArray(S, gradients, i)).add(g.mul(g).mul(fresh));
      FloatVector x = FloatVector.fromArray(S, steps, i);
      FloatVector u = g.mul(x.add(e).sqrt().div(m.add(e).sqrt()));
      m.intoArray(gradients, i);
      d.mul(x).add(u.mul(u).mul(fresh)).intoArray(steps, i);
      FloatVector.fromArray(S, weights, i).sub(u).intoArray(weights, i);
    }
  }

  private static void adam(Tile t, int lane) {
    float[] weights = t.weights;
    float[] gradient = t.gradient;
    float[] first = t.state[0];
    float[] second = t.state[1];
    FloatVector one = FloatVector.broadcast(S, 1f);
    FloatVector a = FloatVector.fromArray(S, t.corrected, lane);
    FloatVector d = FloatVector.fromArray(S, t.decay, lane);
    FloatVector d2 = FloatVector.fromArray(S, t.decay2, lane);
    FloatVector e = FloatVector.fromArray(S, t.epsilon, lane);
    FloatVector fresh = one.sub(d);
    FloatVector fresh2 = one.sub(d2);
    for (int i = lane; i < weights.length; i += W) {
      FloatVector g = FloatVector.fromArray(S, gradient, i);
      FloatVector m = d.mul(FloatVector.fromArray(S, first, i)).add(g.mul(fresh));
      FloatVector v = d2.mul(FloatVector.fromArray(S, second, i)).add(g.mul(g).mul(fresh2));
      m.intoArray(first, i);
      v.intoArray(second, i);
      FloatVector u = m.mul(a).div(v.sqrt().add(e));
      FloatVector.fromArray(S, weights, i).sub(u).intoArray(weights, i);
    }
  }

  private static void adamax(Tile t, int lane) {
    float[] weights = t.weights;
    float[] gradient = t.gradient;
    float[] first = t.state[0];
    float[] largest = t.state[1];
    FloatVector one = FloatVector.broadcast(S, 1f);
    FloatVector a = FloatVector.fromArray(S, t.corrected, lane);
    FloatVector d = FloatVector.fromArray(S, t.decay, lane);
    FloatVector d2 = FloatVector.fromArray(S, t.decay2, lane);
    FloatVector fresh = one.sub(d);
    FloatVector tiny = FloatVector.broadcast(S, 1e-32f);
    for (int i = lane; i < weights.length; i += W) {
      FloatVector g = FloatVector.fromArray(S, gradient, i);
      FloatVector m = d.mul(FloatVector.fromArray(S, first, i)).add(g.mul(fresh));
      FloatVector size = g.abs();
      FloatVector kept = d2.mul(FloatVector.fromArray(S, largest, i));
      FloatVector h = size.blend(kept, kept.compare(VectorOperators.GT, size)).add(tiny);
      m.intoArray(first, i);
      h.intoArray(largest, i);
      FloatVector u = m.mul(a).div(h);
      FloatVector.fromArray(S, weights, i).sub(u).intoArray(weights, i);
    }
  }

  private static void nadam(Tile t, int lane) {
    float[] weights = t.weights;
    float[] gradient = t.gradient;
    float[] first = t.state[0];
    float[] second = t.state[1];
    FloatVector one = FloatVector.broadcast(S, 1f);
    FloatVector r = FloatVector.fromArray(S, t.rate, lane);
    FloatVector a = FloatVector.fromArray(S, t.corrected, lane);
    FloatVector d = FloatVector.fromArray(S, t.decay, lane);
    FloatVector d2 = FloatVector.fromArray(S, t.decay2, lane);
    FloatVector e = FloatVector.fromArray(S, t.epsilon, lane);
    FloatVector fresh = one.sub(d);
    FloatVector fresh2 = one.sub(d2);
    for (int i = lane; i < weights.length; i += W) {
      FloatVector g = FloatVector.fromArray(S, gradient, i);
      FloatVector now = g.mul(fresh);
      FloatVector m = d.mul(FloatVector.fromArray(S, first, i)).add(now);
      FloatVector v = d2.mul(FloatVector.fromArray(S, second, i)).add(g.mul(g).mul(fresh2));
      m.intoArray(first, i);
      v.intoArray(second, i);
      FloatVector u = r.mul(m.mul(d).add(now).div(a)).div(v.sqrt().add(e));
      FloatVector.fromArray(S, weights, i).sub(u).intoArray(weights, i);
    }
  }

  private static void amsgrad(Tile t, int lane) {
    float[] weights = t.weights;
    float[] gradient = t.gradient;
    float[] first = t.state[0];
    float[] second = t.state[1];
    float[] largest = t.state[2];
    FloatVector one = FloatVector.broadcast(S, 1f);
    FloatVector a = FloatVector.fromArray(S, t.corrected, lane);
    FloatVector d = FloatVector.fromArray(S, t.decay, lane);
    FloatVector d2 = FloatVector.fromArray(S, t.decay2, lane);
    FloatVector e = FloatVector.fromArray(S, t.epsilon, lane);
    FloatVector fresh = one.sub(d);
    FloatVector fresh2 = one.sub(d2);
    for (int i = lane; i < weights.length; i += W) {
      FloatVector g = FloatVector.fromArray(S, gradient, i);
      FloatVector m = d.mul(FloatVector.fromArray(S, first, i)).add(g.mul(fresh));
      FloatVector v = d2.mul(FloatVector.fromArray(S, second, i)).add(g.mul(g).mul(fresh2));
      FloatVector x = FloatVector.fromArray(S, largest, i);
      FloatVector h = v.blend(x, x.compare(VectorOperators.GT, v));
      m.intoArray(first, i);
      v.intoArray(second, i);
      h.intoArray(largest, i);
      FloatVector u = m.mul(a).div(h.sqrt().add(e));
      FloatVector.fromArray(S, weights, i).sub(u).intoArray(weights, i);
    }
  }
}
