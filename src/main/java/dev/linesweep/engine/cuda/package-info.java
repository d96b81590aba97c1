/**
 * NVIDIA's GPUs through their driver, without a toolkit: the list of GPUs, and memory, kernels and
 * one stream of work of a GPU. The kernels next to it, as resources, compute what {@link
 * dev.linesweep.engine.fused} computes, to the bit.
 */
@NullMarked
package dev.linesweep.engine.cuda;

import org.jspecify.annotations.NullMarked;
