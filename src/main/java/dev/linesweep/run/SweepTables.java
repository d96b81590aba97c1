package dev.linesweep.run;

import dev.linesweep.output.CurvesFile;
import dev.linesweep.output.FolderTable;
import dev.linesweep.output.SettingsFile;
import dev.linesweep.output.TrialFiles;
import dev.linesweep.output.TrialTable;
import dev.linesweep.result.OutputFile;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.Ranking;
import dev.linesweep.spark.Curves;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * Writes the tables of an output folder, each file atomically.
 *
 * @param report gathers the rows that are written
 */
record SweepTables(OutputFolder folder, TrialTable table, Ranking ranking, ReportGatherer report) {

  void writeTrials() throws IOException {
    if (ranking.plan().spec().hasRepeats()) {
      folder.write(folder.file(OutputFile.SETTINGS), this::writeWithSettings);
    } else {
      // Another sweep in this folder may have left one.
      folder.remove(folder.file(OutputFile.SETTINGS));
      writeTrials(report::accept);
    }
  }

  private void writeWithSettings(OutputStream out) throws IOException {
    SettingsFile settings = new SettingsFile(ranking.plan(), ranking.metric(), out);
    Consumer<RankedTrial> toReport = report::accept;
    writeTrials(toReport.andThen(settings));
    settings.finish();
  }

  private void writeTrials(Consumer<RankedTrial> besides) throws IOException {
    TrialFiles files = new TrialFiles(table, ranking);
    FolderTable ofSpark = new FolderTable(folder);
    ofSpark.remove();
    folder.write(
        folder.summary(),
        csv -> folder.write(folder.trials(), parquet -> files.write(csv, parquet, besides)));
    ofSpark.write();
  }

  /** Writes the curves. Called after the trials, which decide whose curves the page shows. */
  void writeCurves(Curves curves) throws IOException {
    new CurvesFile(folder)
        .write(
            ranking.plan(),
            sink ->
                curves.forEach(
                    curve ->
                        CurvePoints.forEach(
                            curve,
                            point -> {
                              sink.accept(point);
                              report.curves().accept(point.id(), point.losses());
                            })));
  }
}
