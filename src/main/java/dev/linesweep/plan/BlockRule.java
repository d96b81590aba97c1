package dev.linesweep.plan;

import dev.linesweep.data.Shape;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.ParameterSpec;
import java.io.Serializable;

/**
 * The width of blocks: a function of the job, the shape of the data and the engine, never of the
 * cluster. A block should take some seconds, so that little is lost when its executor dies, and its
 * working memory is bounded.
 *
 * @param seconds the longest that a block should take on the reference machine
 * @param columns the most columns of a block
 * @param tile columns that cost the engine as much as one of them; a block has a multiple of it
 * @param activations arrays of rows × columns that the engine keeps outside the heap while it
 *     trains a full batch
 */
record BlockRule(double seconds, int columns, int tile, int activations) implements Serializable {
  private static final BlockRule DL4J = new BlockRule(8, 64, 1, 8);
  private static final BlockRule FUSED = new BlockRule(0.5, 4096, 32, 0);

  /** The fewest blocks of a larger sweep, so that as many cores have work. */
  private static final int MANY = 240;

  /**
   * The fewest seconds of a block that are worth its files: 3 milliseconds of a core, and some
   * requests.
   */
  private static final double LEAST_SECONDS = 0.25;

  /**
   * The most blocks of a very large sweep, unless they would be very long: each is a file of the
   * journal.
   */
  private static final int MOST = 20_000;

  /** The longest block of a very large sweep, in seconds. */
  private static final double MOST_SECONDS = 8;

  /** The most results of one block, since it is journalled in one piece. */
  private static final long RESULT_BYTES = 32L << 20;

  /** The most memory for the activations of one block. */
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
   * large one longer, if neither bits nor the point where the sweep stops depend on their width.
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

  /** The columns that a block of this job should have; at least one. */
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
