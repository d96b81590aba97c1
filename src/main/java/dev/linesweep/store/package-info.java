/** Durable files: journal, lock and atomic outputs. Uses only Hadoop's file system API. */
@NullMarked
package dev.linesweep.store;

import org.jspecify.annotations.NullMarked;
