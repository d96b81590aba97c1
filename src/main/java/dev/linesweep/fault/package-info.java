/**
 * The only catalogue of failures of Spark, Hadoop, databases and the machine: what is wrong, who
 * can fix it, and how. It does not use Spark's or Hadoop's classes: the driver often has only the
 * text of a failure on an executor.
 */
@NullMarked
package dev.linesweep.fault;

import org.jspecify.annotations.NullMarked;
