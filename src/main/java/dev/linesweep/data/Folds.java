package dev.linesweep.data;

import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The rows of a k-fold cross-validation. The test part is the same in all folds.
 *
 * <p>The same folds as in scikit-learn: {@code random} gives each group to the fold with the fewest
 * rows so far, the largest groups first (GroupKFold), in the order of a seeded permutation; {@code
 * interleaved} gives group j of the training part to fold j mod k, as {@code random} does if each
 * row is a group; {@code order} is forward chaining (TimeSeriesSplit): of n groups the last k · ⌊n
 * / (k + 1)⌋ are the folds, of equal size, and each is trained on all groups before it.
 *
 * @param all the parts without a fold: the training part has the rows of all folds, and there is no
 *     validation part
 * @param each by fold: its rows are the validation part
 */
public record Folds(Parts all, List<Parts> each) {
  public Folds {
    each = List.copyOf(each);
  }

  /**
   * Makes the parts of a split; without folds only {@link #all}.
   *
   * @throws JobException if there are too few rows or groups, or a group is larger than a fold
   */
  public static Folds of(SplitSpec split, RowGroups groups) {
    requireTogether(split, groups);
    GroupSplit parted = GroupSplit.of(split, groups);
    Parts all = Parts.of(parted, split, groups);
    if (!split.hasFolds()) {
      return new Folds(all, List.of());
    }
    requireEnough(split, groups, parted.train().length);
    return new Folds(
        all,
        switch (split.by()) {
          case ORDER -> chained(split.folds(), parted.train(), groups, all);
          case RANDOM, INTERLEAVED -> {
            requireSmallGroups(split, groups, parted.train(), all.train().length);
            yield parted(split, parted.train(), groups, all);
          }
        });
  }

  private static List<Parts> chained(int folds, int[] train, RowGroups groups, Parts all) {
    int size = train.length / (folds + 1);
    List<Parts> each = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      int begin = train.length - (folds - fold) * size;
      each.add(
          new Parts(
              groups.rowsOf(train, 0, begin),
              groups.rowsOf(train, begin, begin + size),
              all.test()));
    }
    return each;
  }

  private static List<Parts> parted(SplitSpec split, int[] train, RowGroups groups, Parts all) {
    int[] foldOf =
        split.by() == SplitSpec.By.RANDOM && groups.named()
            ? balanced(split.folds(), train, groups.sizes())
            : IntStream.range(0, train.length).map(i -> i % split.folds()).toArray();
    List<Parts> each = new ArrayList<>();
    for (int fold = 0; fold < split.folds(); fold++) {
      int own = fold;
      each.add(
          new Parts(
              groups.rowsOf(chosen(train, i -> foldOf[i] != own)),
              groups.rowsOf(chosen(train, i -> foldOf[i] == own)),
              all.test()));
    }
    return each;
  }

  private static int[] chosen(int[] groups, IntPredicate at) {
    return IntStream.range(0, groups.length).filter(at).map(i -> groups[i]).toArray();
  }

  /** The fold of each of the training part's groups. */
  private static int[] balanced(int folds, int[] train, int[] sizes) {
    int[] foldOf = new int[train.length];
    long[] rows = new long[folds];
    IntStream.range(0, train.length)
        .boxed()
        .sorted(Comparator.comparingInt((Integer i) -> -sizes[train[i]]))
        .forEach(
            i -> {
              int lightest = 0;
              for (int fold = 1; fold < folds; fold++) {
                lightest = rows[fold] < rows[lightest] ? fold : lightest;
              }
              foldOf[i] = lightest;
              rows[lightest] += sizes[train[i]];
            });
    return foldOf;
  }

  private static void requireEnough(SplitSpec split, RowGroups groups, int there) {
    boolean chains = split.by() == SplitSpec.By.ORDER;
    int needed = split.folds() + (chains ? 1 : 0);
    if (there >= needed) {
      return;
    }
    int most = there - (chains ? 1 : 0);
    throw new JobException(
        "split.folds: %d folds%s need %d training %s, but there %s. %s."
            .formatted(
                split.folds(),
                chains ? " in order" : "",
                needed,
                groups.named() ? "groups of " + Words.quoted(groups.column()) : "rows",
                there == 1 ? "is 1" : "are " + there,
                most >= 2
                    ? "Write folds: " + most
                    : "Leave folds out, and give more rows to the training part"));
  }

  /** If one large group were a fold, that fold would be too large and the others too small. */
  private static void requireSmallGroups(
      SplitSpec split, RowGroups groups, int[] train, int trainRows) {
    if (!groups.named()) {
      return;
    }
    int[] sizes = groups.sizes();
    int largest =
        Arrays.stream(train).boxed().max(Comparator.comparingInt(g -> sizes[g])).orElseThrow();
    int fold = (trainRows + split.folds() - 1) / split.folds();
    if (sizes[largest] <= fold) {
      return;
    }
    int most = trainRows / sizes[largest];
    throw new JobException(
        "split.groups: each of %d folds has some %s, but %s is in %d of the %d training rows. %s."
            .formatted(
                split.folds(),
                Counted.of(fold, "row"),
                groups.described(largest),
                sizes[largest],
                trainRows,
                most >= 2
                    ? "Write folds: " + most
                    : "Leave folds out, or group by another column"));
  }

  /** Groups can only be split in order if the rows of each group are next to each other. */
  private static void requireTogether(SplitSpec split, RowGroups groups) {
    if (split.by() != SplitSpec.By.ORDER) {
      return;
    }
    int[] of = groups.of();
    int[] last = new int[groups.count()];
    for (int row = 0; row < of.length; row++) {
      if (row > 0 && of[row] != of[row - 1] && last[of[row]] > 0) {
        throw new JobException(
            "split.groups: by: order needs the rows of a group next to each other, but %s is in rows %d and %d. Write by: random, or sort the rows with data.order_by."
                .formatted(groups.described(of[row]), last[of[row]], row + 1));
      }
      last[of[row]] = row + 1;
    }
  }
}
