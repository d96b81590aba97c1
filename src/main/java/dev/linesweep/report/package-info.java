/** Results to CSV, console, HTML and SVG. Pure Java. */
@NullMarked
package dev.linesweep.report;

import org.jspecify.annotations.NullMarked;
