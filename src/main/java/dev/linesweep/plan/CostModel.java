package dev.linesweep.plan;

import dev.linesweep.data.Shape;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.ParameterSpec;
import java.io.Serializable;

/**
 * The cost of training, in seconds of one core of a reference machine. The constants decide how
 * blocks are cut, so they are part of the code and never measured at run time; {@code bench/run
 * costs} measures them.
 *
 * @param perStep overhead of one optimizer step of a block, whatever its width
 * @param perColumnStep overhead of one optimizer step of one column
 * @param perCell one row × (feature + 1) × column, forward and back
 * @param startUp seconds that a new process spends on loading and compiling
 */
public record CostModel(double perStep, double perColumnStep, double perCell, double startUp)
    implements Serializable {
  /**
   * Per-operation overhead dominates: about a millisecond per step, nearly independent of the
   * width. The bits of dl4j depend on the widths of blocks, so changing these constants changes its
   * arithmetic.
   */
  public static final CostModel DL4J = new CostModel(9e-4, 1e-6, 1.5e-9, 2.5);

  /** Only arithmetic: 4 flop per cell at some 50 GFLOP/s. */
  public static final CostModel FUSED = new CostModel(1.8e-7, 0, 8.2e-11, 4);

  /**
   * The fused engine on a GPU: an estimate from counting instructions, which no result depends on.
   * A step waits for a launch or for the rows that a thread sums one after the other.
   */
  public static final CostModel GPU = new CostModel(1e-5, 0, 5e-13, 1);

  public static CostModel of(EngineKind engine) {
    return switch (engine) {
      case DL4J -> DL4J;
      case FUSED -> FUSED;
    };
  }

  /** Seconds to train {@code columns} trajectories together for {@code epochs} epochs. */
  public double seconds(Shape shape, int batchSize, int epochs, long columns) {
    double steps = (double) epochs * steps(shape, batchSize);
    double cells = (double) epochs * shape.trainRows() * (shape.features() + 1.0) * columns;
    return steps * (perStep + perColumnStep * columns) + cells * perCell;
  }

  /** Optimizer steps per epoch. */
  public static int steps(Shape shape, int batchSize) {
    return batchSize == ParameterSpec.FULL_BATCH
        ? 1
        : (int) ((shape.trainRows() + (long) batchSize - 1) / batchSize);
  }
}
