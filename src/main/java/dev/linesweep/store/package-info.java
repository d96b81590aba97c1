/** The durable side: journal, lock, atomic outputs. Hadoop's file system API only. */
@NullMarked
package dev.linesweep.store;

import org.jspecify.annotations.NullMarked;
