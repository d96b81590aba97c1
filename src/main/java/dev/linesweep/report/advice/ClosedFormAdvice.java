package dev.linesweep.report.advice;

import dev.linesweep.model.Baselines;
import dev.linesweep.report.SweepReport;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import dev.linesweep.text.Rounded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What may take training as far as the exact fit, if that is noticeably better. */
final class ClosedFormAdvice {
  private ClosedFormAdvice() {}

  static Optional<Advice> on(ReportFacts facts) {
    if (facts.asGoodAsPossible()) {
      return Optional.empty();
    }
    Advice remedy = atOptimum(facts).orElseGet(() -> remedy(facts));
    return lead(facts).map(lead -> new Advice(lead + " " + remedy.note(), remedy.change()));
  }

  /** That the exact fit is noticeably better, as a sentence. */
  static Optional<String> lead(ReportFacts facts) {
    return facts.asGoodAsClosedForm()
        ? facts
            .judgment()
            .farFromOptimum()
            .map(clause -> "Training did not reach the exact fit: " + clause + ".")
        : facts.closedForm().map(better -> lead(facts, better));
  }

  private static String lead(ReportFacts facts, Baselines.Baseline better) {
    return "The exact fit of %s has a better %s: %s instead of %s.%s"
        .formatted(
            name(better),
            facts.metric().spec().key(),
            Rounded.of(facts.value(better)),
            (facts.report().spec().hasRepeats() ? "the winner's " : "")
                + Rounded.of(facts.bestValue()),
            chance(facts, better));
  }

  private static String name(Baselines.Baseline baseline) {
    return baseline.name().equals(Baselines.LAD) ? "least absolute deviations" : "least squares";
  }

  /** How much of the difference can be chance, if it is judged on the test rows. */
  private static String chance(ReportFacts facts, Baselines.Baseline better) {
    return facts.metric().spec().part() == MetricSpec.Part.TEST
        ? facts
            .judgment()
            .chance(facts.report(), better.name())
            .map(" But %s."::formatted)
            .orElse("")
        : "";
  }

  /** That no training closes the gap; empty if it may. */
  private static Optional<Advice> atOptimum(ReportFacts facts) {
    if (facts.judgment().atOptimum()) {
      return Optional.of(
          new Advice(
              "Training is at its optimum: no weights have a noticeably lower training loss than"
                  + " its %s.".formatted(Rounded.of(facts.trainingLoss())),
              ""));
    }
    return facts
        .closedForm()
        .filter(better -> facts.trainingLoss() <= better.train().loss())
        .map(
            better ->
                new Advice(
                    "Its training loss, %s, is already no higher than that of %s, %s, so more"
                            .formatted(
                                Rounded.of(facts.trainingLoss()),
                                name(better),
                                Rounded.of(better.train().loss()))
                        + " training is not likely to help.",
                    ""));
  }

  private static Advice remedy(ReportFacts facts) {
    SweepReport report = facts.report();
    if (report.spec().data().standardize() == DataSpec.Standardize.NONE
        && report.features().size() > 1) {
      return new Advice(
          "Features of equal scale are easier to train on.", UnscaledAdvice.standardize(report));
    }
    if (lacksAdam(report) && report.features().size() > 1) {
      return new Advice("Adam adapts its step to each weight.", withAdam(report));
    }
    return EpochsAdvice.isStalled(facts)
        ? new Advice(
            "More epochs did not lower its loss noticeably; smaller learning rates may.", "")
        : new Advice("More epochs may close the gap.", EpochsAdvice.line(report.plan()));
  }

  private static boolean lacksAdam(SweepReport report) {
    return report.optimizers().stream().noneMatch(tally -> tally.optimizer() == Optimizer.ADAM);
  }

  private static String withAdam(SweepReport report) {
    List<OptimizerSpec> entries = new ArrayList<>(report.spec().parameters().optimizers());
    entries.add(
        new OptimizerSpec(
            Optimizer.ADAM,
            Optimizer.ADAM.parameters().stream().map(s -> List.of(s.defaultValue())).toList(),
            List.of()));
    return "optimizer: " + OptimizerYaml.of(entries);
  }
}
