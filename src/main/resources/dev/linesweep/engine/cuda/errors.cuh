// What predict.cu and measure.cu share: errors of a snapshot's weights over some rows of a part of the
// samples.
#pragma once
#include "job.cuh"

#define TALL 16 // rows that a thread of predict.cu predicts; GpuErrors.ROWS_OF_THREAD

struct Errors {
  const float *x, *y;   // of the first of these rows, as in Job
  const float *weights; // [coefficient][column]
  double *errors;       // [row][column]: prediction - label
  double *sums;         // [absolute, square, percentage][column]
  int rows, features, columns;
  int relative;         // 1: sums percentages too
  int more;             // 1: rows before these are in the sums
};

// The host writes these bytes.
static_assert(sizeof(Errors) == 64, "layout");
