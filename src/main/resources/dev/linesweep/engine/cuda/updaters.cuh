// What a step does to a coefficient: LoopKernels.mean and .update, BiasCorrections.correct.
//
// Columns of several rules may lie in one launch; threads of a warp that step by different rules
// wait for each other here, and nowhere else.
#pragma once
#include "job.cuh"

// As dev.linesweep.spec.Optimizer. From ADAM on they correct their start at zero.
enum Rule { SGD, NESTEROVS, ADAGRAD, RMSPROP, ADADELTA, ADAM, ADAMAX, NADAM, AMSGRAD };

struct Column {
  int rule;
  int states;      // arrays of state that the rule keeps
  float base;      // the learning rate
  float rate;      // that of the epoch
  float decay;     // momentum, decay or rho; beta1 if there are two
  float decay2;    // beta2
  float epsilon, l1, l2;
  float corrected; // the rate of this step, or for nadam the divisor of its momentum
  float scale;     // what a sum of signals is multiplied with
  float rows;      // and divided by
};

struct State {
  float a, b, c;
};

struct Coefficient {
  float w;
  State state;
};

INLINE int statesOf(int rule) {
  return rule == SGD ? 0 : rule <= RMSPROP ? 1 : rule == AMSGRAD ? 3 : 2;
}

INLINE Column columnAt(const Job &job, int c) {
  Column column;
  column.rule = job.rule[c];
  column.states = statesOf(column.rule);
  column.base = job.rate[c];
  column.rate = column.base;
  column.decay = job.decay[c];
  column.decay2 = job.decay2[c];
  column.epsilon = job.epsilon[c];
  column.l1 = job.l1[c];
  column.l2 = job.l2[c];
  column.corrected = 0.f;
  column.scale = job.signal == RESIDUAL ? 2.f : 1.f;
  column.rows = 1.f;
  return column;
}

// A coefficient's states: planes lie one behind the other, each with all coefficients.
INLINE State readState(const Job &job, int states, Index at, Index plane) {
  return {states > 0 ? job.state[at] : 0.f, states > 1 ? job.state[plane + at] : 0.f,
          states > 2 ? job.state[2 * plane + at] : 0.f};
}

INLINE void writeState(const Job &job, int states, Index at, Index plane, const State &state) {
  if (states > 0) job.state[at] = state.a;
  if (states > 1) job.state[plane + at] = state.b;
  if (states > 2) job.state[2 * plane + at] = state.c;
}

// A rate that vanished becomes epsilon.
INLINE float orEpsilon(float rate, float epsilon) {
  return rate == 0.f || !isFinite(rate) ? epsilon : rate;
}

INLINE void correct(const Job &job, Column &column, int c, Index step) {
  if (column.rule < ADAM) return;
  Index i = step * job.nbetas + job.betas[c];
  double rest = job.rest[i];
  column.corrected =
      column.rule == NADAM
          ? (float)rest
          : orEpsilon((float)over((double)times(column.rate, job.root[i]), rest), column.epsilon);
}

INLINE float mean(const Column &s, float sum, float w, bool bias) {
  float g = plus(over(times(sum, s.scale), s.rows), 0.f);
  if (!bias) {
    g = plus(g, times(s.l1, signOf(w, 0.f)));
    g = fused(s.l2, w, g);
  }
  return g;
}

INLINE float momentum(const Column &s, float m, float g) {
  return plus(times(s.decay, m), times(g, minus(1.f, s.decay)));
}

INLINE float square(float decay, float v, float g) {
  return plus(times(decay, v), times(times(g, g), minus(1.f, decay)));
}

// What is taken from the weight; moves the states on.
INLINE float update(const Column &s, float g, State &state) {
  float &a = state.a, &b = state.b, &c = state.c;
  switch (s.rule) {
    case SGD:
      return times(s.rate, g);
    case NESTEROVS: {
      float kept = times(s.decay, a);
      a = minus(kept, times(s.rate, g));
      return plus(kept, times(minus(-s.decay, 1.f), a));
    }
    case ADAGRAD:
      a = plus(a, times(g, g));
      return over(times(s.rate, g), plus(root(a), s.epsilon));
    case RMSPROP:
      a = square(s.decay, a, g);
      return over(times(s.rate, g), plus(root(a), s.epsilon));
    case ADADELTA: {
      a = square(s.decay, a, g);
      float u = times(g, over(root(plus(b, s.epsilon)), root(plus(a, s.epsilon))));
      b = square(s.decay, b, u);
      return u;
    }
    case ADAM:
      a = momentum(s, a, g);
      b = square(s.decay2, b, g);
      return over(times(a, s.corrected), plus(root(b), s.epsilon));
    case ADAMAX: {
      a = momentum(s, a, g);
      float kept = times(s.decay2, b);
      float size = fabsf(g);
      b = plus(kept > size ? kept : size, 1e-32f);
      return over(times(a, s.corrected), b);
    }
    case NADAM: {
      a = momentum(s, a, g);
      b = square(s.decay2, b, g);
      float ahead = plus(times(a, s.decay), times(g, minus(1.f, s.decay)));
      return over(times(s.rate, over(ahead, s.corrected)), plus(root(b), s.epsilon));
    }
    default: // AMSGRAD
      a = momentum(s, a, g);
      b = square(s.decay2, b, g);
      c = c > b ? c : b;
      return over(times(a, s.corrected), plus(root(c), s.epsilon));
  }
}

INLINE Coefficient stepped(const Column &column, Coefficient o, float sum, bool bias) {
  o.w = minus(o.w, update(column, mean(column, sum, o.w, bias), o.state));
  return o;
}

// The same, once in the code, for kernels that step many coefficients.
CALLED Coefficient steppedOnce(Column column, Coefficient o, float sum, bool bias) {
  return stepped(column, o, sum, bias);
}
