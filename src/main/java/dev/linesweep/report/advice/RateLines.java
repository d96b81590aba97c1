package dev.linesweep.report.advice;

import dev.linesweep.spec.OptimizerSpec;
import java.util.ArrayList;
import java.util.List;

/** Learning rates for all optimizers, those that have their own included, as lines of a job. */
final class RateLines {
  private RateLines() {}

  static String of(ReportFacts facts, AxisValues rates) {
    List<OptimizerSpec> entries = facts.parameters().optimizers();
    List<String> lines = new ArrayList<>();
    if (entries.stream().anyMatch(RateLines::sharesRates)) {
      lines.add("learning_rate: " + rates.yaml());
    }
    if (entries.stream().anyMatch(entry -> !entry.learningRates().isEmpty())) {
      lines.add(
          "optimizer: " + OptimizerYaml.of(entries.stream().map(e -> with(e, rates)).toList()));
    }
    return String.join("\n", lines);
  }

  private static boolean sharesRates(OptimizerSpec entry) {
    return entry.optimizer().hasLearningRate() && entry.learningRates().isEmpty();
  }

  private static OptimizerSpec with(OptimizerSpec entry, AxisValues rates) {
    return entry.learningRates().isEmpty()
        ? entry
        : new OptimizerSpec(entry.optimizer(), entry.settings(), rates.sorted());
  }
}
