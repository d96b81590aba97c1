package dev.linesweep.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.linesweep.data.Shape;
import dev.linesweep.model.LinearModel;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.report.DataFacts;
import dev.linesweep.report.ReportCollector;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.page.BestFit;
import dev.linesweep.report.page.FolderTexts;
import dev.linesweep.report.page.PageCurves;
import dev.linesweep.report.page.PageSource;
import dev.linesweep.report.page.PageTrials;
import dev.linesweep.report.page.Plots;
import dev.linesweep.report.page.ReportPage;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.store.AtomicFile;
import dev.linesweep.store.LocalFiles;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.util.ArrayList;
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
    FolderTexts texts = texts();
    SavedErrors errors = new SavedErrors(texts.model(), texts.provenance());
    SweepPlan plan = plan(texts, errors);
    RankingMetric metric =
        new RankingMetric(plan.spec().metric(), errors.labelVariance(plan.spec().metric()));
    ReportCollector collector = new ReportCollector(plan, metric, weights -> noModel(errors), TOP);
    PageTrials trials = new PageTrials(plan, metric, errors.baselines());
    Loss loss = plan.spec().training().loss();
    new TrialsFile(folder)
        .rows()
        .forEach(
            row -> {
              RankedTrial trial = TrialsFile.trial(row, metric, loss);
              collector.accept(trial.rank(), trial.result());
              trials.accept(trial);
            });
    SweepReport report =
        collector
            .finish(
                errors.features(),
                errors.label(),
                errors.testLabelVariance(),
                errors.baselines(),
                facts(texts.provenance().path("data")))
            .with(errors.winner());
    if (report.best().isPresent() && texts.model().isMissingNode()) {
      throw folder.unended(folder.file("best/model.json"));
    }
    PageCurves curves = new PageCurves(trials::curves);
    new CurvesFile(folder).read(curves::accept);
    return new PageSource(report, trials, curves, fit(report), texts);
  }

  /** The same, of a sweep whose trials and curves the caller has just written and gathered. */
  public PageSource read(SweepReport report, PageTrials trials, PageCurves curves)
      throws IOException {
    return new PageSource(report, trials, curves, fit(report), texts());
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

  private static DataFacts facts(JsonNode data) {
    List<String> notes = new ArrayList<>();
    data.path("notes").forEach(note -> notes.add(note.asText()));
    List<DataFacts.Feature> unscaled = new ArrayList<>();
    data.path("unscaled")
        .forEach(
            feature ->
                unscaled.add(
                    new DataFacts.Feature(
                        feature.path("name").asText(),
                        feature.path("mean").asDouble(),
                        feature.path("deviation").asDouble())));
    return new DataFacts(
        data.path("source").asText(), notes, data.path("features").asInt(), unscaled);
  }

  private static LinearModel noModel(SavedErrors errors) {
    return new LinearModel(
        new double[errors.features().size()], 0, errors.features(), errors.label());
  }

  private SweepPlan plan(FolderTexts texts, SavedErrors errors) {
    SweepSpec spec = SpecReader.read(texts.job(), folder.job().toString(), List.of());
    JsonNode rows = texts.provenance().path("data").path("rows");
    return SweepPlan.of(
        spec,
        new Shape(
            texts
                .provenance()
                .path("data")
                .path("features")
                .asInt(Math.max(1, errors.features().size())),
            rows.path("train").asInt(),
            rows.path("validation").asInt(),
            rows.path("test").asInt()));
  }

  /** The best model's predictions and path; those of an earlier winner are not of this report. */
  private BestFit fit(SweepReport report) throws IOException {
    if (report.best().isEmpty()) {
      return new BestFit(List.of(), List.of());
    }
    return new BestFit(new PredictionsFile(folder).read(), new PathFile(folder).read());
  }

  private FolderTexts texts() throws IOException {
    return new FolderTexts(
        folder.text(folder.job()),
        json(folder.provenance()),
        ifThere(folder.status()),
        ifThere(folder.file("best/model.json")));
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
