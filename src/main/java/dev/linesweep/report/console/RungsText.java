package dev.linesweep.report.console;

import dev.linesweep.plan.Rung;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.spec.EarlyTerminate;
import dev.linesweep.text.Lines;
import dev.linesweep.text.Rounded;
import dev.linesweep.text.TextTable;
import java.util.List;
import java.util.function.Function;

/**
 * What {@code plan} prints of {@code early_terminate}: who trains up to which rung, at what cost.
 */
final class RungsText {
  private RungsText() {}

  static String of(SweepPlan plan, int width) {
    List<Rung> rungs = Rung.of(plan);
    EarlyTerminate rule = plan.spec().limits().earlyTerminate();
    double grid = (double) plan.trajectories() * plan.maxEpochs();
    double all = rungs.stream().mapToDouble(Rung::columnEpochs).sum();
    TextTable table =
        TextTable.of(
            List.of(
                TextTable.right("to epoch", 0, cells(rungs, rung -> (long) rung.stretch().to())),
                TextTable.right("settings", 0, cells(rungs, Rung::settings)),
                TextTable.right("continue", 0, rungs.stream().map(RungsText::continuing).toList()),
                TextTable.right(
                    "column-epochs", 0, cells(rungs, rung -> Math.round(rung.columnEpochs())))),
            width);
    String cost =
        "%s column-epochs (the epochs of all trainings together): %s of the %s that it takes to train every setting to the end. At each rung, one setting in %s"
                .formatted(
                    Rounded.of((long) all),
                    percent(all / grid),
                    Rounded.of((long) grid),
                    Rounded.of((long) rule.eta()))
            + " continues; settings that diverge cost less.";
    return "Rungs\n" + table.text() + "\n" + Lines.wrap(cost, width, "  ");
  }

  private static List<String> cells(List<Rung> rungs, Function<Rung, Long> value) {
    return rungs.stream().map(value).map(Rounded::of).toList();
  }

  private static String continuing(Rung rung) {
    return rung.compared() == 0 ? "" : Rounded.of(rung.continuing());
  }

  private static String percent(double share) {
    return Rounded.of(100 * share) + " %";
  }
}
