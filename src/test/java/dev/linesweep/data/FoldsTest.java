package dev.linesweep.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.spec.SplitSpec.By;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The folds next to plain loops with scikit-learn's rules. */
class FoldsTest {

  private static SplitSpec split(double test, By by, int folds) {
    return new SplitSpec(test, 0, by, 13).inFolds(folds);
  }

  private static RowGroups rows(int count) {
    return RowGroups.ofRows(count);
  }

  private static RowGroups groups(String... values) {
    return RowGroups.of("city", List.of(values));
  }

  private static List<Integer> list(int[] rows) {
    return Arrays.stream(rows).boxed().toList();
  }

  @Test
  @DisplayName("without folds there are the parts of the split and no others")
  void noFolds() {
    Folds folds = Folds.of(new SplitSpec(0.2, 0.1, By.RANDOM, 13), rows(50));

    assertThat(folds.each()).isEmpty();
    assertThat(folds.all().train()).hasSize(35);
    assertThat(folds.all().validation()).hasSize(5);
  }

  @Test
  @DisplayName(
      "in order each fold follows the rows that it is trained on, as TimeSeriesSplit has it")
  void forwardChaining() {
    // TimeSeriesSplit(n_splits=5) of 6 rows, from scikit-learn's documentation; two more to test.
    Folds folds = Folds.of(split(0.25, By.ORDER, 5), rows(8));

    assertThat(folds.all().train()).containsExactly(0, 1, 2, 3, 4, 5);
    for (int fold = 0; fold < 5; fold++) {
      assertThat(folds.each().get(fold).train())
          .isEqualTo(IntStream.rangeClosed(0, fold).toArray());
      assertThat(folds.each().get(fold).validation()).containsExactly(fold + 1);
      assertThat(folds.each().get(fold).test()).containsExactly(6, 7);
    }
  }

  @ParameterizedTest
  @CsvSource({"100,0.2,3", "101,0.2,5", "37,0.5,4", "1000,0.1,10"})
  @DisplayName("in order the folds are the last rows of the training part, all of one size")
  void chainedInALoop(int rows, double test, int k) {
    Folds folds = Folds.of(split(test, By.ORDER, k), rows(rows));
    int n = folds.all().train().length;
    int size = n / (k + 1);

    for (int fold = 0; fold < k; fold++) {
      int begin = n - (k - fold) * size;
      List<Integer> train = new ArrayList<>();
      List<Integer> validation = new ArrayList<>();
      for (int row = 0; row < n; row++) {
        if (row < begin) {
          train.add(row);
        } else if (row < begin + size) {
          validation.add(row);
        }
      }
      assertThat(list(folds.each().get(fold).train())).isEqualTo(train);
      assertThat(list(folds.each().get(fold).validation())).isEqualTo(validation);
    }
  }

  @Test
  @DisplayName("interleaved gives every k-th of the training rows to a fold")
  void interleaved() {
    Folds folds = Folds.of(split(0.2, By.INTERLEAVED, 3), rows(20));
    List<List<Integer>> expected = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int j = 0;
    for (int row = 0; row < 20; row++) {
      if (row % 5 != 4) {
        expected.get(j++ % 3).add(row);
      }
    }

    for (int fold = 0; fold < 3; fold++) {
      assertThat(list(folds.each().get(fold).validation())).isEqualTo(expected.get(fold));
      assertThat(folds.each().get(fold).test()).containsExactly(4, 9, 14, 19);
    }
  }

  @Test
  @DisplayName("at random every training row is in one fold, and folds differ by a row at most")
  void random() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      int rows = 20 + random.nextInt(200);
      int k = 2 + random.nextInt(8);
      SplitSpec split =
          new SplitSpec(0.1 + 0.4 * random.nextDouble(), 0, By.RANDOM, seed).inFolds(k);
      Folds folds = Folds.of(split, rows(rows));

      requirePartition(folds);
      int n = folds.all().train().length;
      for (Parts fold : folds.each()) {
        assertThat(fold.validation().length).isBetween(n / k, (n + k - 1) / k);
      }
      assertThat(folds.all()).usingRecursiveComparison().isEqualTo(Parts.of(split, rows));
    }
  }

  private static void requirePartition(Folds folds) {
    List<Integer> held = new ArrayList<>();
    for (Parts fold : folds.each()) {
      held.addAll(list(fold.validation()));
      TreeSet<Integer> both = new TreeSet<>(list(fold.train()));
      assertThat(both).doesNotContainAnyElementsOf(list(fold.validation()));
      both.addAll(list(fold.validation()));
      assertThat(both).containsExactlyElementsOf(list(folds.all().train()));
      assertThat(fold.test()).isEqualTo(folds.all().test());
    }
    assertThat(held).containsExactlyInAnyOrderElementsOf(list(folds.all().train()));
  }

  @Test
  @DisplayName("the rows of a group are in one part, and the folds balanced as GroupKFold does it")
  void groups() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      int cities = 12 + random.nextInt(30);
      List<String> values = new ArrayList<>();
      for (int row = 0; row < 30 * cities; row++) {
        values.add("city " + random.nextInt(cities));
      }
      RowGroups groups = RowGroups.of("city", values);
      int k = 2 + random.nextInt(3);
      By by = random.nextBoolean() ? By.RANDOM : By.INTERLEAVED;
      Folds folds = Folds.of(new SplitSpec(0.2, 0, by, seed).inFolds(k), groups);

      requirePartition(folds);
      for (Parts fold : folds.each()) {
        List<List<String>> parts =
            List.of(
                cities(values, fold.train()),
                cities(values, fold.validation()),
                cities(values, fold.test()));
        assertThat(parts.get(0)).doesNotContainAnyElementsOf(parts.get(1));
        assertThat(parts.get(0)).doesNotContainAnyElementsOf(parts.get(2));
        assertThat(parts.get(1)).doesNotContainAnyElementsOf(parts.get(2));
      }
      if (by == By.RANDOM) {
        assertThat(folds.each().stream().map(fold -> fold.validation().length).sorted().toList())
            .isEqualTo(greedy(values, folds.all().train(), k));
      }
    }
  }

  private static List<String> cities(List<String> values, int[] rows) {
    return Arrays.stream(rows).mapToObj(values::get).distinct().toList();
  }

  /** The sizes of the folds: the largest group first, each to the fold with the fewest rows. */
  private static List<Integer> greedy(List<String> values, int[] rows, int k) {
    List<Long> sizes = new ArrayList<>();
    for (String city : cities(values, rows)) {
      sizes.add(Arrays.stream(rows).filter(row -> values.get(row).equals(city)).count());
    }
    sizes.sort((a, b) -> Long.compare(b, a));
    int[] folds = new int[k];
    for (long size : sizes) {
      Arrays.sort(folds);
      folds[0] += (int) size;
    }
    Arrays.sort(folds);
    return list(folds);
  }

  @Test
  @DisplayName("groups in order are chained as rows are")
  void groupsInOrder() {
    Folds folds =
        Folds.of(split(0.2, By.ORDER, 2), groups("a", "a", "b", "c", "c", "c", "d", "e", "e"));

    assertThat(folds.all().test()).containsExactly(7, 8);
    assertThat(folds.each().get(0).train()).containsExactly(0, 1, 2);
    assertThat(folds.each().get(0).validation()).containsExactly(3, 4, 5);
    assertThat(folds.each().get(1).train()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(folds.each().get(1).validation()).containsExactly(6);
  }

  @Test
  @DisplayName("groups of one row are split as rows are")
  void groupsOfOne() {
    String[] names = IntStream.range(0, 40).mapToObj(i -> "row " + i).toArray(String[]::new);
    for (By by : By.values()) {
      assertThat(Folds.of(split(0.2, by, 4), groups(names)).all())
          .usingRecursiveComparison()
          .isEqualTo(Folds.of(split(0.2, by, 4), rows(40)).all());
    }
  }

  @ParameterizedTest
  @CsvSource({"RANDOM,4,10", "INTERLEAVED,6,20", "ORDER,5,9"})
  @DisplayName("more folds than rows are refused with the number that there may be")
  void tooManyFolds(By by, int rows, int k) {
    SplitSpec split = split(0.25, by, k);

    assertThatThrownBy(() -> Folds.of(split, rows(rows)))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("split.folds: %d folds".formatted(k));
    assertThat(Folds.of(split.inFolds(advised(split, rows(rows))), rows(rows)).each())
        .allSatisfy(fold -> assertThat(fold.validation()).isNotEmpty());
  }

  @Test
  @DisplayName("a group larger than a fold is refused with the number of folds that it fits")
  void largeGroup() {
    List<String> values = new ArrayList<>(java.util.Collections.nCopies(30, "Toledo"));
    for (int row = 0; row < 50; row++) {
      values.add("city " + row % 25);
    }
    RowGroups groups = RowGroups.of("city", values);
    SplitSpec split = new SplitSpec(0.2, 0, By.RANDOM, 8).inFolds(5);

    assertThatThrownBy(() -> Folds.of(split, groups))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("split.groups: each of 5 folds has some ")
        .hasMessageContaining("\"city\" = \"Toledo\" is in 30 of the ");
    requirePartition(Folds.of(split.inFolds(advised(split, groups)), groups));
  }

  private static int advised(SplitSpec split, RowGroups groups) {
    try {
      Folds.of(split, groups);
      throw new AssertionError("it is not refused");
    } catch (JobException e) {
      Matcher remedy = Pattern.compile("Write folds: (\\d+)\\.").matcher(e.getMessage());
      assertThat(remedy.find()).as(e.getMessage()).isTrue();
      return Integer.parseInt(remedy.group(1));
    }
  }

  @Test
  @DisplayName("groups whose rows are apart cannot be split in order")
  void groupsApart() {
    RowGroups apart = groups("a", "b", "a", "c", "d", "e");

    assertThatThrownBy(() -> Folds.of(split(0.2, By.ORDER, 2), apart))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("\"city\" = \"a\" is in rows 1 and 3")
        .hasMessageContaining("Write by: random");
    assertThat(Folds.of(split(0.2, By.RANDOM, 2), apart).each()).hasSize(2);
  }
}
