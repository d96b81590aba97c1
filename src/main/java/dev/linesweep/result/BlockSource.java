package dev.linesweep.result;

import java.io.IOException;
import java.util.function.Consumer;

/** Trained blocks that can be read over and over, in the same order each time. */
@FunctionalInterface
public interface BlockSource {
  /** Reads every block, one at a time. If two hold the same snapshot, the first one counts. */
  void forEach(Consumer<TrainedBlock> block) throws IOException;
}
