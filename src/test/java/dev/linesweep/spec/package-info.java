@NullMarked
package dev.linesweep.spec;

import org.jspecify.annotations.NullMarked;
