/** Samples in memory: synthetic data, split, scaling, fingerprint. Pure: no Spark, no files. */
@NullMarked
package dev.linesweep.data;

import org.jspecify.annotations.NullMarked;
