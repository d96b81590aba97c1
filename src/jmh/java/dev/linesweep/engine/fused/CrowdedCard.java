package dev.linesweep.engine.fused;

import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.engine.cuda.Card;
import dev.linesweep.engine.cuda.Gpu;
import dev.linesweep.engine.cuda.GpuMemoryException;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import java.util.List;

/** A card that somebody else has filled: a training must go on in parts, with the same bits. */
final class CrowdedCard {
  private final TimedCard card;
  private final Training training;

  CrowdedCard(Card card, int columns) {
    this.card = new TimedCard(card);
    training =
        GpuCases.training(
            new GpuCases.Shape(57, 1, columns, 0, 3, GpuCases.LONG),
            List.of(Optimizer.values()),
            Loss.MAE);
  }

  /** Trains with room for all columns and with room for a third of them. */
  GpuComparison compare() {
    FusedEngine engine =
        FusedEngine.on(
            card,
            new GpuSharing(1, 1),
            note -> {
              throw new IllegalStateException(note);
            },
            GpuLimits.USUAL.ofAtLeast(training.block().columns().size() / 16));
    Snapshots whole = train(engine);
    long launchesOfWhole = card.take().launches();
    try (Gpu others = card.open()) {
      fill(others, GpuFootprint.of(training).card() * training.block().columns().size() / 3);
      Snapshots parts = train(engine);
      long launches = card.take().launches();
      System.out.printf(
          "out of memory: %d launches where all columns have room, %d where a third has%n",
          launchesOfWhole, launches);
      if (launches < 2 * launchesOfWhole) {
        throw new IllegalStateException("the card was not full, so nothing is shown");
      }
      GpuComparison comparison = new GpuComparison(others, System.out::println);
      comparison.compare("in parts", parts, whole);
      comparison.compare(
          "whole", whole, new FusedEngine().train(training.block(), training.samples()));
      System.out.printf(
          "%,d numbers compared, %,d of them different%n",
          comparison.numbers(), comparison.different());
      return comparison;
    }
  }

  private Snapshots train(FusedEngine engine) {
    return engine.train(training.block(), training.samples(), TrainingWatch.NONE);
  }

  /** Leaves so much, in smaller and smaller pieces. */
  private static void fill(Gpu gpu, long room) {
    long piece = gpu.freeBytes() - room;
    while (gpu.freeBytes() > room && piece > 256) {
      try {
        gpu.allocate(Math.min(piece, gpu.freeBytes() - room));
      } catch (GpuMemoryException e) {
        piece /= 2;
      }
    }
  }
}
