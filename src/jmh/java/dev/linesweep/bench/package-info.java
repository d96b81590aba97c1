/** What {@code bench/run} measures; no part of the product. */
package dev.linesweep.bench;
