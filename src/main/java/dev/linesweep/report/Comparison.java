package dev.linesweep.report;

import dev.linesweep.model.Baselines;
import dev.linesweep.model.ColumnBaseline;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.table.Row;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The best trial's errors on the test rows next to those of the baselines.
 *
 * @param measure whose differences are shown: the one that ranks, if it is an error
 * @param rows the best trial first; empty if no trial completed
 */
public record Comparison(MetricSpec.Measure measure, List<Row> rows) {
  private static final double EXACT = 1e-6;
  private static final MathContext TWO_DIGITS = new MathContext(2);

  public Comparison {
    rows = List.copyOf(rows);
  }

  /**
   * A model and its errors.
   *
   * @param key of the baseline; empty for the best trial
   * @param ratio its error to the best trial's; not a number if both are only rounding
   * @param exact true if the error is nothing but rounding
   */
  public record Row(String key, String name, PartMetrics test, double ratio, boolean exact) {

    /** How much larger the error is than the best trial's: {@code +2.1 %}; empty if unknown. */
    public String difference() {
      return key.isEmpty() || !Double.isFinite(ratio) ? "" : percent(ratio);
    }
  }

  public static Comparison of(SweepReport report) {
    MetricSpec.Measure measure = measure(report);
    List<Row> rows = new ArrayList<>();
    report
        .best()
        .ifPresent(
            best -> {
              PartMetrics own = best.result().test();
              rows.add(row(report, measure, "", report.bestName(), own, own));
              add(rows, report, measure, Baselines.OLS);
              add(rows, report, measure, Baselines.LAD);
              for (ColumnBaseline column : report.baselines().columns()) {
                rows.add(row(report, measure, column.key(), column.title(), column.test(), own));
              }
              add(rows, report, measure, Baselines.MEDIAN);
              add(rows, report, measure, Baselines.MEAN);
            });
    return new Comparison(measure, rows);
  }

  /** A baseline's name as it is shown. */
  static String name(String key) {
    return switch (key) {
      case Baselines.OLS -> "least squares";
      case Baselines.LAD -> "least absolute deviations";
      case Baselines.MEDIAN -> "median of the label";
      case Baselines.MEAN -> "mean of the label";
      default -> key;
    };
  }

  private static void add(
      List<Row> rows, SweepReport report, MetricSpec.Measure measure, String key) {
    PartMetrics best = rows.get(0).test();
    report
        .baselines()
        .named(key)
        .ifPresent(found -> rows.add(row(report, measure, key, name(key), found.test(), best)));
  }

  private static Row row(
      SweepReport report,
      MetricSpec.Measure measure,
      String key,
      String name,
      PartMetrics test,
      PartMetrics best) {
    boolean rmse = measure == MetricSpec.Measure.RMSE;
    double ratio = rmse ? test.rmse() / best.rmse() : test.mae() / best.mae();
    boolean exact = exact(report, test);
    return new Row(key, name, test, exact && exact(report, best) ? Double.NaN : ratio, exact);
  }

  private static boolean exact(SweepReport report, PartMetrics test) {
    return test.rmse() < EXACT * Math.sqrt(report.testLabelVariance());
  }

  private static MetricSpec.Measure measure(SweepReport report) {
    return switch (report.metric().spec().measure()) {
      case MAE -> MetricSpec.Measure.MAE;
      case RMSE, R2 -> MetricSpec.Measure.RMSE;
      case LOSS ->
          report.spec().training().loss().isOfSquares()
              ? MetricSpec.Measure.RMSE
              : MetricSpec.Measure.MAE;
    };
  }

  /** What a ratio adds or takes: {@code +2.1 %}, {@code 4,300× less}, {@code equal}. */
  static String percent(double ratio) {
    if (ratio < 0.1) {
      return ratio == 0 ? "exact" : times(1 / ratio) + "× less";
    }
    if (Math.abs(ratio - 1) < 0.0005) {
      return "equal";
    }
    if (ratio >= 10) {
      return times(ratio) + "× more";
    }
    return String.format(Locale.ROOT, ratio >= 2 ? "%+.0f %%" : "%+.1f %%", 100 * (ratio - 1));
  }

  private static String times(double ratio) {
    if (ratio > 10_000) {
      return ">10,000";
    }
    double rounded = ratio < 1000 ? ratio : new BigDecimal(ratio).round(TWO_DIGITS).doubleValue();
    return String.format(Locale.ROOT, rounded < 100 ? "%.1f" : "%,.0f", rounded);
  }
}
