package dev.linesweep.result;

import java.io.IOException;
import java.util.function.Consumer;

/** Trained blocks that can be read repeatedly, each time in the same order. */
@FunctionalInterface
public interface BlockSource {
  /** Reads every block, one at a time. If two hold the same snapshot, the first one counts. */
  void forEach(Consumer<TrainedBlock> block) throws IOException;
}
