package dev.linesweep;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.linesweep.data.Samples;
import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.fixture.Ran;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.output.ReportFolder;
import dev.linesweep.output.SavedTrials;
import dev.linesweep.output.SumsJson;
import dev.linesweep.output.TrialsFile;
import dev.linesweep.report.CheckNote;
import dev.linesweep.report.RankedSweep;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.console.ClosingText;
import dev.linesweep.report.console.TrialListing;
import dev.linesweep.report.page.Plots;
import dev.linesweep.report.page.ReportPage;
import dev.linesweep.run.TrialCondition;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.store.EndedSweep;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.text.Lines;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** What is made again from an output folder alone: the page, the plots, the table. */
class ReportFolderTest {
  private static final Configuration HADOOP = new Configuration();
  private static final Path GOLDEN = Path.of("src/test/resources/dev/linesweep/report/plots");
  private static final String JOB =
      """
      name: again
      data: {linear: {rows: 200, features: 3, noise: 0.1}}
      split: {test: 0.2, validation: 0.1}
      metric: {name: validation_r2, goal: maximize}
      parameters:
        optimizer: {values: [sgd, {nesterovs: {momentum: {values: [0.5, 0.9]}}}, adadelta]}
        learning_rate: {values: [0.01, 0.1, 1e30]}
        epochs: {values: [1, 20, 60]}
        seed: {values: [1, 2]}
      """;

  private static final String HOSTILE_NAMES =
      """
      name: names
      data:
        format: csv
        path: names.csv
        options: {header: true, inferSchema: true}
        label: "]]> y"
        features: ["<b x='1'> & \\""]
      split: {by: order}
      parameters:
        optimizer: {values: [sgd, adam]}
        learning_rate: {values: [0.01, 0.1]}
        epochs: {values: [100]}
      """;

  @TempDir static Path folder;
  private static Path out;
  private static OutputFolder sweep;
  private static SweepResult ofRun;

  @BeforeAll
  static void sweep() throws Exception {
    ofRun = run("again", JOB);
    out = folder.resolve("again");
    sweep = opened("again");
  }

  private static SweepResult run(String name, String text) throws Exception {
    Path job = Files.writeString(folder.resolve(name + ".yaml"), text);
    return Sweep.read(job.toString(), "engine=fused")
        .withOut(folder.resolve(name).toString())
        .run(SharedSpark.session());
  }

  private static OutputFolder opened(String name) throws Exception {
    Path path = folder.resolve(name);
    return OutputFolder.existing(HADOOP, new org.apache.hadoop.fs.Path(path.toString()));
  }

  @Test
  void thePageFromTheFolderIsThatOfTheRun() throws Exception {
    assertThat(ReportPage.of(new ReportFolder(HADOOP, sweep).read()))
        .isEqualTo(Files.readString(out.resolve("report.html")));
  }

  @Test
  void thePageOfAStoppedSweepWithExclusionsIsThatOfTheRun() throws Exception {
    SweepResult result =
        run(
            "stopped",
            """
            name: stopped
            data: {line: {}}
            parameters:
              optimizer: {values: [sgd, nesterovs, adadelta]}
              learning_rate: {values: [0.01, 0.1, 1e30]}
              epochs: {values: [1, 20, 60]}
              seed: {values: [1, 2]}
            exclude: ["optimizer = 'sgd' and learning_rate > 0.05"]
            stop: {patience: 1}
            """);

    String page = ReportPage.of(new ReportFolder(HADOOP, opened("stopped")).read());

    assertThat(page)
        .isEqualTo(Files.readString(folder.resolve("stopped/report.html")))
        .contains("stop.patience 1 is reached: ", " are not trained.");
    assertThat(result.left()).isZero();
    assertThat(result.trials().where("optimizer = 'sgd' and learning_rate > 0.05").count())
        .isZero();
    assertThat(result.trials().count())
        .isEqualTo(Files.readAllLines(folder.resolve("stopped/summary.csv")).size() - 1);
  }

  @Test
  void theLabelsOfTheFolderVaryAsThoseOfTheRunToTheBit() throws Exception {
    SweepReport report = new ReportFolder(HADOOP, sweep).read().report();
    Samples samples = PlainSweeps.samples(sweep.spec());
    assertThat(report.metric()).isEqualTo(RankingMetric.of(sweep.spec().metric(), samples));
    assertThat(report.testLabelVariance()).isEqualTo(samples.labelVariance(MetricSpec.Part.TEST));
  }

  @Test
  void theBestModelFromTheFolderIsThatOfTheRun() throws Exception {
    SweepReport report = new ReportFolder(HADOOP, sweep).read().report();
    assertThat(report.bestModel().orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(ofRun.model().orElseThrow());
    assertThat(report.top().get(1).weights()).hasSize(3);
  }

  private static SweepReport left() throws IOException {
    JsonNode sums = EndedSweep.read(sweep).orElseThrow().sums();
    return new ReportFolder(HADOOP, sweep).report(sums).orElseThrow();
  }

  @Test
  void theSumsThatASweepLeavesAreThoseOfItsTrials() throws Exception {
    SweepReport read = new ReportFolder(HADOOP, sweep).read().report();
    assertThat(left().tallies())
        .usingRecursiveComparison()
        .withEqualsForType(ReportFolderTest::areOneNumber, Double.class)
        .isEqualTo(read.tallies());
    assertThat(SumsJson.of(left()).toString())
        .isEqualTo(EndedSweep.read(sweep).orElseThrow().sums().toString());
    assertThat(left().top().get(0).result())
        .usingRecursiveComparison()
        .isEqualTo(ofRun.best().orElseThrow());
  }

  @Test
  void theSumsOfASweepHaveTheNamesThatFilesHave() throws Exception {
    assertThat(EndedSweep.read(sweep).orElseThrow().sums().toString())
        .contains("\"axis\":\"SETTINGS\"", "\"settings\":{\"optimizer\":");
  }

  /** The table has R², and not the errors behind it, to the last bit. */
  private static boolean areOneNumber(Double one, Double other) {
    return one.equals(other) || Math.abs(one - other) <= 1e-14 * Math.abs(other);
  }

  @ParameterizedTest
  @CsvSource({"'\"complete\":60','\"complete\":61'", "'\"diverged\":0,',''", "'agree','agreed'"})
  void whatASweepLeftIsNotSaidAgainOnceAByteOfItHasChanged(String text, String other)
      throws Exception {
    Path ended = out.resolve("journal/ended.json");
    String whole = Files.readString(ended);
    try {
      Files.writeString(ended, whole.replaceFirst(Pattern.quote(text), other));
      assertThat(Files.readString(ended)).isNotEqualTo(whole);
      assertThat(EndedSweep.read(sweep)).isEmpty();
    } finally {
      Files.writeString(ended, whole);
    }
    assertThat(EndedSweep.read(sweep)).isPresent();
  }

  @Test
  void whatIsNotSumsIsNotReportedOn() throws Exception {
    ReportFolder reports = new ReportFolder(HADOOP, sweep);
    assertThat(reports.report(MissingNode.getInstance())).isEmpty();
    assertThat(reports.report(new ObjectMapper().readTree("{\"tallies\": {\"counts\": 3}}")))
        .isEmpty();
    assertThat(reports.report(new ObjectMapper().readTree("{}"))).isEmpty();
    ObjectNode sums = EndedSweep.read(sweep).orElseThrow().sums().deepCopy();
    ((ObjectNode) sums.path("tallies").path("counts")).remove("diverged");
    assertThat(reports.report(sums)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 140})
  void whatATerminalOfAnyWidthShowsAtTheEndCanBeSaidAgain(int width) throws Exception {
    RankedSweep fromFolder = new RankedSweep(left(), sweep.toString(), List.of());
    String text =
        ClosingText.of(fromFolder, width)
            + "\n"
            + ClosingText.lastWords(
                    fromFolder.report(), new CheckNote(true, ofRun.check().orElseThrow()), width)
                .orElseThrow()
            + "\n";
    if (width == Lines.WIDTH) {
      assertThat(text).isEqualTo(ofRun.closingText());
    }
    assertThat(text.lines().filter(line -> line.startsWith("│")))
        .allMatch(l -> l.length() <= width);
  }

  @Test
  void theTableOfTheFolderIsThatOfTheRun() throws Exception {
    String shown = SavedTrials.of(sweep).settings(new TrialsFile(sweep), 10).text(Lines.WIDTH);
    assertThat(ofRun.closingText()).startsWith(shown + "\n\n");
    assertThat(SavedTrials.of(sweep).table(list("", "train_loss desc", 3)).text(Lines.WIDTH))
        .contains("1e+30", "train │");
  }

  @Test
  void plotsAreTheSameBytesEverywhere() throws Exception {
    Map<String, String> plots = Plots.of(new ReportFolder(HADOOP, sweep).read());
    assertThat(plots)
        .containsOnlyKeys(
            "loss.svg",
            "rates.svg",
            "predicted.svg",
            "residuals.svg",
            "settings.svg",
            "more-trials.svg",
            "heat-sgd.svg",
            "heat-nesterovs.svg",
            "heat-adadelta.svg");
    for (Map.Entry<String, String> plot : plots.entrySet()) {
      assertGolden(plot.getKey(), plot.getValue());
    }
  }

  @Test
  void plotsOfASingleFeatureHaveItsLineAndAreXmlWhateverTheNames() throws Exception {
    Files.writeString(
        folder.resolve("names.csv"),
        "\"<b x='1'> & \"\"\",]]> y\n"
            + IntStream.range(0, 20).mapToObj(i -> i + "," + 2 * i + "\n").collect(joining()));

    run("names", HOSTILE_NAMES);
    Map<String, String> plots = Plots.of(new ReportFolder(HADOOP, opened("names")).read());

    for (String svg : plots.values()) {
      assertThat(parsed(svg).getDocumentElement().getTagName()).isEqualTo("svg");
    }
    String line = plots.getOrDefault("line.svg", "");
    assertGolden("line.svg", line);
    assertThat(parsed(line).getDocumentElement().getTextContent())
        .contains("<b x='1'> & \"", "]]> y");
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static void assertGolden(String name, String svg) throws Exception {
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(GOLDEN.resolve(name), svg);
    }
    assertThat(svg).isEqualTo(Files.readString(GOLDEN.resolve(name)));
    assertThatCode(() -> parsed(svg)).as(name).doesNotThrowAnyException();
  }

  @Test
  void aConditionAnOrderAndANumberChooseTheTrials() throws Exception {
    TrialListing listing = list("optimizer = 'sgd' AND state = 'COMPLETE'", "epochs desc", 3);
    assertThat(listing.rows())
        .hasSize(3)
        .allSatisfy(row -> assertThat(row.text("optimizer")).isEqualTo("sgd"));
    assertThat(listing.rows().get(0).whole("epochs", 0)).isEqualTo(60);
    assertThat(list("", "", 0).rows()).hasSize(60);
  }

  @Test
  void aConditionOnAnUnknownColumnNamesThoseThereAre() {
    assertThatThrownBy(() -> list("optimiser = 'sgd'", "", 3))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("--where \"optimiser = 'sgd'\"")
        .hasMessageContaining("The columns are rank, trial_id, state, optimizer");
  }

  @Test
  void aConditionIsNoQueryAndCallsNoJava() {
    assertThatThrownBy(() -> list("rank IN (SELECT 1)", "", 3))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("without a query");
    assertThatThrownBy(() -> list("reflect('java.lang.System', 'exit') = 1", "", 3))
        .isInstanceOf(JobException.class);
    assertThatThrownBy(() -> list("rank =", "", 3)).isInstanceOf(JobException.class);
  }

  @Test
  void anUnknownColumnToSortByNamesThoseThereAre() {
    assertThatThrownBy(() -> list("", "loss", 3))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("--sort \"loss\"")
        .hasMessageContaining("test_loss");
    assertThatThrownBy(() -> list("", "test_los", 3))
        .hasMessageContaining("(did you mean \"test_loss\"?)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "best/model.json",
        "best/predictions.parquet",
        "best/path.parquet",
        "provenance.json",
        "curves.parquet"
      })
  void aMissingFileIsNamedWithWhatToDo(String name) throws Exception {
    Path file = out.resolve(name);
    Path aside = folder.resolve("aside");
    Files.move(file, aside);
    try {
      assertThatThrownBy(() -> new ReportFolder(HADOOP, sweep).read())
          .isInstanceOf(JobException.class)
          .hasMessageContaining("has no " + name)
          .hasMessageContaining("Run the sweep again");
    } finally {
      Files.move(aside, file);
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamedWithItsOption() {
    Ran page = Ran.command("report", out.toString(), "--to", folder.toString());
    assertThat(page.code()).isEqualTo(2);
    assertThat(page.err()).contains("--to \"" + folder, "cannot be written");
    Ran plots = Ran.command("report", out.toString(), "--plots", out + "/summary.csv");
    assertThat(plots.code()).isEqualTo(2);
    assertThat(plots.err()).contains("--plots \"" + out + "/summary.csv", "cannot be written");
  }

  @ParameterizedTest
  @CsvSource({"trials.parquet, true", "trials.parquet, false", "curves.parquet, true"})
  void damagedTablesAreNamed(String name, boolean cut) throws Exception {
    Path copy = Files.createDirectories(folder.resolve("damaged-" + name + cut));
    copyAll(out, copy);
    byte[] bytes = Files.readAllBytes(copy.resolve(name));
    for (int at = 200; at < bytes.length / 2; at += 37) {
      bytes[at] ^= 0x55;
    }
    Files.write(copy.resolve(name), cut ? Arrays.copyOf(bytes, 150) : bytes);
    OutputFolder damaged =
        OutputFolder.existing(HADOOP, new org.apache.hadoop.fs.Path(copy.toString()));

    assertThatThrownBy(() -> new ReportFolder(HADOOP, damaged).read())
        .isInstanceOf(JobException.class)
        .hasMessageContaining(name + " is damaged. Run the sweep again");
    if (name.equals("trials.parquet")) {
      assertThatThrownBy(() -> list(damaged, "rank > 1", "", 0))
          .isInstanceOf(JobException.class)
          .hasMessageContaining(name + " is damaged. Run the sweep again");
      assertThatThrownBy(() -> new TrialsFile(damaged).list("", 0, rank -> true))
          .isInstanceOf(JobException.class)
          .hasMessageContaining(name + " is damaged. Run the sweep again");
    }
  }

  private static void copyAll(Path from, Path to) throws Exception {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  private static TrialListing list(String where, String sort, int top) throws Exception {
    return list(sweep, where, sort, top);
  }

  private static TrialListing list(OutputFolder folder, String where, String sort, int top)
      throws Exception {
    if (where.isEmpty()) {
      return new TrialsFile(folder).list(sort, top, rank -> true);
    }
    BitSet ranks = new TrialCondition(where).ranks(SharedSpark.session(), folder);
    return new TrialsFile(folder).list(sort, top, rank -> ranks.get((int) rank));
  }
}
