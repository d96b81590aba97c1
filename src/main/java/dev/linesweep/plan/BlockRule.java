package dev.linesweep.plan;

import dev.linesweep.data.Shape;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.ParameterSpec;
import java.io.Serializable;

/**
 * How wide a block is: a function of the job, the shape of the data and the engine, never of the
 * cluster. A block should take some seconds, so that little is lost when its executor dies, and its
 * working memory is bounded.
 *
 * @param seconds what a block should take at the most, on the reference machine
 * @param columns the widest block
 * @param tile columns that cost the engine as much as one of them; a block has a multiple of it
 * @param activations arrays of rows × columns that the engine keeps outside the heap while it
 *     trains a full batch
 */
record BlockRule(double seconds, int columns, int tile, int activations) implements Serializable {
  private static final BlockRule DL4J = new BlockRule(8, 64, 1, 8);
  private static final BlockRule FUSED = new BlockRule(0.5, 4096, 32, 0);

  /** Blocks that a sweep of some size has, so that as many cores find work. */
  private static final int MANY = 240;

  /** Seconds of a block that are worth its files: 3 milliseconds of a core, and some requests. */
  private static final double LEAST_SECONDS = 0.25;

  /**
   * Blocks of a very large sweep, unless these would be very long: each is a file of the journal.
   */
  private static final int MOST = 20_000;

  /** Seconds of a block of a very large sweep at the most. */
  private static final double MOST_SECONDS = 8;

  /** Results of one block at the most, since it is journalled in one piece. */
  private static final long RESULT_BYTES = 32L << 20;

  /** Memory for the activations of one block at the most. */
  private static final long WORK_BYTES = 256L << 20;

  /** Bytes that the engine works with outside the heap while it trains a full batch. */
  long workBytes(long rows, int columns) {
    return 4L * activations * rows * columns;
  }

  static BlockRule of(EngineKind engine) {
    return switch (engine) {
      case DL4J -> DL4J;
      case FUSED -> FUSED;
    };
  }

  /**
   * The rule for the blocks of a sweep. Those of a small sweep are shorter and those of a very
   * large one longer, if no bits depend on their width, and neither does where the sweep stops.
   *
   * @param epochs that the trajectories train
   */
  static BlockRule of(SweepPlan plan, int epochs) {
    EngineKind engine = plan.spec().engine().kind();
    BlockRule rule = of(engine);
    if (!engine.repeatsBits() || !plan.spec().limits().stop().isNever()) {
      return rule;
    }
    double all =
        CostModel.of(engine)
            .seconds(plan.shape(), ParameterSpec.FULL_BATCH, epochs, plan.trajectories());
    double small = Math.min(rule.seconds, Math.max(LEAST_SECONDS, all / MANY));
    double seconds = Math.max(small, Math.min(MOST_SECONDS, all / MOST));
    return new BlockRule(seconds, rule.columns, rule.tile, rule.activations);
  }

  /** Columns a block of this job should have; at least one. */
  int width(EngineKind engine, Shape shape, int batchSize, int epochs, int recordedEpochs) {
    CostModel cost = CostModel.of(engine);
    double fixed = cost.seconds(shape, batchSize, epochs, 0);
    double each = cost.seconds(shape, batchSize, epochs, 1) - fixed;
    long width = (long) ((seconds - Math.min(fixed, seconds / 2)) / each);
    long most = Math.min(columns, RESULT_BYTES / snapshotBytes(shape, recordedEpochs));
    if (activations > 0) {
      most = Math.min(most, WORK_BYTES / workBytes(shape.rows(), 1));
    }
    width = Math.min(Math.max(width, tile), most);
    return (int) Math.max(1, width > tile ? width - width % tile : width);
  }

  private static long snapshotBytes(Shape shape, int recordedEpochs) {
    return recordedEpochs * (4L * shape.coefficients() + 72L);
  }
}
