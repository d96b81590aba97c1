package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.Sweep;
import dev.linesweep.spark.table.Tables;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.SpecWriter;
import dev.linesweep.store.AtomicFile;
import dev.linesweep.store.FolderLock;
import dev.linesweep.store.Identity;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionRunTest {
  private final Configuration hadoop = new Configuration();
  @TempDir Path folder;

  /** An output folder as far as predicting goes. */
  private OutputFolder sweep(DataSpec.Source source, String model) throws IOException {
    Identity identity = new Identity(Map.of("data", "of this test"));
    org.apache.hadoop.fs.Path root =
        new org.apache.hadoop.fs.Path(folder.resolve("out").toUri().toString());
    OutputFolder out = OutputFolder.forRun(hadoop, root, identity, false);
    FolderLock.Holder holder = new FolderLock.Holder("test", 1, "here", 1, Instant.EPOCH);
    out.claim(identity, false, holder, () -> {}).close();
    var spec =
        Sweep.builder("test")
            .epochs(10)
            .data(source)
            .optimizers(Optimizer.SGD)
            .learningRates(0.1)
            .build()
            .spec();
    AtomicFile.write(hadoop, out.job(), SpecWriter.write(spec));
    if (!model.isEmpty()) {
      AtomicFile.write(hadoop, out.file("best/model.json"), model);
    }
    return out;
  }

  private void encoder(OutputFolder out, Tables table) throws IOException {
    AtomicFile.write(
        hadoop, out.file("best/formula/encoder.json"), table.read().encoder().toJson());
  }

  private static final String LINE =
      """
      {"label": "y", "features": ["x"], "weights": [0.5], "bias": 0.25}
      """;

  private OutputFolder line() throws IOException {
    return sweep(new DataSpec.Line(0.5, 0.25, 0, 1, 0.1), LINE);
  }

  private PredictionRun.Outcome run(String data, String to, StringWriter results)
      throws IOException {
    return PredictionRun.run(
        new PredictionRun.Request(folder.resolve("out").toString(), data, to),
        SparkHandle.of(SharedSpark.session()),
        results);
  }

  private String printed(Path data) throws IOException {
    StringWriter results = new StringWriter();
    run(data.toString(), "", results);
    return results.toString();
  }

  private void refused(Path data, String to, String message) {
    assertThatThrownBy(() -> run(data.toString(), to, new StringWriter()))
        .isInstanceOf(JobException.class)
        .hasMessageContaining(message);
  }

  @Test
  void lineOfASyntheticSweepIsPredictedFromX() throws IOException {
    line();
    StringWriter results = new StringWriter();
    Path data =
        Tables.write(folder, "new.csv", "id,\"a name, too\",x", "7,\"b,c\",2", "8,,-1e9", "9,d,");
    PredictionRun.Outcome outcome = run(data.toString(), "", results);

    assertThat(results.toString())
        .isEqualTo(
            """
            id,"a name, too",x,prediction
            7,"b,c",2,1.25
            8,,-1000000000,-499999999.75
            9,d,,
            """);
    assertThat(outcome.rows()).isEqualTo(3);
    assertThat(outcome.missing()).isEqualTo(1);
  }

  @Test
  void csvIsOneFileThatIsReplaced() throws IOException {
    line();
    Path to = Files.writeString(folder.resolve("to.csv"), "old");
    run(
        Tables.write(folder, "new.csv", "x", "0", "1").toString(),
        to.toString(),
        new StringWriter());

    assertThat(to).hasContent("x,prediction\n0,0.25\n1,0.75\n");
  }

  @Test
  void anotherNameIsParquet() throws IOException {
    line();
    Path to = folder.resolve("prices");
    run(
        Tables.write(folder, "new.csv", "the x,x", "a,1").toString(),
        to.toString(),
        new StringWriter());

    Row row = SharedSpark.session().read().parquet(to.toString()).head();
    assertThat(row.schema().fieldNames()).containsExactly("the x", "x", "prediction");
    assertThat(row.getDouble(2)).isEqualTo(0.75);
  }

  @Test
  void formulaWithTextIsThatOfTraining() throws IOException {
    Tables table =
        Tables.csv(folder, "train.csv", "y,x,w", "1,2,b", "2,3,b", "3,4,a", "4,5,b")
            .formula("y ~ x + w");
    OutputFolder out =
        sweep(
            table.spec(),
            """
            {"label": "y", "features": ["x", "w_b"], "weights": [1, 100], "bias": 0.5}
            """);
    encoder(out, table);

    assertThat(printed(Tables.write(folder, "new.csv", "w,x", "a,1", "b,2")))
        .isEqualTo("w,x,prediction\na,1,1.5\nb,2,102.5\n");
    refused(
        Tables.write(folder, "other.csv", "w,x", "c,1"),
        "",
        "--data: column \"w\" holds \"c\", which no training row had. Known are: b, a.");
  }

  @Test
  void labelThatTheQueryLooksAheadForDropsNoRow() throws IOException {
    Tables table =
        Tables.csv(folder, "train.csv", "day,t", "1,10", "2,11", "3,13", "4,12")
            .query("SELECT day, t, lead(t) OVER (ORDER BY day) AS tomorrow FROM input")
            .select("tomorrow", "t")
            .orderBy("day");
    OutputFolder out =
        sweep(
            table.spec(),
            """
            {"label": "tomorrow", "features": ["t"], "weights": [2], "bias": 0}
            """);
    encoder(out, table);

    assertThat(printed(Tables.write(folder, "new.csv", "day,t", "1,10", "2,11", "3,13")))
        .isEqualTo("day,t,tomorrow,prediction\n1,10,11,20\n2,11,13,22\n3,13,,26\n");
  }

  @Test
  void sweepWithoutABestModelSaysSo() throws IOException {
    sweep(new DataSpec.Line(0.5, 0.25, 0, 1, 0.1), "");
    refused(folder, "", "has no best/model.json: its sweep has not ended, or none of its trials");
  }

  @Test
  void folderWithoutASweepSaysSo() {
    refused(folder, "", "out holds no sweep.");
  }

  @Test
  void missingTableAndColumnAreNamed() throws IOException {
    line();
    refused(folder.resolve("no.csv"), "", "--data: there is no ");
    refused(
        Tables.write(folder, "new.csv", "X1,z", "1,2"),
        "",
        "--data: the table has no column \"x\" (did you mean \"X1\"?). Its columns are: X1, z.");
  }

  @Test
  void neitherTheTableNorAFolderIsOverwritten() throws IOException {
    line();
    Path data = Tables.write(folder, "new.csv", "x", "1");
    refused(data, data.toString(), "--to: " + data + " is the table of --data. Give another name.");
    refused(data, folder.toString(), "--to: there is a " + folder + " already.");
    assertThat(data).hasContent("x\n1\n");
  }

  @Test
  void brokenModelIsNamed() throws IOException {
    sweep(new DataSpec.Line(0.5, 0.25, 0, 1, 0.1), "{\"features\": [");
    refused(folder, "", "best/model.json is damaged");
  }
}
