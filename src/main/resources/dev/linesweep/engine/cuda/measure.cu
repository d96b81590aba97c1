// Kernel measure: adds up what predict.cu left, over the rows in their order: LoopKernels.measure.
// A warp adds up one kind of error of a block's COLUMNS columns while all four bring the rows after.
// Blocks: [columns / COLUMNS, rounded up][1].
#include "errors.cuh"

#define COLUMNS 32 // of a block: a warp's lanes
#define ROWS 64    // that lie in shared memory
#define WARPS (THREADS / COLUMNS)
#define EACH (ROWS / WARPS) // rows that a thread brings

enum Kind { ABSOLUTE, SQUARE, PERCENTAGE };

// A thread's rows from this one on; those beyond the last add nothing.
INLINE void read(const Errors &job, int from, int column, double (&errors)[EACH]) {
#pragma unroll
  for (int k = 0; k < EACH; k++) {
    int row = from + k;
    errors[k] = row < job.rows ? job.errors[(Index)row * job.columns + column] : 0.;
  }
}

extern "C" __global__ void measure(Errors job) {
  __shared__ double errors[ROWS * COLUMNS]; // [row][column]
  __shared__ double labels[ROWS];
  int lane = threadIdx.x % COLUMNS, warp = threadIdx.x / COLUMNS;
  int left = blockIdx.x * COLUMNS, columns = job.columns - left;
  bool there = lane < columns;
  int c = left + (there ? lane : columns - 1);
  int kind = warp;
  bool mine = kind < PERCENTAGE || (kind == PERCENTAGE && job.relative);
  double *sums = job.sums + (Index)kind * job.columns + c;
  double sum = mine && job.more ? *sums : 0.;
  double next[EACH];
  read(job, warp * EACH, c, next);
  for (int from = 0; from < job.rows; from += ROWS) {
    __syncthreads();
#pragma unroll
    for (int k = 0; k < EACH; k++) errors[(warp * EACH + k) * COLUMNS + lane] = next[k];
    if (threadIdx.x < ROWS) {
      int row = from + threadIdx.x;
      labels[threadIdx.x] = row < job.rows ? job.y[row] : 1.f;
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
