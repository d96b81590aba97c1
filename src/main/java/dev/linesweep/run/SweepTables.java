package dev.linesweep.run;

import dev.linesweep.output.CurvesFile;
import dev.linesweep.output.SummaryCsv;
import dev.linesweep.output.TrialTable;
import dev.linesweep.output.TrialsFile;
import dev.linesweep.result.Ranking;
import dev.linesweep.spark.Curves;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;

/**
 * Writes the tables of an output folder, each file whole.
 *
 * @param report takes what passes by
 */
record SweepTables(OutputFolder folder, TrialTable table, Ranking ranking, GatheredReport report) {

  void writeSummary() throws IOException {
    folder.write(folder.summary(), out -> SummaryCsv.write(table, ranking, report::accept, out));
  }

  void writeTrials() throws IOException {
    new TrialsFile(folder).write(table, ranking);
  }

  /** After the summary, which decides whose curves the page shows. */
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
