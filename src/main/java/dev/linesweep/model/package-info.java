/** Linear models, what measures them, and the closed forms next to them: pure mathematics. */
@NullMarked
package dev.linesweep.model;

import org.jspecify.annotations.NullMarked;
