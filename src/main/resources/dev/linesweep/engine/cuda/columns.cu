// Kernels columns1, 2, 4, 8, 16, 32: one thread per column, which trains steps alone, with weights and
// sums in its registers. Blocks: [columns / THREADS, rounded up][1].
//
// A thread beyond the last column computes the last one again and writes nothing: all threads of a
// block bring rows and meet at the barriers. What decides over those is the same for all.
#include "gradient.cuh"
#include "updaters.cuh"

// States stay in registers too if there are few; else they lie in the card's memory.
template <int F>
INLINE void trainColumns(const Job &job) {
  __shared__ Rows<F> rows;
  const bool KEPT = F <= 2;
  int thread = blockIdx.x * THREADS + threadIdx.x;
  bool mine = thread < job.columns;
  int c = mine ? thread : job.columns - 1;
  Column column = columnAt(job, c);
  if (!mine) column.states = 0;
  Index plane = (Index)(job.features + 1) * job.columns;
  float w[F + 1], g[F + 1];
  readWeights<F>(job, c, w);
  State kept[KEPT ? F + 1 : 1];
  if (KEPT) {
#pragma unroll
    for (int f = 0; f <= F; f++) {
      kept[KEPT ? f : 0] = readState(job, isUsed<F>(job, f) ? column.states : 0,
                                     placeOf<F>(job, f, c), plane);
    }
  }
  int diverged = job.diverged[c];

  bool whole = job.batch >= job.rows && job.rows <= CHUNK; // all rows stay in shared memory
  if (whole) {
    bring<F>(job, nullptr, 0, job.rows, CHUNK, CHUNK, rows);
    __syncthreads();
  }
  // Of a step, its rows in shared memory; how many steps are brought together.
  int slots = job.batch <= CHUNK ? (job.batch + ALIGNED - 1) / ALIGNED * ALIGNED : CHUNK;
  int fit = CHUNK / slots;
  Index step = 0;
  for (int e = 0; e < job.epochs; e++) {
    const int *order = job.order ? job.order + (Index)e * job.rows : nullptr;
    column.rate = times(column.base, job.factor[e]);
    int ready = whole ? 1 : 0; // steps that lie in shared memory, from this slot on
    int slot = 0;
    int n;
    int end = e == job.epochs - 1 ? job.to : job.rows;
    for (int from = e == 0 ? job.from : 0; from < end; from += n) {
      n = min(job.batch, job.rows - from);
      if (n <= CHUNK) {
        if (ready == 0) {
          __syncthreads();
          bring<F>(job, order, from, min(fit * n, job.rows - from), n, slots, rows);
          __syncthreads();
          ready = fit;
          slot = 0;
        }
        sumChunk<F>(job.signal, rows, slot, slot + n, w, g);
        slot += slots;
        ready--;
      } else {
        float total[F + 1], lost[F + 1];
#pragma unroll
        for (int f = 0; f <= F; f++) total[f] = lost[f] = 0.f;
        int m;
        for (int at = 0; at < n; at += m) {
          m = min(CHUNK, n - at);
          __syncthreads();
          bring<F>(job, order, from + at, m, CHUNK, CHUNK, rows);
          __syncthreads();
          sumChunk<F>(job.signal, rows, 0, m, w, g);
#pragma unroll
          for (int f = 0; f <= F; f++) addUp(g[f], total[f], lost[f]);
        }
#pragma unroll
        for (int f = 0; f <= F; f++) g[f] = plus(total[f], lost[f]);
      }
      column.rows = (float)n;
      correct(job, column, c, step++);
#pragma unroll
      for (int f = 0; f <= F; f++) {
        if (KEPT) {
          Coefficient o = stepped(column, {w[f], kept[KEPT ? f : 0]}, g[f], f == F);
          w[f] = o.w;
          kept[KEPT ? f : 0] = o.state;
        } else if (isUsed<F>(job, f)) {
          Index at = placeOf<F>(job, f, c);
          State state = readState(job, column.states, at, plane);
          Coefficient o = steppedOnce(column, {w[f], state}, g[f], f == F);
          w[f] = o.w;
          writeState(job, column.states, at, plane, o.state);
        }
      }
    }
    if (end < job.rows) break; // the next launch ends this epoch
    bool good = true;
#pragma unroll
    for (int f = 0; f <= F; f++) good = good && isFinite(w[f]);
    if (!good && diverged == 0) diverged = job.epoch + e + 1;
    int record = job.record[e];
    if (record >= 0 && mine) {
#pragma unroll
      for (int f = 0; f <= F; f++) {
        if (isUsed<F>(job, f)) job.snapshots[record * plane + placeOf<F>(job, f, c)] = w[f];
      }
    }
  }
  if (!mine) return;
  job.diverged[c] = diverged;
#pragma unroll
  for (int f = 0; f <= F; f++) {
    if (isUsed<F>(job, f)) {
      Index at = placeOf<F>(job, f, c);
      job.w[at] = w[f];
      if (KEPT) writeState(job, column.states, at, plane, kept[KEPT ? f : 0]);
    }
  }
}

extern "C" __global__ void NAMED(columns, FEATURES)(Job job) { trainColumns<FEATURES>(job); }
