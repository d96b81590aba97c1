package dev.linesweep.report.page;

import dev.linesweep.text.Json;
import dev.linesweep.text.Rounded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * The best value to expect of a search of so many trials, if each is drawn from those of this
 * sweep: the order statistics of their values, with the range in which nine of ten such searches
 * end. See Dodge, Gururangan, Card, Schwartz and Smith, "Show Your Work: Improved Reporting of
 * Experimental Results", EMNLP 2019, section 3: of n draws with replacement, the best is no better
 * than v with the n-th power of the probability that one is not. A draw that diverged or failed, or
 * is worse than predicting the mean of the label, counts as that, which costs nothing.
 *
 * <p>The first values are kept as they are, and of the others every second, fourth and so on, so
 * that memory does not grow with the trials.
 */
final class ExpectedBest {
  private static final int EXACT = 4096;
  private static final int THINNED = 4096;
  private static final int POINTS = 40;

  /** What is outside of the range on each side. */
  private static final double OUTSIDE = 0.05;

  /** Twice the trials must promise so much to be worth it. */
  private static final double WORTH_IT = 0.01;

  private final DoubleUnaryOperator cost;
  private final double fallback;
  private final List<Value> exact = new ArrayList<>();
  private List<Value> thinned = new ArrayList<>();
  private long stride = 1;
  private long seen;

  /** A value that stands for so many, its own among them. */
  private record Value(double value, long weight) {}

  /**
   * What a search of so many trials reaches.
   *
   * @param low the better end of the range
   * @param high the worse end
   */
  record Point(long trials, double expected, double low, double high) {}

  /**
   * @param cost of a value: the less, the better
   * @param fallback the value of predicting the mean of the label; not a number if unknown
   */
  ExpectedBest(DoubleUnaryOperator cost, double fallback) {
    this.cost = cost;
    this.fallback = fallback;
  }

  /** Takes the next value by rank; not a number for a trial without one. */
  void accept(double ranked) {
    boolean falls = !(cost.applyAsDouble(ranked) <= cost.applyAsDouble(fallback));
    double value = falls && !Double.isNaN(fallback) ? fallback : ranked;
    if (Double.isNaN(value)) {
      return;
    }
    if (exact.size() < EXACT) {
      exact.add(new Value(value, 1));
    } else if ((seen - EXACT) % stride == 0) {
      addThinned(value);
    }
    seen++;
  }

  private void addThinned(double value) {
    thinned.add(new Value(value, stride));
    if (thinned.size() == THINNED) {
      stride *= 2;
      List<Value> half = new ArrayList<>();
      for (int i = 0; i < thinned.size(); i += 2) {
        half.add(new Value(thinned.get(i).value, stride));
      }
      thinned = half;
    }
  }

  /** From one trial to as many as there are; empty with fewer than two. */
  List<Point> points() {
    if (seen < 2) {
      return List.of();
    }
    List<Value> sorted = sorted();
    List<Point> points = new ArrayList<>();
    long before = 0;
    for (int i = 0; i < POINTS; i++) {
      long trials = Math.round(StrictMath.pow(seen, i / (POINTS - 1.0)));
      if (trials > before) {
        points.add(at(sorted, trials));
        before = trials;
      }
    }
    return points;
  }

  private List<Value> sorted() {
    List<Value> all = new ArrayList<>(exact);
    all.addAll(thinned);
    all.sort(Comparator.comparingDouble(each -> cost.applyAsDouble(each.value)));
    return all;
  }

  private static Point at(List<Value> sorted, long trials) {
    double all = sorted.stream().mapToDouble(Value::weight).sum();
    double left = all;
    double notBetter = 1;
    double expected = 0;
    double low = Double.NaN;
    double high = Double.NaN;
    for (Value each : sorted) {
      left -= each.weight;
      double worse = StrictMath.pow(Math.max(0, left) / all, trials);
      expected += each.value * (notBetter - worse);
      low = Double.isNaN(low) && 1 - worse >= OUTSIDE ? each.value : low;
      high = Double.isNaN(high) && 1 - worse >= 1 - OUTSIDE ? each.value : high;
      notBetter = worse;
    }
    return new Point(trials, expected, low, high);
  }

  /**
   * Whether more trials would help, in two sentences; empty with fewer than four.
   *
   * @param nouns what is drawn: {@code trials}
   */
  String answer(String nouns) {
    if (seen < 4) {
      return "";
    }
    List<Value> sorted = sorted();
    double half = at(sorted, seen / 2).expected;
    double whole = at(sorted, seen).expected;
    boolean helps = Math.abs(half - whole) > WORTH_IT * Math.abs(whole);
    String some = Rounded.of(half);
    String all = Rounded.of(whole);
    return (helps ? "More %s may help: " : "More %s would hardly help: ").formatted(nouns)
        + "the best of %s is expected to reach %s".formatted(Rounded.of(seen / 2), some)
        + (some.equals(all)
            ? ", as is the best of %s.".formatted(Rounded.of(seen))
            : ", the best of %s to reach %s.".formatted(Rounded.of(seen), all));
  }

  Map<String, Object> toJson() {
    List<Point> points = points();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("trials", points.stream().map(Point::trials).toList());
    json.put("expected", points.stream().map(point -> Json.rounded(point.expected)).toList());
    json.put("low", points.stream().map(point -> Json.rounded(point.low)).toList());
    json.put("high", points.stream().map(point -> Json.rounded(point.high)).toList());
    return json;
  }
}
