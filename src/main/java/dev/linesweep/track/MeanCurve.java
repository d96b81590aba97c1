package dev.linesweep.track;

import dev.linesweep.result.Losses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The mean of several trainings' losses along the epochs that all of them have. */
final class MeanCurve {
  private MeanCurve() {}

  /** The mean of a single curve is that curve. */
  static List<Losses> of(List<List<Losses>> curves) {
    Map<Integer, List<Losses>> byEpoch = new TreeMap<>();
    for (List<Losses> curve : curves) {
      curve.forEach(
          losses -> byEpoch.computeIfAbsent(losses.epoch(), e -> new ArrayList<>()).add(losses));
    }
    return byEpoch.values().stream()
        .filter(each -> each.size() == curves.size())
        .map(MeanCurve::mean)
        .toList();
  }

  private static Losses mean(List<Losses> each) {
    return new Losses(
        each.get(0).epoch(),
        mean(each, Losses::train),
        mean(each, Losses::validation),
        mean(each, Losses::test));
  }

  private static double mean(List<Losses> each, ToDoubleFunction<Losses> loss) {
    double sum = 0;
    for (Losses losses : each) {
      sum += loss.applyAsDouble(losses);
    }
    return sum / each.size();
  }
}
