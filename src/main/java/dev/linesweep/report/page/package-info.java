/** The page {@code report.html} and the SVG plots: what a sweep came to, to look at. Pure. */
@NullMarked
package dev.linesweep.report.page;

import org.jspecify.annotations.NullMarked;
