/**
 * Sweeps as stages of Spark ML: an estimator whose model is Spark's own linear regression, and a
 * transformer that shows the tables of a sweep. They hold params and call the public API, and
 * neither trains nor writes anything itself.
 */
@NullMarked
package dev.linesweep.ml;

import org.jspecify.annotations.NullMarked;
