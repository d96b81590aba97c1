package dev.linesweep.plan;

import dev.linesweep.spec.JobException;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.spec.SweepSpec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lays out a job's grid as sections: those of an optimizer together, without duplicates. */
final class Sections {
  private Sections() {}

  static List<Section> of(SweepSpec spec) {
    ParameterSpec axes = spec.parameters();
    List<Long> seeds =
        spec.training().init().drawsFromSeed() ? axes.seeds() : List.of(Trajectory.NO_SEED);
    List<Section> sections = new ArrayList<>();
    long first = 0;
    for (Map<OptimizerParameters, Set<Double>> variants : variants(axes).values()) {
      for (int batchSize : axes.batchSizes()) {
        for (Map.Entry<OptimizerParameters, Set<Double>> variant : variants.entrySet()) {
          List<Double> rates = List.copyOf(variant.getValue());
          Section section =
              new Section(first, variant.getKey(), batchSize, rates, axes.l1(), axes.l2(), seeds);
          sections.add(section);
          first = section.end();
          requireWithinLimit(first, axes.epochs().size());
        }
      }
    }
    return List.copyOf(sections);
  }

  /** The learning rates of each optimizer's distinct parameters, in order of appearance. */
  private static Map<Optimizer, Map<OptimizerParameters, Set<Double>>> variants(
      ParameterSpec axes) {
    Map<Optimizer, Map<OptimizerParameters, Set<Double>>> variants = new EnumMap<>(Optimizer.class);
    Map<Optimizer, Map<OptimizerParameters, Set<Double>>> ordered = new LinkedHashMap<>();
    for (OptimizerSpec entry : axes.optimizers()) {
      var ofOptimizer = variants.computeIfAbsent(entry.optimizer(), o -> new LinkedHashMap<>());
      ordered.put(entry.optimizer(), ofOptimizer);
      for (List<Double> values : product(entry.parameters())) {
        ofOptimizer
            .computeIfAbsent(
                new OptimizerParameters(entry.optimizer(), values), s -> new LinkedHashSet<>())
            .addAll(entry.rates(axes.learningRates()));
      }
    }
    return ordered;
  }

  /** Every choice of one value from each list; the last list varies fastest. */
  private static List<List<Double>> product(List<List<Double>> lists) {
    List<List<Double>> product = List.of(List.of());
    for (List<Double> values : lists) {
      List<List<Double>> longer = new ArrayList<>();
      for (List<Double> head : product) {
        for (Double value : values) {
          List<Double> choice = new ArrayList<>(head);
          choice.add(value);
          longer.add(choice);
        }
      }
      product = longer;
      requireWithinLimit(product.size(), 1);
    }
    return product;
  }

  private static void requireWithinLimit(long trajectories, long epochs) {
    if (trajectories > SweepPlan.MAX_TRIALS / epochs) {
      throw new JobException(
          "parameters: the grid has "
              + trajectories * epochs
              + " trials, more than the "
              + SweepPlan.MAX_TRIALS
              + " that one sweep may have. Maybe split it by optimizer or seed?");
    }
  }
}
