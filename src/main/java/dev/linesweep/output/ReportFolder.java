package dev.linesweep.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.linesweep.report.ReportCollector;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.console.ClosingText;
import dev.linesweep.report.page.BestFit;
import dev.linesweep.report.page.PageCurves;
import dev.linesweep.report.page.PageSource;
import dev.linesweep.report.page.PageTrials;
import dev.linesweep.report.page.Plots;
import dev.linesweep.report.page.ReportPage;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.OutputFile;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.State;
import dev.linesweep.store.AtomicFile;
import dev.linesweep.store.LocalFiles;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.table.Row;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The page and the plots of an output folder, made only from its files. */
public final class ReportFolder {
  private final Configuration hadoop;
  private final OutputFolder folder;

  public ReportFolder(Configuration hadoop, OutputFolder folder) {
    this.hadoop = hadoop;
    this.folder = folder;
  }

  /**
   * Reads the folder, the trials in one pass.
   *
   * @throws dev.linesweep.spec.JobException if its sweep has not ended, or its files do not match
   */
  public PageSource read() throws IOException {
    SavedTrials saved = SavedTrials.of(folder);
    SavedErrors errors = new SavedErrors(model(), saved.provenance());
    PageTrials trials = new PageTrials(saved.axes(), saved.metric(), errors.baselines());
    SweepReport report = report(saved, errors, trials::accept);
    PageCurves curves = new PageCurves(trials::curves);
    new CurvesFile(folder).read(curves::accept);
    PageSource.Origin origin =
        new PageSource.Origin(
            saved.job(),
            saved.provenance(),
            StatusJson.laterRun(FolderJson.ifThere(folder, folder.file(OutputFile.STATUS))));
    return new PageSource(report, trials, curves, fit(report), origin);
  }

  /**
   * The report without the page, from the saved sums; empty if the JSON holds no such sums.
   *
   * @param sums the sums over the trials, as {@link SumsJson} writes them
   * @throws dev.linesweep.spec.JobException as for {@link #read}
   */
  public Optional<SweepReport> report(JsonNode sums) throws IOException {
    SavedTrials saved = SavedTrials.of(folder);
    return SumsJson.report(sums, saved, new SavedErrors(model(), saved.provenance()));
  }

  /**
   * @param page gets the trials too
   */
  private SweepReport report(SavedTrials saved, SavedErrors errors, Consumer<RankedTrial> page)
      throws IOException {
    ReportCollector collector = new ReportCollector(saved.axes(), saved.metric(), ClosingText.TOP);
    TrialsFile file = new TrialsFile(folder);
    boolean repeats = saved.axes().plan().spec().hasRepeats();
    Iterator<Row> first = file.firstOfSettings(ClosingText.TOP, repeats, saved::trial).iterator();
    file.forEach(
        saved::trial,
        trial -> {
          collector.accept(trial, () -> fitted(trial, first.next(), errors));
          page.accept(trial);
        });
    SweepReport report =
        collector.finish(errors.rows(saved), saved.provenance().run().stop()).with(errors.winner());
    if (report.best().isPresent() && errors.model().isMissingNode()) {
      throw folder.unended(folder.file(OutputFile.MODEL));
    }
    return report;
  }

  private JsonNode model() throws IOException {
    return FolderJson.ifThere(folder, folder.file(OutputFile.MODEL));
  }

  /** With more features than the table has weights for, only the winner's weights are kept. */
  private static FittedTrial fitted(RankedTrial trial, Row row, SavedErrors errors) {
    return trial.rank() == 1 && trial.result().state() == State.COMPLETE
        ? errors.fitted(trial)
        : TrialsFile.fitted(trial, row);
  }

  /** Writes the page as a whole; returns its path as a user would type it. */
  public String writePage(PageSource source, Path to) throws IOException {
    AtomicFile.write(hadoop, to, ReportPage.of(source));
    return LocalFiles.display(LocalFiles.qualify(hadoop, to));
  }

  /**
   * Writes the plots into a folder, which is created if necessary; returns its path as a user would
   * type it.
   */
  public String writePlots(PageSource source, Path to) throws IOException {
    for (Map.Entry<String, String> plot : Plots.of(source).entrySet()) {
      AtomicFile.write(hadoop, new Path(to, plot.getKey()), plot.getValue());
    }
    return LocalFiles.display(LocalFiles.qualify(hadoop, to));
  }

  /** The best model's predictions and path, unless they belong to an earlier winner. */
  private BestFit fit(SweepReport report) throws IOException {
    if (report.best().isEmpty()) {
      return BestFit.NONE;
    }
    return new BestFit(new PredictionsFile(folder).read(), new PathFile(folder).read());
  }
}
