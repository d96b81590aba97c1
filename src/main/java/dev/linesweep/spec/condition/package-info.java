/**
 * Conditions over named values, as SQL has them in {@code WHERE}: read, checked and evaluated
 * without Spark. Pure; knows nothing of jobs.
 */
@NullMarked
package dev.linesweep.spec.condition;

import org.jspecify.annotations.NullMarked;
