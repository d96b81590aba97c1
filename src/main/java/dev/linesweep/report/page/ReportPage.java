package dev.linesweep.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.samskivert.mustache.Mustache;
import dev.linesweep.data.KnownModel;
import dev.linesweep.data.Shape;
import dev.linesweep.report.Advice;
import dev.linesweep.report.Axes;
import dev.linesweep.report.Comparison;
import dev.linesweep.report.Json;
import dev.linesweep.report.Rounded;
import dev.linesweep.report.SeedSpread;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.SweepReport.OptimizerTally;
import dev.linesweep.result.LinearModel;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The page {@code report.html}: one file with its styles, scripts and numbers in it, which asks the
 * network for nothing. All text of the sweep is escaped, in the markup by the template and in the
 * numbers by {@link Json#inScript}.
 */
public final class ReportPage {
  private final PageSource source;
  private final SweepReport report;

  private ReportPage(PageSource source) {
    this.source = source;
    this.report = source.report();
  }

  public static String of(PageSource source) {
    return new ReportPage(source).html();
  }

  private String html() {
    return Mustache.compiler()
        .defaultValue("")
        .emptyStringIsFalse(true)
        .compile(Resources.text("report.html"))
        .execute(context());
  }

  private Map<String, Object> context() {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("name", report.spec().name());
    page.put("size", size());
    page.put("state", state());
    page.put("headline", headline());
    page.put("advice", Advice.on(report).stream().map(ReportPage::advice).toList());
    page.put("nothingToTry", nothingToTry());
    page.put("failures", report.counts().failed() > 0);
    page.put(
        "chosenPart",
        report.metric().spec().part() == MetricSpec.Part.VALIDATION ? "validation" : "test");
    page.put("phases", phases());
    page.put("allPhases", seconds(allPhases()));
    page.put("optimizers", new OptimizerRows(report, source.trials()).rows());
    page.put("metric", report.metric().spec().key());
    page.put("metricInWords", report.metricInWords());
    page.put(
        "unevenTrials",
        report.optimizers().stream().mapToLong(OptimizerTally::trials).distinct().count() > 1);
    page.put("fitNote", source.fit().note(report.plan().shape()));
    page.put("manySeeds", !report.seedSpreads().isEmpty());
    page.put("states", states());
    page.put("trialsNote", trialsNote());
    page.put("grouped", source.trials().grids().stream().anyMatch(RateGrid::grouped));
    page.put("job", source.texts().job());
    page.put("provenance", provenance());
    page.put("style", Resources.text("report.css"));
    page.put("scripts", scripts());
    page.put("data", Json.inScript(PageData.of(source)));
    return page;
  }

  private static List<String> scripts() {
    List<String> scripts = new ArrayList<>(List.of(Resources.echarts()));
    Stream.of("frame.js", "charts.js", "tables.js", "page.js")
        .map(Resources::text)
        .forEach(scripts::add);
    return scripts;
  }

  private String nothingToTry() {
    return report.best().isPresent()
        ? "Nothing stands out: the best trial is inside the grid, and its loss has settled."
        : "There is no best trial to learn from yet.";
  }

  private String size() {
    Shape shape = report.plan().shape();
    List<String> parts = new ArrayList<>();
    parts.add(Rounded.of(report.counts().done()) + " trials");
    if (report.counts().diverged() > 0) {
      parts.add(Rounded.of(report.counts().diverged()) + " diverged");
    }
    if (report.counts().failed() > 0) {
      parts.add(Rounded.of(report.counts().failed()) + " failed");
    }
    parts.add(Rounded.of((long) shape.trainRows()) + " training rows");
    if (shape.validationRows() > 0) {
      parts.add(Rounded.of((long) shape.validationRows()) + " validation rows");
    }
    parts.add(Rounded.of((long) shape.testRows()) + " test rows");
    int features = report.features().size();
    if (features > 0) {
      parts.add(features == 1 ? "1 feature" : Rounded.of((long) features) + " features");
    }
    return String.join(" · ", parts);
  }

  /** What a reader must know of a sweep that has not ended well; empty otherwise. */
  private String state() {
    long left = report.counts().left();
    String later = source.texts().status().path("state").asText();
    if (later.equals("FAILED") || later.equals("INTERRUPTED")) {
      String reason = source.texts().status().path("reason").asText();
      return "A later run of this sweep was %s%s This page shows what the last whole run wrote."
          .formatted(later.toLowerCase(Locale.ROOT), reason.isEmpty() ? "." : ": " + reason + ".");
    }
    return left == 0
        ? ""
        : "The sweep was stopped by its budget: %s of %s trials are left. The same command goes on from here."
            .formatted(Rounded.of(left), Rounded.of(report.counts().total()));
  }

  private Map<String, Object> headline() {
    Headline words = new Headline(report);
    Verdict verdict = Verdict.on(report);
    SeedWords seeds = new SeedWords(report);
    Map<String, Object> headline = new LinkedHashMap<>();
    headline.put("complete", report.best().isPresent());
    headline.put("winner", words.winner());
    headline.put("value", words.value());
    headline.put("chosenOn", words.chosenOn());
    headline.put("overSeeds", seeds.onWinner().orElse(""));
    headline.put(
        "steadier", seeds.steadier().stream().map(first -> steadier(first, seeds)).toList());
    headline.put("lead", words.lead());
    headline.put("verdict", verdict.text());
    headline.put("tone", verdict.tone());
    headline.put("equation", source.texts().model().path("equation").asText());
    headline.put(
        "known", report.best().flatMap(best -> report.known()).map(this::equation).orElse(""));
    headline.put("errors", errors());
    headline.put("ownLoss", ownLoss());
    headline.put("lossName", report.spec().training().loss().key());
    headline.put("testRows", Rounded.of((long) report.plan().shape().testRows()));
    headline.put("compared", Comparison.of(report).measure().key());
    return headline;
  }

  private Map<String, Object> steadier(SeedSpread first, SeedWords seeds) {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("setting", new Axes(report.plan()).setting(first.example()));
    cells.put("mean", SeedWords.meanOf(first));
    cells.put("seeds", first.seeds());
    cells.put("others", seeds.others());
    return cells;
  }

  private boolean ownLoss() {
    Loss loss = report.spec().training().loss();
    return loss.needsOwnUnits();
  }

  private String equation(KnownModel known) {
    return new LinearModel(known.weights(), known.bias(), report.features(), report.label())
        .equation();
  }

  private List<Map<String, Object>> errors() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Comparison.Row row : Comparison.of(report).rows()) {
      Map<String, Object> cells = new LinkedHashMap<>();
      cells.put("name", row.name());
      cells.put("own", row.key().isEmpty());
      cells.put("loss", Rounded.of(row.test().loss()));
      cells.put("mae", Rounded.of(row.test().mae()));
      cells.put("rmse", Rounded.of(row.test().rmse()));
      cells.put("r2", Rounded.of(row.test().r2(report.testLabelVariance())));
      cells.put("difference", row.difference());
      rows.add(cells);
    }
    return rows;
  }

  private static Map<String, Object> advice(Advice advice) {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("note", advice.note());
    cells.put("change", advice.change());
    return cells;
  }

  private List<Map<String, Object>> phases() {
    JsonNode seconds = source.texts().provenance().path("phase_seconds");
    double longest = 0;
    for (JsonNode each : seconds) {
      longest = Math.max(longest, each.asDouble());
    }
    double most = longest;
    List<Map<String, Object>> phases = new ArrayList<>();
    seconds
        .fields()
        .forEachRemaining(
            phase -> {
              double time = phase.getValue().asDouble();
              Map<String, Object> cells = new LinkedHashMap<>();
              cells.put("name", phase.getKey());
              cells.put("time", seconds(time));
              cells.put(
                  "width", String.format(Locale.ROOT, "%.1f", most == 0 ? 0 : 100 * time / most));
              phases.add(cells);
            });
    return phases;
  }

  private double allPhases() {
    double sum = 0;
    for (JsonNode each : source.texts().provenance().path("phase_seconds")) {
      sum += each.asDouble();
    }
    return sum;
  }

  private static String seconds(double time) {
    if (time < 120) {
      return String.format(Locale.ROOT, time < 10 ? "%.2f s" : "%.0f s", time);
    }
    return time < 7200
        ? String.format(Locale.ROOT, "%.1f min", time / 60)
        : String.format(Locale.ROOT, "%.1f h", time / 3600);
  }

  private List<Map<String, Object>> states() {
    List<Map<String, Object>> states = new ArrayList<>();
    SweepReport.Counts counts = report.counts();
    states.add(state("complete", counts.complete(), "trained to the end"));
    states.add(
        state(
            "diverged", counts.diverged(), "a weight or the loss became infinite or not a number"));
    states.add(state("failed", counts.failed(), "could not be trained; the next run tries again"));
    source
        .trials()
        .reasons()
        .forEach((reason, count) -> states.add(state("· of these", count, reason)));
    if (counts.left() > 0) {
      states.add(state("left", counts.left(), "not trained yet; the same command goes on"));
    }
    return states;
  }

  private static Map<String, Object> state(String name, long count, String reason) {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("name", name);
    cells.put("count", Rounded.of(count));
    cells.put("reason", reason);
    return cells;
  }

  private String trialsNote() {
    PageTrials trials = source.trials();
    return trials.sampled()
        ? "The table, the parallel axes and the curves hold the best %s of %s trials and a sample of %s of the rest. The heat maps and all counts are over all trials; summary.csv and trials.parquet have every one."
            .formatted(
                Rounded.of((long) trials.leading().size()),
                Rounded.of(report.counts().done()),
                Rounded.of((long) trials.sampleSize()))
        : "";
  }

  private List<Map<String, Object>> provenance() {
    List<Map<String, Object>> rows = new ArrayList<>();
    JsonNode provenance = source.texts().provenance();
    add(rows, "data fingerprint (SHA-256)", provenance.path("data").path("fingerprint"));
    add(rows, "notes on the data", provenance.path("data").path("notes"));
    provenance
        .path("versions")
        .fields()
        .forEachRemaining(version -> add(rows, version.getKey(), version.getValue()));
    for (String key : List.of("master", "engine", "devices", "jvm", "blas", "command", "retries")) {
      add(rows, key, provenance.path(key));
    }
    add(rows, "lost executors", provenance.path("lost_executors"));
    add(rows, "check against plain DL4J", provenance.path("dl4j_check"));
    return rows;
  }

  private static void add(List<Map<String, Object>> rows, String name, JsonNode value) {
    List<String> items = new ArrayList<>();
    value.forEach(item -> items.add(item.asText()));
    String separator = name.equals("command") ? " " : ", ";
    String text = value.isArray() ? String.join(separator, items) : value.asText();
    if (!text.isEmpty()) {
      Map<String, Object> cells = new LinkedHashMap<>();
      cells.put("name", name);
      cells.put("value", text);
      rows.add(cells);
    }
  }
}
