/**
 * Trains many linear regressors at once, one column each, in the JVM's vector instructions.
 *
 * <p>A column's bits are a function of the rows and of its own settings: lanes are columns, the
 * order of every sum is fixed, and the only operations on columns are + - × ÷ √ and fma. They do
 * not depend on its neighbouring columns, on the width of the vectors or on whether there are any.
 */
@NullMarked
package dev.linesweep.engine.fused;

import org.jspecify.annotations.NullMarked;
