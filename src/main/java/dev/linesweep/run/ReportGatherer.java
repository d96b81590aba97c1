package dev.linesweep.run;

import dev.linesweep.model.Baselines;
import dev.linesweep.model.PairedErrors;
import dev.linesweep.report.Axes;
import dev.linesweep.report.DataFacts;
import dev.linesweep.report.ReportCollector;
import dev.linesweep.report.Rounding;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.WinnerFacts;
import dev.linesweep.report.page.BestFit;
import dev.linesweep.report.page.PageCurves;
import dev.linesweep.report.page.PageSource;
import dev.linesweep.report.page.PageTrials;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.spark.Refit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The report of a sweep, gathered in the passes that write its tables. */
final class ReportGatherer {
  private final Prepared prepared;
  private final ReportCollector collector;
  private final PageTrials trials;
  private final PageCurves curves;
  private final String stop;
  private final Optional<Refit> refit;
  private final Set<String> devices = new TreeSet<>();

  /**
   * @param simple the baselines that need no fit
   * @param top how many of the leading trials to keep
   * @param stop as in {@link SweepReport.Counts}
   * @param refit the best trial, if all others leave out a fold
   */
  ReportGatherer(Prepared prepared, Baselines simple, int top, String stop, Optional<Refit> refit) {
    this.refit = refit;
    this.prepared = prepared;
    this.stop = stop;
    Axes axes = new Axes(prepared.plan());
    this.collector = new ReportCollector(axes, prepared.metric(), top);
    this.trials = new PageTrials(axes, prepared.metric(), simple);
    this.curves = new PageCurves(trials::curves);
  }

  /** Reads the trials, once and in rank order. */
  void accept(RankedTrial trial) {
    devices.add(trial.result().facts().device());
    collector.accept(trial, () -> FittedTrial.of(orRefit(trial), prepared.sets()));
    trials.accept(trial);
  }

  private RankedTrial orRefit(RankedTrial trial) {
    return trial.rank() == 1 ? refit.map(Refit::ranked).orElse(trial) : trial;
  }

  /** The report on all trials; called again if there are more baselines. */
  SweepReport finish(Baselines baselines) {
    List<String> notes = new ArrayList<>(prepared.data().notes());
    notes.addAll(baselines.notes());
    SweepReport report =
        collector.finish(
            SweepReport.Rows.of(
                prepared.samples(),
                baselines,
                DataFacts.of(prepared.data().description(), notes, prepared.samples())),
            stop);
    return report.with(new WinnerFacts(paired(report, baselines), Rounding.NONE));
  }

  /** The best trial's errors on the test rows, and those of all baselines. */
  private Map<String, PairedErrors> paired(SweepReport report, Baselines baselines) {
    return report
        .bestModel()
        .map(
            best ->
                baselines.paired(
                    best,
                    prepared.data().matrix(),
                    prepared.samples().rowNumbers().test(),
                    prepared.data().columnBaselines()))
        .orElse(Map.of());
  }

  /** Reads the rows of the curves, after all trials. */
  PageCurves curves() {
    return curves;
  }

  /** The data that the trials were trained on. */
  List<String> devices() {
    return List.copyOf(devices);
  }

  /** All data of the page. */
  PageSource source(SweepReport report, BestFit fit, PageSource.Origin origin) {
    return new PageSource(report, trials, curves, fit, origin);
  }
}
