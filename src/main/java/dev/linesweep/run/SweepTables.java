package dev.linesweep.run;

import dev.linesweep.output.CurvesFile;
import dev.linesweep.output.TrialFiles;
import dev.linesweep.output.TrialTable;
import dev.linesweep.result.Ranking;
import dev.linesweep.spark.Curves;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;

/**
 * Writes the tables of an output folder, each file whole.
 *
 * @param report takes what passes by
 */
record SweepTables(OutputFolder folder, TrialTable table, Ranking ranking, ReportGatherer report) {

  void writeTrials() throws IOException {
    TrialFiles files = new TrialFiles(table, ranking);
    folder.write(
        folder.summary(),
        csv -> folder.write(folder.trials(), parquet -> files.write(csv, parquet, report::accept)));
  }

  /** After the trials, which decide whose curves the page shows. */
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
