package dev.linesweep.output;

import dev.linesweep.data.LabelVariances;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.report.Axes;
import dev.linesweep.report.Provenance;
import dev.linesweep.report.SettingSpread;
import dev.linesweep.report.console.RankedTable;
import dev.linesweep.report.console.TrialListing;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.OutputFile;
import dev.linesweep.result.RankedSettings;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.table.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The trials of a folder and how they were ranked.
 *
 * @param job the text of {@code job.yaml}
 */
public record SavedTrials(String job, Provenance provenance, Axes axes, RankingMetric metric) {
  /**
   * Stands for the variance of each fold's labels: with it R² is converted to an error as a row is
   * read, and back to R².
   */
  private static final double OF_ANY_FOLD = 1;

  /**
   * @throws dev.linesweep.spec.JobException if its sweep has not ended, or a file is damaged
   */
  public static SavedTrials of(OutputFolder folder) throws IOException {
    Provenance provenance =
        ProvenanceJson.read(FolderJson.read(folder, folder.file(OutputFile.PROVENANCE)));
    String job = folder.text(folder.job());
    SweepSpec spec = SpecReader.read(job, folder.job().toString(), List.of());
    LabelVariances variances = provenance.data().variances();
    return new SavedTrials(
        job,
        provenance,
        new Axes(SweepPlan.of(spec, provenance.data().shape())),
        new RankingMetric(
            spec.metric(),
            spec.split().hasFolds() ? OF_ANY_FOLD : variances.of(spec.metric().part())));
  }

  /** A row of {@code trials.parquet} as a result, without its model. */
  RankedTrial trial(Row row) {
    return TrialsFile.trial(row, metric, axes.plan().spec().training().loss());
  }

  public double testLabelVariance() {
    return provenance.data().variances().of(MetricSpec.Part.TEST);
  }

  /** Whether reports show settings instead of trials. */
  public boolean hasRepeats() {
    return axes.plan().spec().hasRepeats();
  }

  /**
   * The first settings over their repeats, for display.
   *
   * @param top the most of them; 0 for all
   */
  public RankedTable settings(TrialsFile file, int top) throws IOException {
    List<SettingSpread> spreads = new ArrayList<>();
    List<FittedTrial> first = new ArrayList<>();
    RankedSettings settings =
        new RankedSettings(true, setting -> spreads.add(SettingSpread.of(setting, metric)));
    file.rows()
        .whileTrue(
            row -> {
              RankedTrial trial = trial(row);
              if (settings.begins(trial)) {
                first.add(TrialsFile.fitted(trial, row));
              }
              settings.accept(trial);
              return top == 0 || spreads.size() < top;
            });
    settings.finish();
    return RankedTable.ofSettings(
        axes, metric, testLabelVariance(), spreads, top == 0 ? first : first(first, top));
  }

  private static List<FittedTrial> first(List<FittedTrial> all, int count) {
    return all.subList(0, Math.min(count, all.size()));
  }

  /** Some of the trials, for display. */
  public RankedTable table(TrialListing listing) {
    return RankedTable.ofTrials(
        axes,
        metric,
        testLabelVariance(),
        listing.sortedBy(),
        listing.rows().stream().map(row -> TrialsFile.fitted(trial(row), row)).toList());
  }
}
