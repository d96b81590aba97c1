/**
 * The job file as immutable records with every default resolved, and the reader that locates each
 * problem.
 */
@NullMarked
package dev.linesweep.spec;

import org.jspecify.annotations.NullMarked;
