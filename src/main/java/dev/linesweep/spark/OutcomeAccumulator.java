package dev.linesweep.spark;

import dev.linesweep.result.BlockOutcome;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.util.AccumulatorV2;

/** Gathers block outcomes on the driver, each exactly once, as their tasks end. */
final class OutcomeAccumulator extends AccumulatorV2<BlockOutcome, List<BlockOutcome>> {
  private static final long serialVersionUID = 1L;

  private final ArrayList<BlockOutcome> outcomes = new ArrayList<>();

  @Override
  public synchronized boolean isZero() {
    return outcomes.isEmpty();
  }

  @Override
  public synchronized OutcomeAccumulator copy() {
    OutcomeAccumulator copy = new OutcomeAccumulator();
    copy.outcomes.addAll(outcomes);
    return copy;
  }

  @Override
  public synchronized void reset() {
    outcomes.clear();
  }

  @Override
  public synchronized void add(BlockOutcome outcome) {
    outcomes.add(outcome);
  }

  @Override
  public synchronized void merge(AccumulatorV2<BlockOutcome, List<BlockOutcome>> other) {
    outcomes.addAll(other.value());
  }

  @Override
  public synchronized List<BlockOutcome> value() {
    return List.copyOf(outcomes);
  }
}
