/** Linear models, their errors, and fits in closed form: pure mathematics. */
@NullMarked
package dev.linesweep.model;

import org.jspecify.annotations.NullMarked;
