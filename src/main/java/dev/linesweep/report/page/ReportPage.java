package dev.linesweep.report.page;

import com.samskivert.mustache.Mustache;
import dev.linesweep.data.Shape;
import dev.linesweep.report.RepeatNames;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.SweepReport.OptimizerTally;
import dev.linesweep.report.advice.Advice;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Json;
import dev.linesweep.text.Printable;
import dev.linesweep.text.Rounded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The page {@code report.html}: one file with its styles, scripts and numbers in it, which asks the
 * network for nothing. All text of the sweep is escaped, in the markup by the template and in the
 * numbers by {@link Json#inScript}.
 */
public final class ReportPage {
  /** Numbers of trials up to this ratio say nothing about who is likely to lead. */
  private static final double SIMILAR = 1.2;

  /** Of more suggestions the first are shown at once. */
  private static final int SUGGESTIONS = 2;

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
    page.put("headline", new HeadlineCard(source));
    putAdvice(page);
    putSearch(page);
    page.put("hasExactFits", Coefficients.of(report).hasExactFits());
    page.put("dataNotes", report.data().notes());
    page.put("hasDataNotes", !report.data().notes().isEmpty());
    page.put("nothingToTry", nothingToTry());
    page.put("divergence", report.counts().diverged() > 0);
    page.put("failures", report.counts().failed() > 0);
    page.put(
        "chosenPart",
        report.metric().spec().part() == MetricSpec.Part.VALIDATION ? "validation" : "test");
    Phases phases = Phases.of(source.origin().provenance().run().phaseSeconds());
    page.put("phases", phases.rows());
    page.put("allPhases", phases.sum());
    page.put("optimizers", new OptimizerRows(report, source.trials()).rows());
    page.put("metric", report.metric().spec().key());
    page.put("metricInWords", report.metricInWords());
    page.put("unevenTrials", unevenTrials(report.optimizers()));
    page.put("averaged", source.trials().averaged());
    page.put("fitNote", source.fit().note(report.plan().modelShape()));
    page.put("hasRepeats", report.spec().hasRepeats());
    RepeatNames names = RepeatNames.of(report.spec());
    page.put("noun", names.noun());
    page.put("nouns", names.nouns());
    page.put(
        "Nouns",
        names.nouns().substring(0, 1).toUpperCase(Locale.ROOT) + names.nouns().substring(1));
    page.put("repeats", names.all());
    page.put("over", report.metric().spec().over().key());
    page.put("rankedSettings", Rounded.of(report.settings().ranked()));
    page.put("brokenSettings", brokenSettings());
    page.put("states", StateRow.of(source));
    page.put("canStop", !report.plan().brackets().isNone());
    page.put("rungs", RungRow.of(source.origin().provenance().run().rungs()));
    page.put("hasRungs", !source.origin().provenance().run().rungs().isEmpty());
    page.put("trialsNote", trialsNote());
    page.put("grouped", source.trials().grids().stream().anyMatch(RateGrid::grouped));
    page.put("job", source.origin().job());
    page.put("provenance", Fact.of(source.origin().provenance()));
    page.put("style", Resources.text("report.css"));
    page.put("scripts", scripts());
    page.put("data", Json.inScript(PageData.of(source)));
    return page;
  }

  private void putAdvice(Map<String, Object> page) {
    List<Advice> all = Advice.on(report);
    List<Advice> more = all.subList(Math.min(SUGGESTIONS, all.size()), all.size());
    page.put("advice", all.subList(0, all.size() - more.size()));
    page.put("moreAdvice", more);
    page.put("hasMoreAdvice", !more.isEmpty());
    page.put("moreAdviceCount", Counted.of(more.size(), "more suggestion"));
  }

  private void putSearch(Map<String, Object> page) {
    String drawn = source.trials().averaged() ? "settings" : "trials";
    List<Map<String, String>> importance = source.trials().importance().rows();
    page.put("drawn", drawn);
    page.put("moreTrials", source.trials().expected().answer(drawn));
    page.put("importance", importance);
    page.put("hasImportance", !importance.isEmpty());
    page.put("bestOf", source.trials().importance().size());
  }

  private static List<String> scripts() {
    List<String> scripts = new ArrayList<>(List.of(Resources.echarts()));
    Stream.of("frame.js", "charts.js", "tables.js", "page.js")
        .map(Resources::text)
        .forEach(scripts::add);
    return scripts;
  }

  private String brokenSettings() {
    long broken = report.settings().broken();
    return broken == 0
        ? ""
        : "%s no %s because a %s diverged or failed; %s last."
            .formatted(
                Counted.of(broken, "setting") + (broken == 1 ? " has" : " have"),
                report.metric().spec().over().key(),
                RepeatNames.of(report.spec()).noun(),
                Counted.word(broken, "it ranks", "they rank"));
  }

  private String nothingToTry() {
    return report.best().isPresent()
        ? "No clear improvement stands out."
        : "There is no best trial to learn from yet.";
  }

  private String size() {
    Shape shape = report.plan().modelShape();
    int folds = report.spec().split().folds();
    List<String> parts = new ArrayList<>();
    parts.add(Counted.of(report.counts().done(), "trial"));
    if (report.counts().stopped() > 0) {
      parts.add(Rounded.of(report.counts().stopped()) + " stopped");
    }
    if (report.counts().diverged() > 0) {
      parts.add(Rounded.of(report.counts().diverged()) + " diverged");
    }
    if (report.counts().failed() > 0) {
      parts.add(Rounded.of(report.counts().failed()) + " failed");
    }
    parts.add(
        Counted.of(shape.trainRows(), "training row")
            + (folds > 0 ? " in %d folds".formatted(folds) : ""));
    if (shape.hasValidation()) {
      parts.add(Counted.of(shape.validationRows(), "validation row"));
    }
    parts.add(Counted.of(shape.testRows(), "test row"));
    report
        .spec()
        .rowWeight()
        .ifPresent(column -> parts.add("rows count by " + Printable.of(column)));
    if (!report.features().isEmpty()) {
      parts.add(Counted.of(report.features().size(), "feature"));
    }
    return String.join(" · ", parts);
  }

  /** What a reader must know of a sweep that has not ended well; empty otherwise. */
  private String state() {
    long left = report.counts().left();
    PageSource.LaterRun later = source.origin().later();
    if (!later.state().isEmpty()) {
      return "A later run of this sweep was %s%s This page shows what the last whole run wrote."
          .formatted(later.state(), later.reason().isEmpty() ? "." : ": " + later.reason() + ".");
    }
    if (!report.counts().stop().isEmpty()) {
      return "%s: %s of %s %s not trained."
          .formatted(
              report.counts().stop(),
              Rounded.of(report.counts().untrained()),
              Counted.of(report.counts().total(), "trial"),
              Counted.word(report.counts().untrained(), "is", "are"));
    }
    return left == 0
        ? ""
        : "The sweep was stopped by its budget: %s of %s %s left. Run the same command again to continue."
            .formatted(
                Rounded.of(left),
                Counted.of(report.counts().total(), "trial"),
                Counted.word(left, "is", "are"));
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

  /** As optimizers that are listed are, and hardly those that are drawn equally often. */
  private static boolean unevenTrials(List<OptimizerTally> optimizers) {
    LongSummaryStatistics trials =
        optimizers.stream().mapToLong(OptimizerTally::trials).summaryStatistics();
    return trials.getMax() > SIMILAR * trials.getMin();
  }
}
