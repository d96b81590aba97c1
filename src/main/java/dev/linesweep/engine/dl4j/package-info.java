/**
 * Trains blocks as real DL4J networks, one output column per trajectory, and writes DL4J models.
 * This is the only code that uses DL4J and ND4J; {@link dev.linesweep.engine.dl4j.Nd4jRuntime}
 * comes before any other use of them in a JVM.
 */
@NullMarked
package dev.linesweep.engine.dl4j;

import org.jspecify.annotations.NullMarked;
