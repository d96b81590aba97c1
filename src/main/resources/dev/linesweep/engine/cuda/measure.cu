// Kernel measure: errors in 64 bits of weights that a training recorded, over a part of the samples:
// LoopKernels.measure. Rows are predicted side by side, but their errors are added up in their order,
// so a launch predicts some rows while a few of its blocks add up those of the launch before it.
// Blocks: [columns / THREADS, rounded up][ADDING + rows / TALL, rounded up].
#include "job.cuh"

#define TALL 16   // rows that a thread predicts; GpuErrors.ROWS_OF_THREAD
#define DEEP 32   // features that a block brings at once
#define STRIDE 18 // of a feature's rows in shared memory: keeps stores off one bank

#define COLUMNS 32 // that a block adds up: a warp's lanes
#define ADDING (THREADS / COLUMNS) // blocks that add up as many columns as others predict
#define ROWS 64    // that lie in shared memory
#define WARPS (THREADS / COLUMNS)
#define EACH (ROWS / WARPS) // rows that a thread brings

struct Errors {
  const float *x, *y;      // of the first of the rows to predict, as in Job
  const float *labels;     // of the first row of the launch before
  const float *weights;    // [coefficient][column]
  double *errors;          // [row][column]: prediction - label
  const double *predicted; // [row][column]: the same of the launch before
  double *sums;            // [absolute, square, percentage][column]
  int rows, before;        // to predict; of the launch before
  int features, columns;
  int relative;            // 1: sums percentages too
  int more;                // 1: rows before those are in the sums
};

// The host writes these bytes.
static_assert(sizeof(Errors) == 80, "layout");

union Shared {
  double xs[DEEP * STRIDE]; // [feature][row]
  struct {
    double errors[ROWS * COLUMNS]; // [row][column]
    double labels[ROWS];
  } ready;
};

struct alignas(16) Pair {
  double v[2];
};

// One thread per column and TALL rows, each over the features in their order. The product of two
// numbers of 32 bits is exact in 64, so that fma rounds as a product and a sum do.
INLINE void predict(const Errors &job, int top, double *xs) {
  int features = job.features, columns = job.columns;
  int thread = blockIdx.x * THREADS + threadIdx.x;
  int c = thread < columns ? thread : columns - 1;
  int n = min(TALL, job.rows - top);
  const float *w = job.weights + c;
  double bias = w[(Index)features * columns];
  double p[TALL];
#pragma unroll
  for (int r = 0; r < TALL; r++) p[r] = bias;
  for (int first = 0; first < features; first += DEEP) {
    int depth = min(DEEP, features - first);
    __syncthreads();
    for (int i = threadIdx.x; i < DEEP * TALL; i += THREADS) {
      int r = i / DEEP, f = i % DEEP;
      bool there = r < n && f < depth;
      xs[f * STRIDE + r] = there ? job.x[(Index)(top + r) * features + first + f] : 0.f;
    }
    __syncthreads();
#pragma unroll 4
    for (int f = 0; f < depth; f++) {
      double weight = w[(Index)(first + f) * columns];
#pragma unroll
      for (int r = 0; r < TALL; r += 2) {
        Pair x = *(const Pair *)&xs[f * STRIDE + r];
        p[r] = fused(weight, x.v[0], p[r]);
        p[r + 1] = fused(weight, x.v[1], p[r + 1]);
      }
    }
  }
  if (thread >= columns) return;
  double *errors = job.errors + (Index)top * columns + c;
#pragma unroll
  for (int r = 0; r < TALL; r++) {
    if (r < n) errors[(Index)r * columns] = minus(p[r], (double)job.y[top + r]);
  }
}

enum Kind { ABSOLUTE, SQUARE, PERCENTAGE };

// A thread's rows from this one on; those beyond the last add nothing.
INLINE void read(const Errors &job, int from, int column, double (&errors)[EACH]) {
#pragma unroll
  for (int k = 0; k < EACH; k++) {
    int row = from + k;
    errors[k] = row < job.before ? job.predicted[(Index)row * job.columns + column] : 0.;
  }
}

// A warp adds up one kind of error of COLUMNS columns while all four bring the rows after.
INLINE void add(const Errors &job, int left, double *errors, double *labels) {
  int lane = threadIdx.x % COLUMNS, warp = threadIdx.x / COLUMNS;
  int columns = job.columns - left;
  bool there = lane < columns;
  int c = left + (there ? lane : columns - 1);
  int kind = warp;
  bool mine = kind < PERCENTAGE || (kind == PERCENTAGE && job.relative);
  double *sums = job.sums + (Index)kind * job.columns + c;
  double sum = mine && job.more ? *sums : 0.;
  double next[EACH];
  read(job, warp * EACH, c, next);
  for (int from = 0; from < job.before; from += ROWS) {
    __syncthreads();
#pragma unroll
    for (int k = 0; k < EACH; k++) errors[(warp * EACH + k) * COLUMNS + lane] = next[k];
    if (threadIdx.x < ROWS) {
      int row = from + threadIdx.x;
      labels[threadIdx.x] = row < job.before ? job.labels[row] : 1.f;
    }
    __syncthreads();
    read(job, from + ROWS + warp * EACH, c, next);
    if (kind == ABSOLUTE) {
#pragma unroll 16
      for (int r = 0; r < ROWS; r++) sum = plus(sum, fabs(errors[r * COLUMNS + lane]));
    } else if (kind == SQUARE) {
#pragma unroll 16
      for (int r = 0; r < ROWS; r++) {
        double error = errors[r * COLUMNS + lane];
        sum = plus(sum, times(error, error));
      }
    } else if (mine) {
      for (int r = 0; r < ROWS; r++) {
        sum = plus(sum, times(100., fabs(over(errors[r * COLUMNS + lane], labels[r]))));
      }
    }
  }
  if (mine && there) *sums = sum;
}

extern "C" __global__ void measure(Errors job) {
  alignas(16) __shared__ Shared shared;
  int y = blockIdx.y;
  if (y >= ADDING) {
    predict(job, (y - ADDING) * TALL, shared.xs);
    return;
  }
  int left = (blockIdx.x * ADDING + y) * COLUMNS;
  if (job.before > 0 && left < job.columns) add(job, left, shared.ready.errors, shared.ready.labels);
}
