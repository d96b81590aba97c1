package dev.linesweep.spark;

import dev.linesweep.plan.Block;
import dev.linesweep.result.BlockOutcome;
import dev.linesweep.result.RunFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Journals what it trains, and writes down in which order; some blocks end the attempt. */
final class ScriptedWork implements BlockWork {
  private static final long serialVersionUID = 1L;
  private static final RunFacts FACTS =
      new RunFacts("none", "cpu", "here", 0, Instant.EPOCH, Duration.ZERO);

  private final transient Set<Block> poison;
  private final transient Set<Block> journal = new HashSet<>();
  final transient List<Block> trained = new ArrayList<>();

  private final int together;

  ScriptedWork(Set<Block> poison) {
    this(poison, 1);
  }

  /**
   * @param together so many blocks train together
   */
  ScriptedWork(Set<Block> poison, int together) {
    this.poison = poison;
    this.together = together;
  }

  @Override
  public List<List<Block>> together(List<Block> blocks) {
    return BlockGroups.of(blocks, block -> 0, block -> together * block.size());
  }

  /** The executor is gone, and the attempt with it. */
  static final class LostException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public Optional<BlockOutcome> journalled(Block block) {
    return journal.contains(block) ? Optional.of(outcome(block)) : Optional.empty();
  }

  @Override
  public List<BlockOutcome> train(List<Block> blocks) {
    trained.addAll(blocks);
    if (blocks.stream().anyMatch(poison::contains)) {
      throw new LostException();
    }
    journal.addAll(blocks);
    return blocks.stream().map(ScriptedWork::outcome).toList();
  }

  @Override
  public BlockOutcome givenUp(Block block, int times) {
    return BlockOutcome.Failed.of(block, 1, FACTS, "given up after " + times, "");
  }

  static BlockOutcome outcome(Block block) {
    return new BlockOutcome.Trained(block, 1, 0, 0.5, FACTS);
  }
}
