// Kernel predict: errors in 64 bits of weights that a training recorded, row by row, for measure.cu.
// One thread per column and TALL rows, whose predictions it adds up side by side, each over the
// features in their order: LoopKernels.measure. The product of two numbers of 32 bits is exact in 64,
// so that fma rounds as a product and a sum do.
// Blocks: [columns / THREADS, rounded up][rows / TALL, rounded up].
#include "errors.cuh"

#define DEEP 32   // features that a block brings at once
#define STRIDE 18 // of a feature's rows in shared memory: keeps stores off one bank

struct alignas(16) Pair {
  double v[2];
};

extern "C" __global__ void predict(Errors job) {
  alignas(16) __shared__ double xs[DEEP * STRIDE]; // [feature][row]
  int features = job.features, columns = job.columns;
  int thread = blockIdx.x * THREADS + threadIdx.x;
  int c = thread < columns ? thread : columns - 1;
  int top = blockIdx.y * TALL, n = min(TALL, job.rows - top);
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
