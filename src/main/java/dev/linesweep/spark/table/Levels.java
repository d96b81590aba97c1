package dev.linesweep.spark.table;

import dev.linesweep.data.Parts;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.text.Counted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The levels of one text column: the words of its training rows, most frequent first, ties in the
 * order of the alphabet, as Spark ML's StringIndexer has them. The last is the base.
 *
 * @param known the levels
 * @param levelOf by word, the index of its level; the base level for one that no training row has
 * @param unseen how many rows of a part hold such a word
 */
record Levels(String column, List<String> known, int[] levelOf, Map<Part, Unseen> unseen) {
  private static final int SHOWN = 5;

  Levels {
    known = List.copyOf(known);
    unseen = Map.copyOf(unseen);
  }

  /**
   * Rows of one part whose word is not known.
   *
   * @param words the first of them, in the order of the alphabet
   */
  record Unseen(int rows, int levels, List<String> words) {
    private String text(Part part) {
      String shown =
          words.stream().map("\"%s\""::formatted).collect(Collectors.joining(", "))
              + (levels > words.size() ? " and " + (levels - words.size()) + " more" : "");
      return "%d %s %s (%s)".formatted(rows, part.key(), Counted.word(rows, "row", "rows"), shown);
    }
  }

  /**
   * Fitted on the training rows.
   *
   * @param words in any order
   * @param wordOf by row of the matrix, the index of its word
   */
  static Levels fit(String column, List<String> words, int[] wordOf, Parts parts) {
    int[] count = counts(words, wordOf, parts.train());
    int[] order =
        IntStream.range(0, words.size())
            .filter(word -> count[word] > 0)
            .boxed()
            .sorted(
                Comparator.comparingInt((Integer word) -> -count[word]).thenComparing(words::get))
            .mapToInt(Integer::intValue)
            .toArray();
    int base = order.length - 1;
    int[] levelOf = new int[words.size()];
    Arrays.fill(levelOf, base);
    IntStream.range(0, order.length).forEach(level -> levelOf[order[level]] = level);
    Map<Part, Unseen> unseen = new TreeMap<>();
    unseen(words, wordOf, count, parts.validation(), Part.VALIDATION, unseen);
    unseen(words, wordOf, count, parts.test(), Part.TEST, unseen);
    return new Levels(column, Arrays.stream(order).mapToObj(words::get).toList(), levelOf, unseen);
  }

  private static int[] counts(List<String> words, int[] wordOf, int[] rows) {
    int[] count = new int[words.size()];
    for (int row : rows) {
      count[wordOf[row]]++;
    }
    return count;
  }

  private static void unseen(
      List<String> words,
      int[] wordOf,
      int[] trainCount,
      int[] rows,
      Part part,
      Map<Part, Unseen> into) {
    int[] count = counts(words, wordOf, rows);
    List<Integer> unknown =
        IntStream.range(0, count.length)
            .filter(word -> count[word] > 0 && trainCount[word] == 0)
            .boxed()
            .toList();
    if (!unknown.isEmpty()) {
      into.put(
          part,
          new Unseen(
              unknown.stream().mapToInt(word -> count[word]).sum(),
              unknown.size(),
              unknown.stream().map(words::get).sorted().limit(SHOWN).toList()));
    }
  }

  /** Notes on levels that are in no training row; refuses them if the job says so. */
  static List<String> notes(List<Levels> all, DataSpec.Unseen unseen) {
    List<Levels> some = all.stream().filter(levels -> !levels.unseen.isEmpty()).toList();
    if (unseen == DataSpec.Unseen.ERROR && !some.isEmpty()) {
      throw new JobException(some.stream().map(Levels::refusal).toList());
    }
    return some.stream().map(Levels::note).toList();
  }

  private String note() {
    return "column \"%s\": %s; such rows are treated as the base level, \"%s\""
        .formatted(column, elsewhere(), known.get(known.size() - 1));
  }

  private String refusal() {
    return "data.unseen: column \"%s\": %s. Set data.unseen: base to treat them as the base level"
            .formatted(column, elsewhere())
        + " \"%s\", or leave the rows out in a query.".formatted(known.get(known.size() - 1));
  }

  private String elsewhere() {
    List<String> rows = new ArrayList<>();
    new TreeMap<>(unseen).forEach((part, of) -> rows.add(of.text(part)));
    boolean one = unseen.values().stream().mapToInt(Unseen::rows).sum() == 1;
    return "%s %s that no training row has"
        .formatted(String.join(" and ", rows), one ? "holds a level" : "hold levels");
  }
}
