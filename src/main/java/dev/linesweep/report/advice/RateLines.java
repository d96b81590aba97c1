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
      lines.add("learning_rate: " + OptimizerYaml.axis(shared(facts, rates)));
    }
    if (entries.stream().anyMatch(entry -> !entry.learningRates().isEmpty())) {
      lines.add(
          "optimizer: "
              + OptimizerYaml.of(entries.stream().map(e -> with(facts, e, rates)).toList()));
    }
    return String.join("\n", lines);
  }

  private static boolean sharesRates(OptimizerSpec entry) {
    return entry.optimizer().hasLearningRate() && entry.learningRates().isEmpty();
  }

  /** As the first of the optimizers has them that share rates. */
  private static List<Double> shared(ReportFacts facts, AxisValues rates) {
    return facts.parameters().optimizers().stream()
        .filter(RateLines::sharesRates)
        .findFirst()
        .map(entry -> facts.asWritten(entry.optimizer(), rates))
        .orElse(rates.sorted());
  }

  private static OptimizerSpec with(ReportFacts facts, OptimizerSpec entry, AxisValues rates) {
    return entry.learningRates().isEmpty()
        ? entry
        : new OptimizerSpec(
            entry.optimizer(), entry.parameters(), facts.asWritten(entry.optimizer(), rates));
  }
}
