/**
 * What Spark, Hadoop, databases and the machine throw, in words: what is wrong, whose it is to fix,
 * and how. The one catalogue of it; knows nothing of Spark's or Hadoop's classes, since of what
 * failed on an executor the driver often has no more than text.
 */
@NullMarked
package dev.linesweep.fault;

import org.jspecify.annotations.NullMarked;
