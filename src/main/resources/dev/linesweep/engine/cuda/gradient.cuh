// Sums over rows where a thread has a whole column in its registers: F features at most, known when
// the kernel is compiled. Slots 0 to F - 1 of an array hold features, of which those that the job
// does not have are zero and add nothing; slot F holds the bias.
//
// Threads bring rows to shared memory together; then each reads all of them, at the same time as
// all others, which costs one read a warp.
#pragma once
#include "job.cuh"

#define ALIGNED 8 // a step's rows begin at multiples of it, so that quads of features are aligned

template <int F>
struct alignas(16) Rows {
  float x[CHUNK * F];
  float y[CHUNK];
  float relative[CHUNK];
};

template <int F>
INLINE bool isUsed(const Job &job, int slot) {
  return slot == F || slot < job.features;
}

// Where a slot's coefficient lies in [coefficient][column].
template <int F>
INLINE Index placeOf(const Job &job, int slot, int column) {
  return (Index)(slot == F ? job.features : slot) * job.columns + column;
}

template <int F>
INLINE void readWeights(const Job &job, int column, float (&w)[F + 1]) {
#pragma unroll
  for (int f = 0; f <= F; f++) {
    w[f] = isUsed<F>(job, f) ? job.w[placeOf<F>(job, f, column)] : 0.f;
  }
}

// Brings so many rows of the order, which are steps of batch rows, each to slots of its own.
template <int F>
INLINE void bring(const Job &job, const int *order, int from, int count, int batch, int slots,
                  Rows<F> &rows) {
  for (int i = threadIdx.x; i < count; i += THREADS) {
    int row = order ? order[from + i] : from + i;
    int to = i / batch * slots + i % batch;
    rows.y[to] = job.y[row];
    rows.relative[to] = job.signal == RELATIVE_SIGN ? job.relative[row] : 0.f;
#pragma unroll
    for (int f = 0; f < F; f++) {
      rows.x[to * F + f] = f < job.features ? job.x[(Index)row * job.features + f] : 0.f;
    }
  }
}

// Adds R rows to the sums. Their predictions are independent of each other, so that one does not
// wait for the other.
template <int F, int SIGNAL, int R>
INLINE void addRows(const Rows<F> &rows, int i, const float (&w)[F + 1], float (&g)[F + 1]) {
  const float *x = &rows.x[i * F];
  float s[R];
#pragma unroll
  for (int r = 0; r < R; r++) s[r] = w[F];
  if (F < 4 && R * F % 4 == 0) { // one or two features: a quad holds several rows
    const int ALL = R * F % 4 == 0 ? R * F : 4;
    float v[ALL];
#pragma unroll
    for (int k = 0; k < ALL; k += 4) {
      Quad q = quadAt(x + k);
#pragma unroll
      for (int m = 0; m < 4; m++) v[k + m] = q.v[m];
    }
#pragma unroll
    for (int f = 0; f < F; f++) {
#pragma unroll
      for (int r = 0; r < R; r++) s[r] = fused(v[r * F + f], w[f], s[r]);
    }
#pragma unroll
    for (int r = 0; r < R; r++) {
      s[r] = signalOf(SIGNAL, s[r], rows.y[i + r], rows.relative[i + r]);
    }
#pragma unroll
    for (int r = 0; r < R; r++) {
#pragma unroll
      for (int f = 0; f < F; f++) g[f] = fused(v[r * F + f], s[r], g[f]);
      g[F] = plus(g[F], s[r]);
    }
    return;
  }
  const int D = F < 4 ? 1 : 4; // features that are read at once
#pragma unroll
  for (int f = 0; f < F; f += D) {
#pragma unroll
    for (int r = 0; r < R; r++) {
      if (D == 4) {
        Quad q = quadAt(x + r * F + f);
#pragma unroll
        for (int m = 0; m < D; m++) s[r] = fused(q.v[m], w[f + m], s[r]);
      } else {
        s[r] = fused(x[r * F + f], w[f], s[r]);
      }
    }
  }
#pragma unroll
  for (int r = 0; r < R; r++) {
    s[r] = signalOf(SIGNAL, s[r], rows.y[i + r], rows.relative[i + r]);
  }
  if (F >= 8) asm volatile("" ::: "memory"); // reads the features again: registers are short
#pragma unroll
  for (int r = 0; r < R; r++) {
#pragma unroll
    for (int f = 0; f < F; f += D) {
      if (D == 4) {
        Quad q = quadAt(x + r * F + f);
#pragma unroll
        for (int m = 0; m < D; m++) g[f + m] = fused(q.v[m], s[r], g[f + m]);
      } else {
        g[f] = fused(x[r * F + f], s[r], g[f]);
      }
    }
    g[F] = plus(g[F], s[r]);
  }
}

template <int F, int SIGNAL>
INLINE void sumRows(const Rows<F> &rows, int from, int to, const float (&w)[F + 1],
                    float (&g)[F + 1]) {
  const int R = F <= 2 ? ALIGNED : 4;
#pragma unroll
  for (int f = 0; f <= F; f++) g[f] = 0.f;
  int i = from;
#pragma unroll 1
  for (; i + R <= to; i += R) addRows<F, SIGNAL, R>(rows, i, w, g);
#pragma unroll 1
  for (; i < to; i++) addRows<F, SIGNAL, 1>(rows, i, w, g);
}

// The gradient's sums over the rows in slots from .. to, at most a chunk.
template <int F>
INLINE void sumChunk(int signal, const Rows<F> &rows, int from, int to, const float (&w)[F + 1],
                     float (&g)[F + 1]) {
  if (signal == SIGN) {
    sumRows<F, SIGN>(rows, from, to, w, g);
  } else if (signal == RESIDUAL) {
    sumRows<F, RESIDUAL>(rows, from, to, w, g);
  } else {
    sumRows<F, RELATIVE_SIGN>(rows, from, to, w, g);
  }
}

// A kernel's name ends in the features that it is compiled for.
#define JOINED(name, n) name##n
#define NAMED(name, n) JOINED(name, n)
