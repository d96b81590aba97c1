package dev.linesweep.data;

import dev.linesweep.spec.SplitSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The groups of rows of each part.
 *
 * @param train the groups of the training part, in the order of the split
 */
record GroupSplit(int[] train, int[] validation, int[] test) {

  static GroupSplit of(SplitSpec split, RowGroups groups) {
    return switch (split.by()) {
      case ORDER -> along(RowGroups.ofRows(groups.count()).of(), split, groups);
      case RANDOM ->
          along(
              SplitMix64.of(SplitMix64.Stream.SPLIT, split.seed()).permutation(groups.count()),
              split,
              groups);
      case INTERLEAVED -> interleaved(split, groups.count());
    };
  }

  private static GroupSplit along(int[] order, SplitSpec split, RowGroups groups) {
    int[] sizes = groups.sizes();
    int test = beginOf(Math.round(split.test() * groups.rows()), order, sizes, order.length);
    int validation = beginOf(Math.round(split.validation() * groups.rows()), order, sizes, test);
    return new GroupSplit(
        Arrays.copyOf(order, validation),
        Arrays.copyOfRange(order, validation, test),
        Arrays.copyOfRange(order, test, order.length));
  }

  /** The start of the last groups before an end that together have this many rows. */
  private static int beginOf(long rows, int[] order, int[] sizes, int end) {
    int begin = end;
    for (long left = rows; left > 0 && begin > 0; left -= sizes[order[begin]]) {
      begin--;
    }
    return begin;
  }

  private static GroupSplit interleaved(SplitSpec split, int groups) {
    long n = Math.round(1 / split.test());
    List<Integer> test = new ArrayList<>();
    List<Integer> rest = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      (group % n == n - 1 ? test : rest).add(group);
    }
    if (split.validation() == 0) {
      return new GroupSplit(array(rest), new int[0], array(test));
    }
    long m = Math.max(1, Math.round((1 - 1.0 / n) / split.validation()));
    List<Integer> train = new ArrayList<>();
    List<Integer> validation = new ArrayList<>();
    for (int j = 0; j < rest.size(); j++) {
      (j % m == m - 1 ? validation : train).add(rest.get(j));
    }
    return new GroupSplit(array(train), array(validation), array(test));
  }

  private static int[] array(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }
}
