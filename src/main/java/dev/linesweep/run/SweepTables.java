package dev.linesweep.run;

import dev.linesweep.output.CurvesFile;
import dev.linesweep.output.SummaryCsv;
import dev.linesweep.output.TrialTable;
import dev.linesweep.output.TrialsFile;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.Ranking;
import dev.linesweep.spark.Curves;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes the tables of an output folder, each file whole.
 *
 * @param report takes what passes by
 */
record SweepTables(OutputFolder folder, TrialTable table, Ranking ranking, ReportGatherer report) {

  /** Gives the leading trials, as many as asked for. */
  List<RankedTrial> writeSummary(int leaders) throws IOException {
    List<RankedTrial> leading = new ArrayList<>();
    Consumer<RankedTrial> gathered =
        trial -> {
          if (leading.size() < leaders) {
            leading.add(trial);
          }
          report.accept(trial);
        };
    folder.write(folder.summary(), out -> SummaryCsv.write(table, ranking, gathered, out));
    return leading;
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
