/** What is told of a sweep: its leading trials, verdict and doubts, as values. Pure Java. */
@NullMarked
package dev.linesweep.report;

import org.jspecify.annotations.NullMarked;
