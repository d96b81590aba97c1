package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.plan.Block;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlockGroupsTest {
  /** Blocks of ten columns each, which begin at ten times their numbers. */
  private static final List<Block> BLOCKS =
      IntStream.range(0, 7)
          .mapToObj(i -> new Block(new long[] {10L * i, 10L * i + 10}, 1))
          .toList();

  private static List<List<Integer>> groups(int batchSizes, int columnsAtOnce) {
    return BlockGroups.of(BLOCKS, block -> number(block) % batchSizes, block -> columnsAtOnce)
        .stream()
        .map(group -> group.stream().map(BlockGroupsTest::number).toList())
        .toList();
  }

  private static int number(Block block) {
    return (int) block.ranges()[0] / 10;
  }

  @Test
  void blocksTrainTogetherWhileTheyHaveNoMoreColumnsThanFit() {
    assertThat(groups(1, 30)).containsExactly(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6));
    assertThat(groups(1, 39)).isEqualTo(groups(1, 30));
    assertThat(groups(1, 1000)).containsExactly(List.of(0, 1, 2, 3, 4, 5, 6));
  }

  @Test
  void aBlockThatIsWiderThanWhatFitsTrainsAlone() {
    assertThat(groups(1, 0)).hasSize(7);
    assertThat(groups(1, 9)).hasSize(7).allMatch(group -> group.size() == 1);
  }

  @Test
  void blocksOfOtherBatchSizesTrainApart() {
    assertThat(groups(2, 1000)).containsExactly(List.of(0, 2, 4, 6), List.of(1, 3, 5));
  }
}
