package dev.linesweep.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskPackingTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyBlockIsInOneTaskAndNoTaskIsFarAboveTheRest(long seed) {
    Random random = new Random(seed);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      blocks.add(new Block(new long[] {i, i + 1}, random.nextDouble()));
    }

    List<List<Block>> tasks = TaskPacking.pack(blocks, 3, 8);

    assertThat(tasks).hasSize(24);
    assertThat(tasks.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(blocks);
    double dearest = cost(tasks.get(0));
    double cheapest = cost(tasks.get(23));
    assertThat(dearest - cheapest).isLessThanOrEqualTo(1.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 100})
  void fewBlocksAreATaskEach(int blocks) {
    List<Block> some = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      some.add(new Block(new long[] {i, i + 1}, 1));
    }

    assertThat(TaskPacking.pack(some, 100, 8)).hasSize(blocks).allMatch(task -> task.size() == 1);
  }

  /**
   * Ten blocks of half a second for each slot: 5 s of work, of which a driver launches 5,000 tasks.
   */
  @ParameterizedTest
  @CsvSource({"2, 16", "625, 5000", "1000, 5000", "2500, 5000", "4000, 8000"})
  void onManySlotsThereAreAsManyTasksAsADriverLaunches(int slots, int tasks) {
    List<Block> blocks =
        LongStream.range(0, 10L * slots)
            .mapToObj(i -> new Block(new long[] {i, i + 1}, 0.5))
            .toList();

    assertThat(TaskPacking.pack(blocks, slots, 8)).hasSize(tasks);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9_999, 10_000, 25_001})
  void inOrderKeepsTheBlocksInTheirOrderInFewTasks(int blocks) {
    List<Block> some = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      some.add(new Block(new long[] {i, i + 1}, 1));
    }

    List<List<Block>> tasks = TaskPacking.inOrder(some, 1);

    assertThat(tasks.stream().flatMap(List::stream)).containsExactlyElementsOf(some);
    assertThat(tasks).hasSizeLessThanOrEqualTo(10_000).noneMatch(List::isEmpty);
  }

  private static double cost(List<Block> task) {
    return task.stream().mapToDouble(Block::cost).sum();
  }
}
