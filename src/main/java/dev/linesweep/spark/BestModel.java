package dev.linesweep.spark;

import dev.linesweep.plan.Trial;
import dev.linesweep.report.Column;
import dev.linesweep.report.ModelJson;
import dev.linesweep.report.RankedTrial;
import dev.linesweep.report.SweepReport;
import dev.linesweep.result.LinearModel;
import dev.linesweep.result.Snapshots;
import dev.linesweep.store.AtomicFile;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.store.ParquetFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;

/** Writes {@code best/}: the winner as models, its predictions and its way along the epochs. */
final class BestModel {
  static final String ENCODER = "best/formula/encoder.json";

  private final Prepared prepared;
  private final OutputFolder folder;
  private final SparkHandle spark;
  private final Configuration hadoop;
  private final Broadcast<SweepContext> context;

  BestModel(
      Prepared prepared, OutputFolder folder, SparkHandle spark, Broadcast<SweepContext> context) {
    this.prepared = prepared;
    this.folder = folder;
    this.spark = spark;
    this.hadoop = spark.context().hadoopConfiguration();
    this.context = context;
  }

  /** Writes the folder where a trial completed, and says what plain DL4J makes of the winner. */
  Optional<WinnerCheck> write(SweepReport report, Curves curves) throws IOException {
    Optional<RankedTrial> best = report.best();
    if (best.isEmpty()) {
      return Optional.empty();
    }
    LinearModel model = report.bestModel().orElseThrow();
    Trial winner = best.get().result().trial();
    Curve curve = curves.of(winner.trajectory()).orElseThrow();
    AtomicFile.write(hadoop, folder.file("best/model.json"), ModelJson.of(report).orElseThrow());
    writeTable("best/predictions.parquet", PredictionRows.COLUMNS, predictions(model));
    writeTable(
        "best/path.parquet",
        CurveTables.PATH,
        CurveTables.path(curve, winner.epochs(), prepared.samples()));
    if (prepared.data().encoder().isPresent()) {
      AtomicFile.write(hadoop, folder.file(ENCODER), prepared.data().encoder().get().toJson());
    }
    WinnerCheck check = check(winner, best.get().result().weights(), curve);
    AtomicFile.write(hadoop, folder.file("best/model.zip"), out -> out.write(check.model()));
    return Optional.of(check);
  }

  private PredictionRows predictions(LinearModel model) {
    return new PredictionRows(prepared.data().matrix(), prepared.samples(), model);
  }

  /** In a job of one task, so that the driver of a cluster needs no ND4J. */
  private WinnerCheck check(Trial winner, float[] weights, Curve curve) {
    Snapshots block = curve.snapshots();
    return spark
        .context()
        .parallelize(List.of(0), 1)
        .map(
            new Dl4jTasks.CheckWinner(
                new Dl4jTasks.FitAlone(
                    context, winner, block.column(curve.column()), block.columns(), curve.column()),
                weights))
        .first();
  }

  private void writeTable(String name, List<Column> columns, ParquetFile.Rows rows)
      throws IOException {
    Path file = folder.file(name);
    AtomicFile.write(hadoop, file, out -> ParquetFile.write(out, columns, rows));
  }
}
