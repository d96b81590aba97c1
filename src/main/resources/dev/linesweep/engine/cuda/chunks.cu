// Kernels chunks4, 8, 16, 32: one thread per column and chunk, whose sums it leaves for finish.cu.
// Blocks: [columns / THREADS, rounded up][chunks of this launch].
#include "gradient.cuh"

template <int F>
INLINE void sumChunks(const Job &job) {
  __shared__ Rows<F> rows;
  int thread = blockIdx.x * THREADS + threadIdx.x;
  int c = thread < job.columns ? thread : job.columns - 1;
  int from = job.from + (job.firstChunk + blockIdx.y) * CHUNK;
  int n = min(CHUNK, job.to - from);
  float w[F + 1], g[F + 1];
  readWeights<F>(job, c, w);
  bring<F>(job, job.order, from, n, CHUNK, CHUNK, rows);
  __syncthreads();
  sumChunk<F>(job.signal, rows, 0, n, w, g);
  if (thread >= job.columns) return;
  Index chunk = (Index)blockIdx.y * (job.features + 1) * job.columns;
#pragma unroll
  for (int f = 0; f <= F; f++) {
    if (isUsed<F>(job, f)) job.partial[chunk + placeOf<F>(job, f, c)] = g[f];
  }
}

extern "C" __global__ void NAMED(chunks, FEATURES)(Job job) { sumChunks<FEATURES>(job); }
