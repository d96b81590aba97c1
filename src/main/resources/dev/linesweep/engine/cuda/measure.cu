// Kernel measure: errors in 64 bits of the weights that a training recorded, over a part of the
// samples: LoopKernels.measure. One thread per column and snapshot runs over the rows in their order.
// Blocks: [columns / THREADS, rounded up][snapshots].
#include "job.cuh"

#define SPAN 2048 // numbers of rows in shared memory
#define ROWS 8    // that are predicted side by side

extern "C" __global__ void measure(Errors job) {
  __shared__ double xs[SPAN];
  __shared__ double ys[SPAN];
  int features = job.features, columns = job.columns;
  int thread = blockIdx.x * THREADS + threadIdx.x;
  int c = thread < columns ? thread : columns - 1;
  const float *w = job.snapshots + (Index)blockIdx.y * (features + 1) * columns + c;
  double bias = w[(Index)features * columns];
  double only = w[0];
  double *sums = job.sums + (Index)blockIdx.y * 3 * columns + c;
  double absolute = 0, square = 0, percentage = 0;
  if (job.more) {
    absolute = sums[0];
    square = sums[columns];
    percentage = sums[2 * (Index)columns];
  }
  bool near = features <= SPAN; // else features are read from where they lie
  int fit = near ? SPAN / features : ROWS; // rows that are brought together
  int n;
  for (int from = 0; from < job.rows; from += n) {
    n = min(fit, job.rows - from);
    const float *rows = job.x + (Index)from * features;
    __syncthreads();
    for (int i = threadIdx.x; i < n; i += THREADS) ys[i] = job.y[from + i];
    if (near) {
      for (int i = threadIdx.x; i < n * features; i += THREADS) xs[i] = rows[i];
    }
    __syncthreads();
    for (int at = 0; at < n; at += ROWS) {
      int there = min(ROWS, n - at);
      double p[ROWS];
#pragma unroll
      for (int r = 0; r < ROWS; r++) p[r] = bias;
      if (features == 1) {
#pragma unroll
        for (int r = 0; r < ROWS; r++) {
          p[r] = plus(p[r], times(only, xs[at + (r < there ? r : 0)]));
        }
      } else {
        for (int f = 0; f < features; f++) {
          double weight = w[(Index)f * columns];
#pragma unroll
          for (int r = 0; r < ROWS; r++) {
            int i = (at + (r < there ? r : 0)) * features + f;
            p[r] = plus(p[r], times(weight, near ? xs[i] : (double)rows[i]));
          }
        }
      }
#pragma unroll
      for (int r = 0; r < ROWS; r++) {
        if (r < there) {
          double label = ys[at + r];
          double error = minus(p[r], label);
          absolute = plus(absolute, fabs(error));
          square = plus(square, times(error, error));
          if (job.relative) percentage = plus(percentage, times(100., fabs(over(error, label))));
        }
      }
    }
  }
  if (thread >= columns) return;
  sums[0] = absolute;
  sums[columns] = square;
  sums[2 * (Index)columns] = percentage;
}
