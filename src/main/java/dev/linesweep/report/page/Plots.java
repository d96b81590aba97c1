package dev.linesweep.report.page;

import dev.linesweep.text.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.ScriptableObject;

/**
 * The page's main charts as SVG, without a browser: the page's own script and chart library, run by
 * a JavaScript engine written in Java. So a plot is the chart that the page shows, and its bytes
 * depend on no font and no screen.
 */
public final class Plots {
  /** What the chart library expects of its surroundings. */
  private static final String SURROUNDINGS =
      "var self = this, globalThis = this; function setTimeout() { return 0; } function"
          + " clearTimeout() {}";

  private Plots() {}

  /** The plots by file name, such as {@code loss.svg}; only those that have something to show. */
  public static Map<String, String> of(PageSource source) {
    Map<String, String> plots = new LinkedHashMap<>();
    try (Context context = Context.enter()) {
      context.setLanguageVersion(Context.VERSION_ES6);
      context.setInterpretedMode(true); // the library's functions exceed a Java method's size
      ScriptableObject scope = context.initStandardObjects();
      run(context, scope, "surroundings", SURROUNDINGS);
      run(context, scope, "echarts", Resources.echarts());
      for (String script : List.of("frame.js", "charts.js", "plots.js")) {
        run(context, scope, script, Resources.text(script));
      }
      ScriptableObject.putProperty(scope, "json", Json.inScript(PageData.of(source)));
      Object all = run(context, scope, "plots", "linesweep.plots(JSON.parse(json))");
      for (Object plot : (NativeArray) all) {
        NativeArray pair = (NativeArray) plot;
        plots.put(pair.get(0) + ".svg", pair.get(1) + "\n");
      }
    }
    return plots;
  }

  private static Object run(Context context, ScriptableObject scope, String name, String script) {
    return context.evaluateString(scope, script, name, 1, null);
  }
}
