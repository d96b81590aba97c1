package dev.linesweep.report.page;

import dev.linesweep.text.Rounded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The distinct values of an axis, increasing, in at most so many groups of neighbours.
 *
 * @param values increasing; a single NaN if the axis does not apply
 */
record Bins(double[] values, int size) {

  static Bins of(Collection<Double> values, int most) {
    double[] sorted =
        values.stream().mapToDouble(Double::doubleValue).distinct().sorted().toArray();
    double[] known = sorted.length == 0 ? new double[] {Double.NaN} : sorted;
    return new Bins(known, Math.min(known.length, most));
  }

  boolean grouped() {
    return size < values.length;
  }

  /** The group of a value of the axis. */
  int indexOf(double value) {
    int at = Arrays.binarySearch(values, value);
    int place = at >= 0 ? at : Math.min(-at - 1, values.length - 1);
    return (int) ((long) place * size / values.length);
  }

  /** A text for each group: its value, or its first and last one. */
  List<String> labels() {
    return IntStream.range(0, size).mapToObj(this::label).toList();
  }

  private String label(int bin) {
    return between(bin, bin, " – ");
  }

  /** The groups that are chosen, neighbours as one: {@code 1 to 10, 400}. */
  String ranges(IntPredicate chosen) {
    List<String> ranges = new ArrayList<>();
    for (int first = 0; first < size; first++) {
      int end = first;
      while (end < size && chosen.test(end)) {
        end++;
      }
      if (end > first) {
        ranges.add(between(first, end - 1, " to "));
        first = end;
      }
    }
    return String.join(", ", ranges);
  }

  private String between(int firstBin, int lastBin, String to) {
    int first = (int) (((long) firstBin * values.length + size - 1) / size);
    int last = (int) (((long) (lastBin + 1) * values.length + size - 1) / size) - 1;
    String from = Rounded.of(values[first]);
    return first == last ? from : from + to + Rounded.of(values[last]);
  }
}
