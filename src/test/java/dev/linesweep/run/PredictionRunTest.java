package dev.linesweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.Sweep;
import dev.linesweep.data.SplitMix64;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.fixture.Tables;
import dev.linesweep.spark.SparkHandle;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    return run(data, to, false, DataSpec.Unseen.AT_PREDICT, results);
  }

  private PredictionRun.Outcome run(
      String data, String to, boolean overwrite, DataSpec.Unseen unseen, StringWriter results)
      throws IOException {
    return PredictionRun.run(
        new PredictionRun.Request(folder.resolve("out").toString(), data, to, overwrite, unseen),
        SparkHandle.of(SharedSpark.session(), false),
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
            8,,-1e9,-499999999.75
            9,d,,
            """);
    assertThat(outcome.rows()).isEqualTo(3);
    assertThat(outcome.missing()).isEqualTo(1);
  }

  /** Rows of an id and a number, between them what tables hold. */
  @Test
  void cellsComeOutAsTheyWentIn() throws IOException {
    line();
    List<String> pieces =
        List.of(
            "0",
            "00",
            "1.50",
            "1E5",
            "2024-1-1",
            "12:30",
            " ",
            "  ",
            "a",
            "\u00e9",
            "\ud83d\ude00",
            "\"",
            ",",
            "\n",
            ";",
            "'",
            "\\",
            "NA",
            "null",
            "true",
            "$1,000",
            "5%",
            "#",
            "=1+1");
    SplitMix64 random = SplitMix64.of(SplitMix64.Stream.SAMPLE, 60);
    StringBuilder table = new StringBuilder("first,x,\"last, of all\"\n");
    StringBuilder expected = new StringBuilder("first,x,\"last, of all\",prediction\n");
    for (int row = 0; row < 400; row++) {
      String cells = cell(pieces, random) + "," + row + ".50," + cell(pieces, random);
      table.append(cells).append('\n');
      // 0.5 (row + 0.5) + 0.25
      expected.append(cells).append(',').append((row + 1) / 2).append(row % 2 == 0 ? ".5" : "");
      expected.append('\n');
    }
    Path data = Files.writeString(folder.resolve("new.csv"), table);

    assertThat(printed(data)).isEqualTo(expected.toString());
  }

  /** As RFC 4180 has it: quotes only where they are needed, and for a text that is empty. */
  private static String cell(List<String> pieces, SplitMix64 random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(4);
    for (int i = 0; i < length; i++) {
      text.append(pieces.get(random.nextInt(pieces.size())));
    }
    boolean quoted =
        text.isEmpty() ? random.nextInt(2) == 0 : text.toString().matches("(?s).*[\",\n].*");
    return quoted ? '"' + text.toString().replace("\"", "\"\"") + '"' : text.toString();
  }

  @Test
  void eachNameIsTheFormatThatItSays() throws IOException {
    line();
    String data = Tables.write(folder, "new.csv", "the x,x", "\"a\"\"\",01.0", ",").toString();
    String csv = "the x,x,prediction\n\"a\"\"\",01.0,0.75\n,,\n";
    String first = "{\"the x\":\"a\\\"\",\"x\":\"01.0\",\"prediction\":0.75}";
    String second = "{\"the x\":null,\"x\":null,\"prediction\":null}";

    assertThat(Files.readString(written(data, "to.CSV"))).isEqualTo(csv);
    assertThat(Files.readString(written(data, "to.jsonl"))).isEqualTo(first + "\n" + second + "\n");
    assertThat(Files.readString(written(data, "to.json")))
        .isEqualTo("[\n" + first + ",\n" + second + "\n]\n");
    try (var zipped = new GZIPInputStream(Files.newInputStream(written(data, "to.csv.gz")))) {
      assertThat(new String(zipped.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(csv);
    }
    for (String name : List.of("to.parquet", "prices")) {
      Path to = written(data, name);
      assertThat(Files.isDirectory(to)).isEqualTo(name.equals("prices"));
      Row row = SharedSpark.session().read().parquet(to.toString()).head();
      assertThat(row.schema().fieldNames()).containsExactly("the x", "x", "prediction");
      assertThat(row.getString(1)).isEqualTo("01.0");
      assertThat(row.getDouble(2)).isEqualTo(0.75);
    }
    try (var left = Files.list(folder)) {
      assertThat(left.filter(path -> path.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  private Path written(String data, String name) throws IOException {
    Path to = folder.resolve(name);
    run(data, to.toString(), new StringWriter());
    return to;
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.xlsx", "x.txt", "x.csv.bz2", "x.orc", "x.gz"})
  void otherFormatsAreRefusedWithThoseThereAre(String name) throws IOException {
    line();
    refused(
        folder.resolve("no.csv"),
        folder.resolve(name).toString(),
        "has no format that can be written. Name one file x.csv, x.csv.gz, x.json (an array),"
            + " x.jsonl (one object per line) or x.parquet, or a folder of Parquet files by a name"
            + " without a dot.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"to.csv", "to.csv.gz", "to.json", "to.parquet", "folder"})
  void whatIsThereIsReplacedOnlyIfAsked(String name) throws IOException {
    line();
    String one = Tables.write(folder, "one.csv", "x", "1").toString();
    String two = Tables.write(folder, "two.csv", "x", "2", "3").toString();
    Path to = written(one, name);
    long size = name.equals("folder") ? 0 : Files.size(to);

    refused(Path.of(two), to.toString(), "--to: " + to + " already exists. Add --overwrite to");
    if (!name.equals("folder")) {
      assertThat(Files.size(to)).isEqualTo(size);
    }
    run(two, to.toString(), true, DataSpec.Unseen.AT_PREDICT, new StringWriter());
    if (name.equals("to.csv")) {
      assertThat(to).hasContent("x,prediction\n2,1.25\n3,1.75\n");
    }
    if (name.equals("to.parquet") || name.equals("folder")) {
      assertThat(SharedSpark.session().read().parquet(to.toString()).count()).isEqualTo(2);
    }
  }

  @Test
  void aFolderOfOtherThingsIsNeverReplaced() throws IOException {
    line();
    Path data = Tables.write(folder, "new.csv", "x", "1");
    for (String name : List.of("mine", "mine.csv")) {
      Path mine = folder.resolve(name);
      Tables.write(mine, "thesis.txt", "words");
      assertThatThrownBy(
              () ->
                  run(
                      data.toString(),
                      mine.toString(),
                      true,
                      DataSpec.Unseen.AT_PREDICT,
                      new StringWriter()))
          .isInstanceOf(JobException.class)
          .hasMessageContaining("Give another name.");
      assertThat(mine.resolve("thesis.txt")).exists();
    }
  }

  @Test
  void rowsThatTheQueryLeavesOutAreCounted() throws IOException {
    Tables table =
        Tables.csv(folder, "train.csv", "y,x", "1,2", "2,3", "3,4", "4,1", "5,3")
            .query("SELECT * FROM input WHERE x > 1")
            .select("y", "x");
    OutputFolder out =
        sweep(
            table.spec(),
            """
            {"label": "y", "features": ["x"], "weights": [2], "bias": 0}
            """);
    encoder(out, table);
    StringWriter results = new StringWriter();
    Path data = Tables.write(folder, "new.csv", "id,x", "01,1.0", "02,2.0", "03,0", "04,3.50");
    PredictionRun.Outcome outcome = run(data.toString(), "", results);

    assertThat(results.toString()).isEqualTo("id,x,prediction\n02,2.0,4\n04,3.50,7\n");
    assertThat(outcome.read()).isEqualTo(4);
    assertThat(outcome.rows()).isEqualTo(2);
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
        "--data: row 1: column \"w\" holds \"c\", which no training row has. Known values: b, a. To"
            + " treat it as the base level, \"a\", add --unseen base.");
    StringWriter results = new StringWriter();
    Path unseen = Tables.write(folder, "other.csv", "w,x", "c,1", "a,1", "b,1", "d,");
    PredictionRun.Outcome outcome =
        run(unseen.toString(), "", false, DataSpec.Unseen.BASE, results);
    assertThat(results.toString()).isEqualTo("w,x,prediction\nc,1,1.5\na,1,1.5\nb,1,101.5\nd,,\n");
    assertThat(outcome.unseen()).isEqualTo(1);
    assertThat(outcome.missing()).isEqualTo(1);
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
    refused(data, folder.toString(), "--to: " + folder + " already exists");
    assertThat(data).hasContent("x\n1\n");
  }

  @Test
  void brokenModelIsNamed() throws IOException {
    sweep(new DataSpec.Line(0.5, 0.25, 0, 1, 0.1), "{\"features\": [");
    refused(folder, "", "best/model.json is damaged");
  }
}
