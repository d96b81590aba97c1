package dev.linesweep.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.linesweep.data.LabelVariances;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.report.Axes;
import dev.linesweep.report.Provenance;
import dev.linesweep.report.ReportCollector;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.page.BestFit;
import dev.linesweep.report.page.PageCurves;
import dev.linesweep.report.page.PageSource;
import dev.linesweep.report.page.PageTrials;
import dev.linesweep.report.page.Plots;
import dev.linesweep.report.page.ReportPage;
import dev.linesweep.result.OutputFile;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.State;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.store.AtomicFile;
import dev.linesweep.store.LocalFiles;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.table.Row;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The page and the plots of an output folder, made from its files alone. */
public final class ReportFolder {
  private static final int TOP = 10;

  private final Configuration hadoop;
  private final OutputFolder folder;

  public ReportFolder(Configuration hadoop, OutputFolder folder) {
    this.hadoop = hadoop;
    this.folder = folder;
  }

  /**
   * Reads the folder, the trials in one pass.
   *
   * @throws dev.linesweep.spec.JobException where its sweep has not ended, or its files do not fit
   *     together
   */
  public PageSource read() throws IOException {
    Trials trials = trials();
    PageCurves curves = new PageCurves(trials.page()::curves);
    new CurvesFile(folder).read(curves::accept);
    PageSource.Origin origin =
        new PageSource.Origin(
            trials.job(),
            trials.provenance(),
            StatusJson.laterRun(ifThere(folder.file(OutputFile.STATUS))));
    return new PageSource(trials.report(), trials.page(), curves, fit(trials.report()), origin);
  }

  /**
   * Reads the trials only, and what is known of the data and the best one.
   *
   * @throws dev.linesweep.spec.JobException as for {@link #read}
   */
  public SweepReport report() throws IOException {
    return trials().report();
  }

  private record Trials(String job, Provenance provenance, SweepReport report, PageTrials page) {}

  private Trials trials() throws IOException {
    Provenance provenance = ProvenanceJson.read(json(folder.provenance()));
    JsonNode model = ifThere(folder.file(OutputFile.MODEL));
    SavedErrors errors = new SavedErrors(model, provenance);
    String job = folder.text(folder.job());
    SweepSpec spec = SpecReader.read(job, folder.job().toString(), List.of());
    SweepPlan plan = SweepPlan.of(spec, provenance.data().shape());
    LabelVariances variances = provenance.data().variances();
    RankingMetric metric = new RankingMetric(spec.metric(), variances.of(spec.metric().part()));
    Axes axes = new Axes(plan);
    ReportCollector collector = new ReportCollector(axes, metric, TOP);
    PageTrials trials = new PageTrials(axes, metric, errors.baselines());
    new TrialsFile(folder)
        .rows()
        .forEach(
            row -> {
              RankedTrial trial = TrialsFile.trial(row, metric, spec.training().loss());
              collector.accept(trial, () -> weightsThenBias(trial, row, errors));
              trials.accept(trial);
            });
    SweepReport report =
        collector
            .finish(
                new SweepReport.Rows(
                    errors.features(),
                    errors.label(),
                    variances.of(MetricSpec.Part.TEST),
                    errors.baselines(),
                    provenance.data().facts()))
            .with(errors.winner());
    if (report.best().isPresent() && model.isMissingNode()) {
      throw folder.unended(folder.file(OutputFile.MODEL));
    }
    return new Trials(job, provenance, report, trials);
  }

  /** Of more features than the table has weights for, only those of the winner are kept. */
  private static double[] weightsThenBias(RankedTrial trial, Row row, SavedErrors errors) {
    return trial.rank() == 1 && trial.result().state() == State.COMPLETE
        ? errors.weightsThenBias()
        : TrialsFile.weightsThenBias(row);
  }

  /** Writes the page, whole; gives where it is, as people type it. */
  public String writePage(PageSource source, Path to) throws IOException {
    AtomicFile.write(hadoop, to, ReportPage.of(source));
    return LocalFiles.display(LocalFiles.qualify(hadoop, to));
  }

  /** Writes the plots into a folder, made where it is missing; gives where, as people type it. */
  public String writePlots(PageSource source, Path to) throws IOException {
    for (Map.Entry<String, String> plot : Plots.of(source).entrySet()) {
      AtomicFile.write(hadoop, new Path(to, plot.getKey()), plot.getValue());
    }
    return LocalFiles.display(LocalFiles.qualify(hadoop, to));
  }

  /** The best model's predictions and path; those of an earlier winner are not of this report. */
  private BestFit fit(SweepReport report) throws IOException {
    if (report.best().isEmpty()) {
      return BestFit.NONE;
    }
    return new BestFit(new PredictionsFile(folder).read(), new PathFile(folder).read());
  }

  private JsonNode ifThere(Path file) throws IOException {
    return file.getFileSystem(hadoop).exists(file) ? json(file) : MissingNode.getInstance();
  }

  private JsonNode json(Path file) throws IOException {
    try {
      return JsonMapper.builder().build().readTree(folder.text(file));
    } catch (JsonProcessingException e) {
      throw OutputFolder.damaged(file);
    }
  }
}
