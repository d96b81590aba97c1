package dev.linesweep.report.page;

import dev.linesweep.plan.Trial;
import dev.linesweep.report.Axes;
import dev.linesweep.report.Axis;
import dev.linesweep.text.Rounded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much each axis decides whether a setting is among the best tenth: PED-ANOVA of Watanabe,
 * Bansal and Hutter, "PED-ANOVA: Efficiently Quantifying Hyperparameter Importance in Arbitrary
 * Subspaces", IJCAI 2023. An axis counts by the Pearson divergence of its values among the best
 * from its values among all, the sum of q (p / q - 1)² over its values, in shares of the sum over
 * the axes.
 *
 * <p>The values of an axis are few, or binned, so that p and q are shares, and no density is
 * estimated. From each divergence its expectation by chance is taken: that of an axis which decides
 * nothing. Settings are counted by groups of neighbouring ranks, whose number has a bound.
 */
final class Importance {
  private static final int BINS = 16;
  private static final int NAMES = 64;
  private static final int GROUPS = 1024;
  private static final int FEWEST = 20;
  private static final double BEST = 0.1;

  private final List<Column> columns = new ArrayList<>();
  private final int cells;
  private final List<long[]> groups = new ArrayList<>();
  private long width = 1;
  private long seen;
  private long withValue;

  /**
   * An axis and its share of the importance of all.
   *
   * @param divergence less what chance makes of it
   */
  record Share(Axis axis, double divergence, double share) {}

  /**
   * @param first of the axis's cells in a group
   * @param bins of numbers; of one bin for names
   * @param names by their place; empty for numbers
   */
  private record Column(Axis axis, int first, Bins bins, Map<Object, Integer> names) {
    int size() {
      return 1 + (names.isEmpty() ? bins.size() : names.size());
    }

    /** The last cell is for settings that the axis does not apply to. */
    int cell(Trial setting) {
      if (!axis.appliesTo(setting)) {
        return first + size() - 1;
      }
      Object value = axis.value(setting);
      return first
          + (names.isEmpty()
              ? bins.indexOf(((Number) value).doubleValue())
              : names.getOrDefault(value, size() - 1));
    }
  }

  /** Over the axes in which settings differ. */
  Importance(Axes axes) {
    int next = 0;
    for (Axis axis : axes.varying()) {
      boolean repeats = axis == Axis.SEED && axes.plan().spec().hasRepeats();
      boolean named = axis == Axis.OPTIMIZER || axis == Axis.PARAMETERS;
      if (!repeats && !(named && axes.values(axis).size() > NAMES)) {
        Column column = named ? ofNames(axes, axis, next) : ofNumbers(axes, axis, next);
        columns.add(column);
        next += column.size();
      }
    }
    cells = next;
  }

  private static Column ofNames(Axes axes, Axis axis, int first) {
    Map<Object, Integer> names = new LinkedHashMap<>();
    axes.values(axis).forEach(value -> names.put(value, names.size()));
    return new Column(axis, first, Bins.of(List.of(), 1), names);
  }

  private static Column ofNumbers(Axes axes, Axis axis, int first) {
    List<Double> values =
        axes.values(axis).stream().map(value -> ((Number) value).doubleValue()).toList();
    return new Column(axis, first, Bins.of(values, BINS), Map.of());
  }

  /**
   * Takes the next setting by rank.
   *
   * @param value of the metric; not a number if it diverged or failed
   */
  void accept(Trial setting, double value) {
    if (seen == groups.size() * width) {
      groups.add(new long[cells]);
      mergeIfMany();
    }
    long[] group = groups.get((int) (seen / width));
    columns.forEach(column -> group[column.cell(setting)]++);
    seen++;
    withValue += Double.isNaN(value) ? 0 : 1;
  }

  private void mergeIfMany() {
    if (groups.size() > GROUPS) {
      for (int i = 0; i < GROUPS / 2; i++) {
        groups.set(i, sum(groups.get(2 * i), groups.get(2 * i + 1)));
      }
      groups.set(GROUPS / 2, groups.get(GROUPS));
      groups.subList(GROUPS / 2 + 1, groups.size()).clear();
      width *= 2;
    }
  }

  private static long[] sum(long[] one, long[] other) {
    long[] sum = one.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other[i];
    }
    return sum;
  }

  /** How many are the best tenth. */
  private long best() {
    return Math.min(withValue, (long) Math.ceil(BEST * seen));
  }

  /** The axes by their importance; empty if too few settings were tried or no axis stands out. */
  List<Share> shares() {
    if (seen < FEWEST || best() < 2 || columns.size() < 2) {
      return List.of();
    }
    double[] all = counts(seen);
    double[] top = counts(best());
    double[] divergences = columns.stream().mapToDouble(c -> divergence(c, all, top)).toArray();
    double sum = 0;
    for (double each : divergences) {
      sum += each;
    }
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < divergences.length && sum > 0; i++) {
      shares.add(new Share(columns.get(i).axis, divergences[i], divergences[i] / sum));
    }
    shares.sort(Comparator.comparingDouble(Share::share).reversed());
    return shares;
  }

  /** How many of the first settings are in each cell; of a group that is cut a part. */
  private double[] counts(long first) {
    double[] counts = new double[cells];
    for (int i = 0; i < groups.size() && i * width < first; i++) {
      double size = Math.min(width, seen - i * width);
      double part = Math.min(1, (first - i * width) / size);
      for (int cell = 0; cell < cells; cell++) {
        counts[cell] += part * groups.get(i)[cell];
      }
    }
    return counts;
  }

  private double divergence(Column column, double[] all, double[] top) {
    double best = best();
    double sum = 0;
    int values = 0;
    for (int cell = column.first; cell < column.first + column.size(); cell++) {
      if (all[cell] > 0) {
        double among = all[cell] / seen;
        sum += among * square(top[cell] / best / among - 1);
        values++;
      }
    }
    double chance = (values - 1) / best * (seen - best) / (seen - 1);
    return Math.max(0, sum - chance);
  }

  private static double square(double value) {
    return value * value;
  }

  /** How many are compared with how many: {@code 4 of 36}. */
  String size() {
    return Rounded.of(best()) + " of " + Rounded.of(seen);
  }

  /** What the page lists. */
  List<Map<String, String>> rows() {
    return shares().stream()
        .map(
            each -> {
              String percent = String.format(Locale.ROOT, "%.0f", 100 * each.share);
              return Map.of("name", each.axis.key().replace('_', ' '), "percent", percent);
            })
        .toList();
  }
}
