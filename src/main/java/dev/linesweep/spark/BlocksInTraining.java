package dev.linesweep.spark;

import dev.linesweep.plan.Block;
import dev.linesweep.result.BlockOutcome;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.util.AccumulatorV2;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The progress of the blocks in training. A task reports it in an accumulator, which executors send
 * with their heartbeats; {@link Heard} reads it on the driver.
 */
final class BlocksInTraining extends AccumulatorV2<Block, Map<Block, Double>> {
  private static final long serialVersionUID = 1L;

  private final ConcurrentHashMap<Block, Double> shares = new ConcurrentHashMap<>();

  /** The task trains exactly these blocks. */
  void only(Collection<Block> blocks) {
    shares.keySet().retainAll(blocks);
  }

  /** Reports the share of a block that is done. */
  void set(Block block, double share) {
    shares.put(block, share);
  }

  @Override
  public boolean isZero() {
    return shares.isEmpty();
  }

  @Override
  public BlocksInTraining copy() {
    BlocksInTraining copy = new BlocksInTraining();
    copy.shares.putAll(shares);
    return copy;
  }

  @Override
  public void reset() {
    shares.clear();
  }

  @Override
  public void add(Block block) {
    set(block, 0);
  }

  /** Does nothing: the blocks of a task that has ended are among the outcomes. */
  @Override
  public void merge(AccumulatorV2<Block, Map<Block, Double>> other) {}

  @Override
  public Map<Block, Double> value() {
    return new HashMap<>(shares);
  }

  /** Listens on the driver to the tasks' reports. */
  static final class Heard extends SparkListener {
    private final long accumulator;
    private final Map<Block, Double> shares = new ConcurrentHashMap<>();
    private final Set<Block> ended = new HashSet<>();

    /**
     * @param accumulator the number of the tasks' accumulator
     */
    Heard(long accumulator) {
      this.accumulator = accumulator;
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate heartbeat) {
      CollectionConverters.asJava(heartbeat.accumUpdates())
          .forEach(task -> CollectionConverters.asJava(task._4()).forEach(this::hear));
    }

    private void hear(AccumulableInfo info) {
      if (info.id() == accumulator
          && info.update().isDefined()
          && info.update().get() instanceof Map<?, ?> told) {
        told.forEach(
            (block, share) ->
                shares.merge((Block) block, (Double) share, (a, b) -> Math.max(a, b)));
      }
    }

    /** Marks blocks with an outcome: late heartbeats about them do not count. */
    void ended(List<BlockOutcome> outcomes) {
      outcomes.forEach(outcome -> ended.add(outcome.block()));
    }

    /** The cost of the completed part of the blocks without an outcome. */
    double cost() {
      shares.keySet().removeIf(ended::contains);
      return shares.entrySet().stream()
          .mapToDouble(each -> each.getKey().cost() * each.getValue())
          .sum();
    }
  }
}
