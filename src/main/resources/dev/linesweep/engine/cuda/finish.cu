// Kernel finish: one thread per coefficient of a column, after chunks.cu or tiles.cu. It adds up the
// chunks of the launch in their order; after a step's last chunks it takes the step, and after an
// epoch's last step it records. Blocks: [coefficients * columns / THREADS, rounded up][1].
#include "updaters.cuh"

extern "C" __global__ void finish(Job job) {
  Index i = (Index)blockIdx.x * THREADS + threadIdx.x;
  Index plane = (Index)(job.features + 1) * job.columns;
  if (i >= plane) return;
  bool first = job.flags & FIRST_CHUNKS, last = job.flags & LAST_CHUNKS;
  float sum;
  if (first && last && job.chunks == 1) {
    sum = job.partial[i];
  } else {
    float total = first ? 0.f : job.total[i], lost = first ? 0.f : job.lost[i];
#pragma unroll 8
    for (int k = 0; k < job.chunks; k++) addUp(job.partial[k * plane + i], total, lost);
    if (!last) {
      job.total[i] = total;
      job.lost[i] = lost;
      return;
    }
    sum = plus(total, lost);
  }
  int c = (int)(i % job.columns);
  Column column = columnAt(job, c);
  column.rate = times(column.base, job.factor[0]);
  column.rows = (float)(job.to - job.from);
  correct(job, column, c, job.step);
  Coefficient o = {job.w[i], readState(job, column.states, i, plane)};
  o = steppedOnce(column, o, sum, i / job.columns == job.features);
  job.w[i] = o.w;
  writeState(job, column.states, i, plane, o.state);
  if (job.flags & EPOCH_ENDS) {
    // Several threads of a column may write here: the same epoch.
    if (!isFinite(o.w) && job.diverged[c] == 0) job.diverged[c] = job.epoch + 1;
    int record = job.record[0];
    if (record >= 0) job.snapshots[record * plane + i] = o.w;
  }
}
