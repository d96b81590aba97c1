// How a column travels through the kernels.
//
// A column is one training: weights and a bias (its coefficients), settings, and what its optimizer
// keeps (its states). Columns share the rows, the loss and the batches, and nothing crosses from
// one to another, so that a column has the same bits whichever columns lie next to it. Arrays run
// over the columns last, [coefficient][column] with the bias last: the threads of a warp, a column
// each, read neighbouring numbers.
//
// A step of training takes the next rows of its epoch, in the order of that epoch:
//   1. prediction = bias, then fma(x, weight, prediction) over the features in their order;
//   2. signal     = what of (prediction - label) flows back, see Signal;
//   3. sum        = 0, then fma(x, signal, sum) over the rows in their order, for each feature; for
//                   the bias sum + signal;
//   4. of each CHUNK rows alone. Where a step has more rows, the sums of its chunks are added in
//                   their order, and what rounding took from each addition is added up next to it
//                   and given back at the end (addUp);
//   5. the mean with its penalties moves the coefficient (updaters.cuh).
// This is the order of the CPU (LoopKernels, ChunkedSum, OptimizerStep, BiasCorrections in
// dev.linesweep.engine.fused), and so are the bits: change both or none.
//
// There are two ways, and the host takes the faster one:
//   columns.cu            one thread per column; a launch trains many steps. For up to 32 features.
//   chunks.cu or tiles.cu sum up chunks side by side, finish.cu adds them up and takes the step.
//                         For few columns and many rows, and for more features.
// measure.cu gives the errors of the weights that were recorded on the way.
//
// Every kernel has THREADS threads a block and one parameter, a struct, laid out as C does. There
// are at most 65,535 blocks down (blockIdx.y), so the host cuts a step of more chunks, or more
// rows to predict, into several launches.
#pragma once
#include "arithmetic.cuh"

#define THREADS 128
#define CHUNK 256 // Chunk.ROWS; part of the arithmetic

struct Job {
  const float *x;        // [row][feature]; at a multiple of 16 bytes
  const float *y;        // [row]; a zero is negative here, so that no prediction minus it is
  const float *relative; // [row]: 100 / |label|; only of RELATIVE_SIGN
  const int *order;      // [epoch of this launch][row]: numbers of rows; null: as they are
  const float *factor;   // [epoch of this launch]: what the learning rates are multiplied with
  const int *rule;       // [column], a Rule
  const float *rate, *decay, *decay2, *epsilon, *l1, *l2; // [column]
  const int *betas;      // [column]: which bias correction it takes
  const float *root;     // [step of this launch][betas]: sqrt(1 - beta2^t), 1 for adamax
  const double *rest;    // [step of this launch][betas]: 1 - beta1^t
  float *w;              // [coefficient][column]
  float *state;          // [state][coefficient][column]
  int *diverged;         // [column]: the epoch after which a weight was first not finite, or 0
  const int *record;     // [epoch of this launch]: the snapshot that its end is, or -1
  float *snapshots;      // [snapshot][coefficient][column]
  float *partial;        // [chunk of this launch][coefficient][column]: sums
  float *total, *lost;   // [coefficient][column]: of the step's chunks so far
  int rows, features, columns;
  int batch;             // rows of a step; the last of an epoch may have fewer
  int epoch, epochs;     // epochs that lie behind; epochs of this launch
  int signal;            // a Signal
  int states;            // arrays of state; no rule of this launch keeps more
  int nbetas;            // bias corrections that there are
  // The first row of the launch, and that behind its last: of one step, or for columns.cu of the
  // launch's first and last epoch, at steps' beginnings and ends; its tables begin with the first.
  int from, to;
  // The rest is for the other kernels:
  int firstChunk;        // of the step, the first of this launch
  int chunks;            // of this launch
  int step;              // of this launch's tables
  int flags;             // finish.cu: Flags
};

// The host writes these bytes.
static_assert(sizeof(Job) == 248, "layout");

// As dev.linesweep.engine.fused.Signal.
enum Signal { SIGN, RESIDUAL, RELATIVE_SIGN };

enum Flags {
  FIRST_CHUNKS = 1, // this launch has the first of the step
  LAST_CHUNKS = 2,  // and the last
  EPOCH_ENDS = 4    // with this step
};

// What a thread reads or writes at once.
struct alignas(16) Quad {
  float v[4];
};

INLINE Quad quadAt(const float *p) { return *(const Quad *)p; }

INLINE float signalOf(int signal, float prediction, float label, float relative) {
  if (signal == SIGN) return signOf(prediction, label);
  if (signal == RESIDUAL) return minus(prediction, label);
  return times(signOf(prediction, label), relative);
}

// Adds a chunk's sum to the total, and to the lost what rounding took from it.
INLINE void addUp(float sum, float &total, float &lost) {
  float s = plus(total, sum);
  float added = minus(s, total);
  lost = plus(lost, plus(minus(total, minus(s, added)), minus(sum, added)));
  total = s;
}
