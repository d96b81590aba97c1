/** What to try next: one class per rule, each looking at the same facts about a sweep. Pure. */
@NullMarked
package dev.linesweep.report.advice;

import org.jspecify.annotations.NullMarked;
