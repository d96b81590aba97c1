// Kernel tiles: sums up a chunk of rows for COLUMNS columns and any number of features, as two
// products of matrices, rows x features x columns and back, and leaves them for finish.cu.
// Blocks: [columns / COLUMNS, rounded up][chunks of this launch].
//
// The sums over rows need the signals of all rows, those need all features: so a block takes HALF
// of the chunk's rows at once and keeps their signals in shared memory. Panels of features and
// weights go through shared memory too. A thread holds 8 rows x 8 columns of predictions in its
// registers, then 8 features x 4 columns of sums: each is added up on its own, over its inner index in
// order. What lies beyond rows, features and columns is 0 where it is read and is never written.
#include "job.cuh"

#define COLUMNS 64 // of a block
#define HALF 128   // rows whose signals lie in shared memory
#define DEEP 16    // features that a panel of rows brings
#define WIDE 64    // features that a block sums up at once
#define LONG 32    // rows that a panel of those features brings
#define STRIDE 132 // of a feature's rows in a panel: keeps stores off one bank

// Of a block. The panel is [feature][row] for predictions, [row][feature] for sums.
struct Shared {
  float *panel;   // DEEP * STRIDE >= LONG * WIDE
  float *weights; // [DEEP][COLUMNS]
  float *signals; // [HALF][COLUMNS]
};

// The rows that a block takes now, and its first column.
struct Part {
  int top, n, left;
};

INLINE int rowAt(const Job &job, int i) { return job.order ? job.order[i] : i; }

INLINE const float *featuresAt(const Job &job, int i, int feature) {
  return job.x + (Index)rowAt(job, i) * job.features + feature;
}

INLINE Quad zeros() { return {{0.f, 0.f, 0.f, 0.f}}; }

INLINE void bringRows(const Job &job, const Part &part, int first, int depth, float *panel) {
  if (job.features % 4 == 0) {
    for (int i = threadIdx.x; i < HALF * DEEP / 4; i += THREADS) {
      int r = i / (DEEP / 4), f = i % (DEEP / 4) * 4;
      bool there = r < part.n && f < depth;
      Quad x = there ? quadAt(featuresAt(job, part.top + r, first + f)) : zeros();
#pragma unroll
      for (int m = 0; m < 4; m++) panel[(f + m) * STRIDE + r] = x.v[m];
    }
    return;
  }
  for (int i = threadIdx.x; i < HALF * DEEP; i += THREADS) {
    int r = i / DEEP, f = i % DEEP;
    bool there = r < part.n && f < depth;
    panel[f * STRIDE + r] = there ? *featuresAt(job, part.top + r, first + f) : 0.f;
  }
}

INLINE void bringWeights(const Job &job, const Part &part, int first, int depth, float *weights) {
  for (int i = threadIdx.x; i < DEEP * COLUMNS; i += THREADS) {
    int f = i / COLUMNS, c = part.left + i % COLUMNS;
    bool there = f < depth && c < job.columns;
    weights[i] = there ? job.w[(Index)(first + f) * job.columns + c] : 0.f;
  }
}

INLINE void bringFeatures(const Job &job, const Part &part, int row, int first, float *panel) {
  if (job.features % 4 == 0) {
    for (int i = threadIdx.x; i < LONG * WIDE / 4; i += THREADS) {
      int r = i / (WIDE / 4), f = i % (WIDE / 4) * 4;
      bool there = row + r < part.n && first + f < job.features;
      Quad x = there ? quadAt(featuresAt(job, part.top + row + r, first + f)) : zeros();
      *(Quad *)&panel[r * WIDE + f] = x;
    }
    return;
  }
  for (int i = threadIdx.x; i < LONG * WIDE; i += THREADS) {
    int r = i / WIDE, f = i % WIDE;
    bool there = row + r < part.n && first + f < job.features;
    panel[i] = there ? *featuresAt(job, part.top + row + r, first + f) : 0.f;
  }
}

// Signals of the part's rows. A thread has 8 rows that follow each other and two quads of columns,
// half a block apart, so that neighbouring threads read neighbouring quads: no bank has to wait.
INLINE void signals(const Job &job, const Part &part, const Shared &shared) {
  int row = threadIdx.x / 8 * 8, column = threadIdx.x % 8 * 4;
  float p[8][8];
#pragma unroll
  for (int c = 0; c < 8; c++) {
    int at = part.left + column + c / 4 * (COLUMNS / 2) + c % 4;
    float bias = at < job.columns ? job.w[(Index)job.features * job.columns + at] : 0.f;
#pragma unroll
    for (int r = 0; r < 8; r++) p[r][c] = bias;
  }
  for (int first = 0; first < job.features; first += DEEP) {
    int depth = min(DEEP, job.features - first);
    __syncthreads();
    bringRows(job, part, first, depth, shared.panel);
    bringWeights(job, part, first, depth, shared.weights);
    __syncthreads();
#pragma unroll 4
    for (int f = 0; f < DEEP; f++) {
      if (f >= depth) break;
      Quad x0 = quadAt(&shared.panel[f * STRIDE + row]);
      Quad x1 = quadAt(&shared.panel[f * STRIDE + row + 4]);
      Quad w0 = quadAt(&shared.weights[f * COLUMNS + column]);
      Quad w1 = quadAt(&shared.weights[f * COLUMNS + column + COLUMNS / 2]);
#pragma unroll
      for (int r = 0; r < 8; r++) {
        float x = r < 4 ? x0.v[r & 3] : x1.v[r & 3];
#pragma unroll
        for (int c = 0; c < 8; c++) p[r][c] = fused(x, c < 4 ? w0.v[c & 3] : w1.v[c & 3], p[r][c]);
      }
    }
  }
  __syncthreads();
#pragma unroll
  for (int r = 0; r < 8; r++) {
    bool there = row + r < part.n;
    int at = there ? rowAt(job, part.top + row + r) : 0;
    float label = there ? job.y[at] : 0.f;
    float relative = there && job.signal == RELATIVE_SIGN ? job.relative[at] : 0.f;
    Quad s0, s1;
#pragma unroll
    for (int c = 0; c < 8; c++) {
      float s = there ? signalOf(job.signal, p[r][c], label, relative) : 0.f;
      if (c < 4) {
        s0.v[c & 3] = s;
      } else {
        s1.v[c & 3] = s;
      }
    }
    *(Quad *)&shared.signals[(row + r) * COLUMNS + column] = s0;
    *(Quad *)&shared.signals[(row + r) * COLUMNS + column + COLUMNS / 2] = s1;
  }
  __syncthreads();
}

// Sums of the bias: a thread a column. Sums continue from the chunk's first half.
INLINE void sumBias(const Job &job, const Part &part, const Shared &shared, bool again,
                    float *out) {
  int c = part.left + threadIdx.x;
  if (threadIdx.x >= COLUMNS || c >= job.columns) return;
  float *to = &out[(Index)job.features * job.columns + c];
  float sum = again ? *to : 0.f;
  for (int r = 0; r < part.n; r++) sum = plus(sum, shared.signals[r * COLUMNS + threadIdx.x]);
  *to = sum;
}

// Sums of WIDE features from the first on: a warp takes 16 of them.
INLINE void sumFeatures(const Job &job, const Part &part, const Shared &shared, bool again,
                        int first, float *out) {
  int warp = threadIdx.x / 32, lane = threadIdx.x % 32;
  int feature = warp * 16 + lane / 16 * 8, column = lane % 16 * 4;
  float g[8][4];
#pragma unroll
  for (int a = 0; a < 8; a++) {
    int f = first + feature + a;
#pragma unroll
    for (int c = 0; c < 4; c++) {
      int at = part.left + column + c;
      bool there = again && f < job.features && at < job.columns;
      g[a][c] = there ? out[(Index)f * job.columns + at] : 0.f;
    }
  }
  for (int row = 0; row < part.n; row += LONG) {
    __syncthreads();
    bringFeatures(job, part, row, first, shared.panel);
    __syncthreads();
    if (first + warp * 16 >= job.features) continue; // nothing to do for this warp
    int deep = min(LONG, part.n - row);
#pragma unroll 4
    for (int r = 0; r < LONG; r++) {
      if (r >= deep) break;
      Quad x0 = quadAt(&shared.panel[r * WIDE + feature]);
      Quad x1 = quadAt(&shared.panel[r * WIDE + feature + 4]);
      Quad s = quadAt(&shared.signals[(row + r) * COLUMNS + column]);
#pragma unroll
      for (int a = 0; a < 8; a++) {
        float x = a < 4 ? x0.v[a & 3] : x1.v[a & 3];
#pragma unroll
        for (int c = 0; c < 4; c++) g[a][c] = fused(x, s.v[c], g[a][c]);
      }
    }
  }
#pragma unroll
  for (int a = 0; a < 8; a++) {
    int f = first + feature + a;
#pragma unroll
    for (int c = 0; c < 4; c++) {
      int at = part.left + column + c;
      if (f < job.features && at < job.columns) out[(Index)f * job.columns + at] = g[a][c];
    }
  }
}

extern "C" __global__ void __launch_bounds__(THREADS, 4) tiles(Job job) {
  alignas(16) __shared__ float panel[DEEP * STRIDE];
  alignas(16) __shared__ float weights[DEEP * COLUMNS];
  alignas(16) __shared__ float signalsOfRows[HALF * COLUMNS];
  Shared shared = {panel, weights, signalsOfRows};
  int start = job.from + (job.firstChunk + blockIdx.y) * CHUNK;
  int rows = min(CHUNK, job.to - start);
  float *out = job.partial + (Index)blockIdx.y * (job.features + 1) * job.columns;
  for (int done = 0; done < rows; done += HALF) {
    Part part = {start + done, min(HALF, rows - done), (int)blockIdx.x * COLUMNS};
    bool again = done > 0;
    signals(job, part, shared);
    sumBias(job, part, shared, again, out);
    for (int first = 0; first < job.features; first += WIDE) {
      sumFeatures(job, part, shared, again, first, out);
    }
  }
}
