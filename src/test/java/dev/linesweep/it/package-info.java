/** Integration tests: they start processes, or need the built jar, Chromium or a cluster. */
@NullMarked
package dev.linesweep.it;

import org.jspecify.annotations.NullMarked;
