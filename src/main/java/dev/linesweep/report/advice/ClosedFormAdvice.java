package dev.linesweep.report.advice;

import dev.linesweep.model.Baselines;
import dev.linesweep.report.Judgment;
import dev.linesweep.report.SweepReport;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import dev.linesweep.text.Printable;
import dev.linesweep.text.Rounded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What may take training as far as the closed form, if that is noticeably better. */
final class ClosedFormAdvice {
  private ClosedFormAdvice() {}

  static Optional<Advice> on(ReportFacts facts) {
    if (facts.nothingToGain()) {
      return Optional.empty();
    }
    Advice remedy = remedy(facts.report());
    return lead(facts).map(lead -> new Advice(lead + " " + remedy.note(), remedy.change()));
  }

  private static Optional<String> lead(ReportFacts facts) {
    return facts.asGoodAsClosedForm()
        ? facts
            .judgment()
            .farFromOptimum()
            .map(clause -> "Training did not reach the closed form: " + clause + ".")
        : facts.closedForm().map(better -> lead(facts, better));
  }

  private static String lead(ReportFacts facts, Baselines.Baseline better) {
    return "%s: %s %s instead of %s."
        .formatted(
            better.name().equals(Baselines.LAD)
                ? "Least absolute deviations in closed form are better"
                : "Least squares in closed form is better",
            facts.report().metric().spec().key(),
            Rounded.of(facts.value(better)),
            Rounded.of(facts.bestValue()));
  }

  private static Advice remedy(SweepReport report) {
    if (standardizeHelps(report)) {
      return new Advice(
          Judgment.unscaled(report)
              .map(
                  feature ->
                      "The values of %s are typically as large as %s, which slows training."
                          .formatted(Printable.of(feature.name()), Rounded.plain(feature.size())))
              .orElse("Features of equal scale are easier to train on."),
          "--set data.standardize="
              + (report.spec().training().loss().needsOwnUnits() ? "features" : "all"));
    }
    return lacksAdam(report)
        ? new Advice("Adam adapts its step to each weight.", withAdam(report))
        : new Advice("More epochs may close the gap.", EpochsAdvice.line(report.plan()));
  }

  private static boolean standardizeHelps(SweepReport report) {
    return report.spec().data().standardize() == DataSpec.Standardize.NONE
        && (report.features().size() > 1 || Judgment.unscaled(report).isPresent());
  }

  private static boolean lacksAdam(SweepReport report) {
    return report.optimizers().stream().noneMatch(tally -> tally.optimizer() == Optimizer.ADAM);
  }

  private static String withAdam(SweepReport report) {
    List<OptimizerSpec> entries = new ArrayList<>(report.spec().parameters().optimizers());
    entries.add(
        new OptimizerSpec(
            Optimizer.ADAM,
            Optimizer.ADAM.settings().stream().map(s -> List.of(s.defaultValue())).toList(),
            List.of()));
    return "optimizer: " + OptimizerYaml.of(entries);
  }
}
