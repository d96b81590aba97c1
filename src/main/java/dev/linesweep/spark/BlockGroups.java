package dev.linesweep.spark;

import dev.linesweep.plan.Block;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Decides which blocks of a task train together. */
final class BlockGroups {
  private BlockGroups() {}

  /**
   * Groups consecutive blocks that see the same batches, up to the number of columns that an engine
   * takes at once.
   *
   * @param batches equal for blocks that see the same ones
   * @param columnsAtOnce how many columns of blocks like this one the engine takes
   */
  static List<List<Block>> of(
      List<Block> blocks, Function<Block, ?> batches, ToIntFunction<Block> columnsAtOnce) {
    Map<Object, List<Block>> alike = new LinkedHashMap<>();
    for (Block block : blocks) {
      alike.computeIfAbsent(batches.apply(block), key -> new ArrayList<>()).add(block);
    }
    List<List<Block>> groups = new ArrayList<>();
    for (List<Block> stack : alike.values()) {
      int most = stack.size() > 1 ? columnsAtOnce.applyAsInt(stack.get(0)) : 1;
      cut(stack, most, groups);
    }
    return groups;
  }

  private static void cut(List<Block> blocks, int most, List<List<Block>> groups) {
    List<Block> group = new ArrayList<>();
    int columns = 0;
    for (Block block : blocks) {
      if (!group.isEmpty() && columns + (long) block.size() > most) {
        groups.add(List.copyOf(group));
        group.clear();
        columns = 0;
      }
      group.add(block);
      columns += block.size();
    }
    groups.add(List.copyOf(group));
  }
}
