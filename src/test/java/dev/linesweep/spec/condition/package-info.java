/** Tests of conditions. */
@NullMarked
package dev.linesweep.spec.condition;

import org.jspecify.annotations.NullMarked;
