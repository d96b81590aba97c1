package dev.linesweep.report.page;

import com.samskivert.mustache.Mustache;
import dev.linesweep.result.Losses;
import dev.linesweep.text.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A page that compares sweeps: one file that asks the network for nothing, as the report is. */
public final class ComparePage {
  private ComparePage() {}

  /**
   * A sweep on the page.
   *
   * @param name of its line in the chart
   * @param loss that its trials were trained with
   * @param epochs of its best setting
   * @param curve of that setting's first trial, epoch by epoch; empty if none was kept
   * @param facts by the column's header, as the terminal has them
   */
  public record Sweep(
      String name, String loss, int epochs, List<Losses> curve, Map<String, String> facts) {
    public Sweep {
      curve = List.copyOf(curve);
      facts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }
  }

  /**
   * A value of the jobs that is not the same in all of them.
   *
   * @param values by sweep
   */
  public record Difference(String key, List<String> values) {
    public Difference {
      values = List.copyOf(values);
    }
  }

  /**
   * @param notes what a reader must know before comparing numbers
   */
  public static String of(List<Sweep> sweeps, List<Difference> differences, List<String> notes) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("count", sweeps.size());
    page.put("headers", sweeps.get(0).facts().keySet());
    page.put("rows", sweeps.stream().map(sweep -> sweep.facts().values()).toList());
    page.put("names", sweeps.stream().map(Sweep::name).toList());
    page.put("differences", differences);
    page.put("differ", !differences.isEmpty());
    page.put("notes", notes);
    page.put("style", Resources.text("report.css"));
    page.put(
        "scripts",
        Stream.concat(
                Stream.of(Resources.echarts()),
                Stream.of("frame.js", "compare.js").map(Resources::text))
            .toList());
    page.put(
        "data", Json.inScript(Map.of("sweeps", sweeps.stream().map(ComparePage::data).toList())));
    return Mustache.compiler()
        .defaultValue("")
        .compile(Resources.text("compare.html"))
        .execute(page);
  }

  private static Map<String, Object> data(Sweep sweep) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", sweep.name());
    data.put("loss", sweep.loss());
    data.put("end", sweep.epochs());
    data.put("epochs", sweep.curve().stream().map(Losses::epoch).toList());
    data.put("train", sweep.curve().stream().map(at -> Json.rounded(at.train())).toList());
    data.put("test", sweep.curve().stream().map(at -> Json.rounded(at.test())).toList());
    return data;
  }
}
