package dev.linesweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.linesweep.fixture.Browser;
import dev.linesweep.fixture.SharedSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a browser. It runs where one is installed; with {@code CI} set there must be one. */
class ReportPageTest {
  private static final String LINE =
      """
      name: one feature
      data: {line: {weight: 0.7, bias: 0.3, start: 0.0, end: 1.0, step: 0.02}, standardize: none}
      parameters:
        optimizer: {values: [sgd, adam, adadelta]}
        learning_rate: {min: 0.001, max: 1.0, count: 4, scale: log}
        epochs: {values: [1, 10, 120]}
        seed: {values: [7, 13, 42]}
      """;
  private static final String WIDE =
      """
      name: forty features
      data: {linear: {rows: 300, features: 40, noise: 0.2}}
      training: {loss: mse}
      parameters:
        optimizer: {values: [sgd, {nesterovs: {momentum: {values: [0.5, 0.9]}}}]}
        learning_rate: {values: [0.01, 0.1, 1e30]}
        epochs: {values: [5, 50]}
      """;
  private static final String DIVERGED =
      """
      name: all diverged
      data: {line: {weight: 0.7, bias: 0.3, start: 0.0, end: 1.0, step: 0.02}, standardize: none}
      parameters:
        optimizer: {values: [sgd, nesterovs]}
        learning_rate: {values: [1e38, 2e38]}
        epochs: {values: [50, 100]}
      training: {loss: mse}
      """;
  private static final String HOSTILE =
      """
      name: hostile
      data:
        format: csv
        path: hostile.csv
        options: {header: true, inferSchema: true}
        label: "</script><script>hacked=1</script>"
        features: ["<img src=x onerror=hacked=1>", "a \\" b ' & c", "\u202e\u05e9\u05dc\u05d5\u05dd"]
      split: {test: 0.2, by: random}
      parameters:
        optimizer: {values: [sgd, adam]}
        learning_rate: {values: [0.01, 0.1]}
        epochs: {values: [10, 50]}
      """;

  @TempDir static Path folder;
  private static Browser browser;
  private static final Map<Shown, Browser.Page> PAGES = new HashMap<>();

  private record Shown(String name, int width, boolean dark) {}

  @BeforeAll
  static void sweepAndStart() throws Exception {
    boolean there = Browser.installed().isPresent();
    assertThat(there || System.getenv("CI") == null).as("a browser, with CI set").isTrue();
    assumeTrue(there, "no browser is installed");
    writeHostileData();
    for (Map.Entry<String, String> job :
        Map.of("line", LINE, "wide", WIDE, "diverged", DIVERGED, "hostile", HOSTILE).entrySet()) {
      Path file = Files.writeString(folder.resolve(job.getKey() + ".yaml"), job.getValue());
      Path out = folder.resolve(job.getKey());
      Sweep.read(file.toString(), "engine=fused")
          .withOut(out.toString())
          .run(SharedSpark.session());
    }
    browser = Browser.start(Files.createDirectory(folder.resolve("profile")));
  }

  private static Path page(String name) {
    return folder.resolve(name).resolve("report.html");
  }

  /** A page that tests only look at: opened once for all of them. */
  private static Browser.Page shown(String name, int width, boolean dark) throws Exception {
    Shown shown = new Shown(name, width, dark);
    Browser.Page page = PAGES.get(shown);
    if (page == null) {
      page = browser.open(page(name), width, dark);
      PAGES.put(shown, page);
    }
    return page;
  }

  private static void writeHostileData() throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add(
        "a \" b ' & c,<img src=x"
            + " onerror=hacked=1>,\u202e\u05e9\u05dc\u05d5\u05dd,</script><script>hacked=1</script>");
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      double c = random.nextGaussian();
      lines.add(String.format(Locale.ROOT, "%.4f,%.4f,%.4f,%.4f", a, b, c, a - b + 2 * c));
    }
    Files.write(folder.resolve("hostile.csv"), lines);
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "line, 390, false",
    "line, 1400, true",
    "wide, 390, true",
    "wide, 1400, false",
    "diverged, 390, false",
    "diverged, 1400, false",
    "hostile, 390, false",
    "hostile, 1400, false"
  })
  void thePageIsQuietAndNothingOverflows(String name, int width, boolean dark) throws Exception {
    Browser.Page page = shown(name, width, dark);
    assertThat(page.errors()).isEmpty();
    assertThat(page.requests())
        .allSatisfy(url -> assertThat(url).matches("(?s)file:.*report\\.html|data:.*"));
    assertThat(page.value("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(width);
    assertThat(page.value("typeof hacked").asText()).isEqualTo("undefined");
  }

  @ParameterizedTest
  @CsvSource({"line, false", "wide, true", "hostile, false"})
  void onANarrowScreenNoTableHidesAColumn(String name, boolean dark) throws Exception {
    Browser.Page page = shown(name, 390, dark);
    assertThat(
            page.value(
                    "[...document.querySelectorAll('.scroll')].filter("
                        + "box => box.scrollWidth > box.clientWidth).length")
                .asInt())
        .isZero();
    assertThat(
            page.value(
                    "[...document.querySelectorAll('#trialTable tbody tr:first-child td')].filter("
                        + "cell => cell.clientHeight > 0).map("
                        + "cell => getComputedStyle(cell, '::before').content).join()")
                .asText())
        .contains("rank", "optimizer", "test loss", "trial id");
  }

  @ParameterizedTest
  @CsvSource({"390", "1400"})
  void theChartOverLearningRatesNamesTheRatesTried(int width) throws Exception {
    Browser.Page page = shown("line", width, false);
    assertThat(
            page.value(
                    "JSON.stringify([...document.querySelectorAll('#rates svg text')]"
                        + ".map(text => text.textContent))")
                .asText())
        .contains("\"0.001\"", "\"0.01\"", "\"0.1\"", "\"1\"");
  }

  @Test
  void theEpochsEndWithATick() throws Exception {
    Browser.Page page = shown("line", 1400, false);
    assertThat(
            page.value(
                    "JSON.stringify([...document.querySelectorAll('#loss svg text')]"
                        + ".map(text => text.textContent))")
                .asText())
        .contains("\"1\"", "\"10\"", "\"120\"");
  }

  @Test
  void ticksAreRoundNumbers() throws Exception {
    Browser.Page page = shown("line", 1400, false);
    String ticks = "JSON.stringify(linesweep.frame.ticksOf(%s, %s, 6))";
    assertThat(page.value(ticks.formatted("[18000, 66201]", "true")).asText())
        .isEqualTo("[20000,30000,50000]");
    assertThat(page.value(ticks.formatted("[0.001, 100]", "true")).asText())
        .isEqualTo("[0.001,0.01,0.1,1,10,100]");
    assertThat(page.value(ticks.formatted("[0.47, 0.52]", "true")).asText())
        .isEqualTo("[0.47,0.48,0.49,0.5,0.51,0.52]");
    assertThat(page.value(ticks.formatted("[-0.4, 1.05]", "false")).asText())
        .isEqualTo("[-0.25,0,0.25,0.5,0.75,1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"line", "wide", "hostile"})
  void everyChartHasMarks(String name) throws Exception {
    Browser.Page page = shown(name, 1400, false);
    String counts =
        page.value(
                "JSON.stringify(Object.keys(linesweep.page.charts).map(id => ({id, marks:"
                    + " linesweep.page.charts[id].getModel().getSeries().reduce("
                    + "(n, s) => n + s.getData().count(), 0)})))")
            .asText();
    assertThat(counts).contains("rates", "heat-sgd", "loss", "parallel", "predicted", "residuals");
    assertThat(counts).doesNotContain("\"marks\":0");
    assertThat(
            page.value(
                    "[...document.querySelectorAll('.chart svg')].every("
                        + "svg => svg.querySelectorAll('path').length > 3)")
                .asBoolean())
        .isTrue();
  }

  @Test
  void aSweepWithoutABestTrialSaysSo() throws Exception {
    Browser.Page page = shown("diverged", 1400, false);
    assertThat(page.value("document.body.innerText").asText())
        .contains("No trial completed", "All trials diverged", "diverges at every setting");
    assertThat(page.value("document.querySelectorAll('#heats figure').length").asInt())
        .isEqualTo(2);
  }

  @Test
  void hostileNamesStandAsTheyAre() throws Exception {
    Browser.Page page = shown("hostile", 1400, false);
    assertThat(page.value("document.querySelector('.equations').textContent").asText())
        .contains("</script><script>hacked=1</script>", "<img src=x onerror=hacked=1>");
  }

  @Test
  void tickingATrialDrawsItsLoss() throws Exception {
    Browser.Page page = browser.open(page("line"), 1400, false);
    String series = "linesweep.page.charts.loss.getModel().getSeries().length";
    int before = page.value(series).asInt();
    page.value("document.querySelectorAll('#trialTable input:not(:checked)')[3].click()");
    assertThat(page.value(series).asInt()).isEqualTo(before + 2);
    page.value("document.querySelector('[data-pick=none]').click()");
    assertThat(page.value("document.querySelector('#loss .empty').textContent").asText())
        .contains("No trial is picked");
  }

  @Test
  void aClickOnAColumnSortsTheTrials() throws Exception {
    Browser.Page page = browser.open(page("line"), 1400, false);
    String first = "document.querySelector('#trialTable tbody tr').innerText";
    page.value("document.querySelector('[data-column=rank]').click()");
    assertThat(page.value(first).asText().strip()).startsWith("81");
    page.value("document.querySelector('[data-column=optimizer]').click()");
    assertThat(page.value(first).asText()).contains("adadelta");
  }

  @Test
  void theFilterKeepsWhatMatches() throws Exception {
    Browser.Page page = browser.open(page("line"), 1400, false);
    page.value(
        "(i => { i.value = 'adam 120'; i.dispatchEvent(new Event('input'));"
            + " })(document.getElementById('filter'))");
    assertThat(page.value("document.getElementById('found').textContent").asText())
        .isEqualTo("12 of 81 trials");
  }

  @Test
  void theSliderMovesTheLine() throws Exception {
    Browser.Page page = browser.open(page("line"), 1400, false);
    page.value(
        "(i => { i.value = 0; i.dispatchEvent(new Event('input'));"
            + " })(document.getElementById('step'))");
    assertThat(page.value("document.getElementById('stepText').textContent").asText())
        .startsWith("after epoch 1:");
  }

  @Test
  void aButtonDrawsTheLossesOnLinearScalesAndAnotherTheLineAfterAnEpochOfTheJob() throws Exception {
    Browser.Page page = browser.open(page("line"), 1400, false);
    String type = "linesweep.page.charts.loss.getOption().xAxis[0].type";
    assertThat(page.value(type).asText()).isEqualTo("log");
    page.value("document.querySelector('[data-scale=linear]').click()");
    assertThat(page.value(type).asText()).isEqualTo("value");
    page.value("document.querySelector('#steps button').click()");
    assertThat(page.value("document.getElementById('stepText').textContent").asText())
        .matches("after epoch [0-9]+:.*");
    assertThat(page.value("document.querySelectorAll('#sliceCharts canvas').length").asInt())
        .isEqualTo(page.value("document.querySelectorAll('#sliceCharts figure').length").asInt());
  }

  @Test
  void chartsAreSavedAsPngAndSvg() throws Exception {
    Browser.Page page = shown("line", 1400, false);
    assertThat(page.value("linesweep.page.picture('rates', 'PNG').slice(0, 22)").asText())
        .isEqualTo("data:image/png;base64,");
    assertThat(page.value("decodeURIComponent(linesweep.page.picture('rates', 'SVG'))").asText())
        .contains("<svg", "learning rate");
  }

  @ParameterizedTest
  @CsvSource({"line, true", "wide, false", "hostile, false"})
  void everySavedSvgIsXml(String name, boolean dark) throws Exception {
    Browser.Page page = shown(name, 1400, dark);
    assertThat(
            page.value(
                    "Object.keys(linesweep.page.charts).filter(id => new"
                        + " DOMParser().parseFromString(decodeURIComponent(linesweep.page.picture(id,"
                        + " 'SVG').split(',').slice(1).join(',')),"
                        + " 'image/svg+xml').querySelector('parsererror')).join()")
                .asText())
        .isEmpty();
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void aPrintedPageHasTheWidthOfASheetAndAllItsDetails() throws Exception {
    Browser.Page page = browser.open(page("line"), 1400, true);
    String open = "document.querySelectorAll('details[open]').length";
    int before = page.value(open).asInt();
    int all = page.value("document.querySelectorAll('details').length").asInt();

    page.value("window.dispatchEvent(new Event('beforeprint'))");
    int charts = page.value("document.querySelector('#rates svg').clientWidth").asInt();
    assertThat(charts).isBetween(500, 700);
    assertThat(page.value(open).asInt()).isEqualTo(all).isGreaterThan(before);

    page.value("window.dispatchEvent(new Event('afterprint'))");
    assertThat(page.value("document.querySelector('#rates svg').clientWidth").asInt())
        .isGreaterThan(charts);
    assertThat(page.value(open).asInt()).isEqualTo(before);
    assertThat(page.errors()).isEmpty();
  }
}
