package dev.linesweep.spark.table;

import java.util.Optional;

/** Finds the first row that cannot be read, when Spark says that there is one. */
@FunctionalInterface
interface TornRows {
  TornRows NONE = Optional::empty;

  /** The whole message, with the file and the line. */
  Optional<String> first();
}
