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
#define ROWS_BROUGHT (HALF * DEEP / 4 / THREADS)       // quads that a thread brings of a panel
#define WEIGHTS_BROUGHT (DEEP * COLUMNS / 4 / THREADS) // of its weights
#define FEATURES_BROUGHT (LONG * WIDE / 4 / THREADS)   // of a panel of features
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

INLINE const float *featuresAt(const Job &job, int i) {
  return job.x + (Index)rowAt(job, i) * job.features;
}

INLINE Quad zeros() { return {{0.f, 0.f, 0.f, 0.f}}; }

// Four of the n values of a row, starting at `first`; zeros after the last one. Only where n is a
// multiple of four is every quad aligned.
INLINE Quad fourOf(const float *row, int first, int n) {
  if (n % 4 == 0) return first < n ? quadAt(row + first) : zeros();
  Quad four;
#pragma unroll
  for (int m = 0; m < 4; m++) four.v[m] = first + m < n ? row[first + m] : 0.f;
  return four;
}

INLINE void writeColumns(const Job &job, const Quad &values, float *row, int column) {
  if (job.columns % 4 == 0) {
    if (column < job.columns) *(Quad *)(row + column) = values;
    return;
  }
#pragma unroll
  for (int m = 0; m < 4; m++) {
    if (column + m < job.columns) row[column + m] = values.v[m];
  }
}

// What a thread brings of the panels of rows: four features of each of these, or null beyond the last.
struct Brought {
  const float *rows[ROWS_BROUGHT];
};

INLINE Brought broughtBy(const Job &job, const Part &part) {
  Brought mine;
#pragma unroll
  for (int k = 0; k < ROWS_BROUGHT; k++) {
    int r = threadIdx.x / (DEEP / 4) + k * (HALF / ROWS_BROUGHT);
    mine.rows[k] = r < part.n ? featuresAt(job, part.top + r) : nullptr;
  }
  return mine;
}

INLINE void bringRows(const Job &job, const Brought &mine, int first, float *panel) {
  int row = threadIdx.x / (DEEP / 4), feature = threadIdx.x % (DEEP / 4) * 4;
  Quad x[ROWS_BROUGHT]; // all are read before the first is stored
#pragma unroll
  for (int k = 0; k < ROWS_BROUGHT; k++) {
    x[k] = mine.rows[k] ? fourOf(mine.rows[k], first + feature, job.features) : zeros();
  }
#pragma unroll
  for (int k = 0; k < ROWS_BROUGHT; k++) {
    int r = row + k * (HALF / ROWS_BROUGHT);
#pragma unroll
    for (int m = 0; m < 4; m++) panel[(feature + m) * STRIDE + r] = x[k].v[m];
  }
}

INLINE void bringWeights(const Job &job, const Part &part, int first, float *weights) {
  int feature = threadIdx.x / (COLUMNS / 4), column = threadIdx.x % (COLUMNS / 4) * 4;
#pragma unroll
  for (int k = 0; k < WEIGHTS_BROUGHT; k++) {
    int f = feature + k * (DEEP / WEIGHTS_BROUGHT);
    const float *row = job.w + (Index)(first + f) * job.columns;
    *(Quad *)&weights[f * COLUMNS + column] =
        first + f < job.features ? fourOf(row, part.left + column, job.columns) : zeros();
  }
}

INLINE void bringFeatures(const Job &job, const Part &part, int top, int first, float *panel) {
  int row = threadIdx.x / (WIDE / 4), feature = threadIdx.x % (WIDE / 4) * 4;
  Quad x[FEATURES_BROUGHT];
#pragma unroll
  for (int k = 0; k < FEATURES_BROUGHT; k++) {
    int r = top + row + k * (LONG / FEATURES_BROUGHT);
    x[k] = r < part.n ? fourOf(featuresAt(job, part.top + r), first + feature, job.features)
                      : zeros();
  }
#pragma unroll
  for (int k = 0; k < FEATURES_BROUGHT; k++) {
    *(Quad *)&panel[(row + k * (LONG / FEATURES_BROUGHT)) * WIDE + feature] = x[k];
  }
}

// Signals of the part's rows. A thread has 8 rows that follow each other and two quads of columns,
// half a block apart, so that neighbouring threads read neighbouring quads: no bank has to wait.
INLINE void signals(const Job &job, const Part &part, const Shared &shared) {
  int row = threadIdx.x / 8 * 8, column = threadIdx.x % 8 * 4;
  Brought mine = broughtBy(job, part);
  float p[8][8];
#pragma unroll
  for (int half = 0; half < 2; half++) {
    Quad bias = fourOf(job.w + (Index)job.features * job.columns,
                       part.left + column + half * (COLUMNS / 2), job.columns);
#pragma unroll
    for (int r = 0; r < 8; r++) {
#pragma unroll
      for (int c = 0; c < 4; c++) p[r][half * 4 + c] = bias.v[c];
    }
  }
  for (int first = 0; first < job.features; first += DEEP) {
    __syncthreads();
    bringRows(job, mine, first, shared.panel);
    bringWeights(job, part, first, shared.weights);
    __syncthreads();
    // Zeros beyond the features change nothing.
    int depth = min(DEEP, job.features - first);
#pragma unroll 1
    for (int some = 0; some < depth; some += 4) {
      const float *xs = &shared.panel[some * STRIDE + row];
      const float *ws = &shared.weights[some * COLUMNS + column];
#pragma unroll
      for (int f = 0; f < 4; f++) {
        Quad x0 = quadAt(&xs[f * STRIDE]), x1 = quadAt(&xs[f * STRIDE + 4]);
        Quad w0 = quadAt(&ws[f * COLUMNS]), w1 = quadAt(&ws[f * COLUMNS + COLUMNS / 2]);
#pragma unroll
        for (int r = 0; r < 8; r++) {
          float v = r < 4 ? x0.v[r & 3] : x1.v[r & 3];
#pragma unroll
          for (int c = 0; c < 8; c++) {
            p[r][c] = fused(v, c < 4 ? w0.v[c & 3] : w1.v[c & 3], p[r][c]);
          }
        }
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

// Sums of the bias: one thread per column. Sums continue from the chunk's first half.
INLINE void sumBias(const Job &job, const Part &part, const Shared &shared, bool again,
                    float *out) {
  int c = part.left + threadIdx.x;
  if (threadIdx.x >= COLUMNS || c >= job.columns) return;
  float *to = &out[(Index)job.features * job.columns + c];
  float sum = again ? *to : 0.f;
#pragma unroll 8
  for (int r = 0; r < part.n; r++) sum = plus(sum, shared.signals[r * COLUMNS + threadIdx.x]);
  *to = sum;
}

// Adds D rows of the panel to the sums.
template <int D>
INLINE void addRows(const float *xs, const float *signals, float (&g)[8][4]) {
#pragma unroll
  for (int r = 0; r < D; r++) {
    Quad x0 = quadAt(&xs[r * WIDE]), x1 = quadAt(&xs[r * WIDE + 4]);
    Quad s = quadAt(&signals[r * COLUMNS]);
#pragma unroll
    for (int a = 0; a < 8; a++) {
      float x = a < 4 ? x0.v[a & 3] : x1.v[a & 3];
#pragma unroll
      for (int c = 0; c < 4; c++) g[a][c] = fused(x, s.v[c], g[a][c]);
    }
  }
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
    bool there = again && f < job.features;
    Quad before =
        there ? fourOf(out + (Index)f * job.columns, part.left + column, job.columns) : zeros();
#pragma unroll
    for (int c = 0; c < 4; c++) g[a][c] = before.v[c];
  }
  for (int row = 0; row < part.n; row += LONG) {
    __syncthreads();
    bringFeatures(job, part, row, first, shared.panel);
    __syncthreads();
    if (first + warp * 16 >= job.features) continue; // nothing to do for this warp
    int deep = min(LONG, part.n - row), r = 0;
    const float *xs = &shared.panel[feature], *ss = &shared.signals[row * COLUMNS + column];
#pragma unroll 1
    for (; r + 4 <= deep; r += 4) addRows<4>(xs + r * WIDE, ss + r * COLUMNS, g);
#pragma unroll 1
    for (; r < deep; r++) addRows<1>(xs + r * WIDE, ss + r * COLUMNS, g);
  }
#pragma unroll
  for (int a = 0; a < 8; a++) {
    int f = first + feature + a;
    Quad sums = {{g[a][0], g[a][1], g[a][2], g[a][3]}};
    if (f < job.features) {
      writeColumns(job, sums, out + (Index)f * job.columns, part.left + column);
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
