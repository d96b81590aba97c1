package dev.linesweep.plan;

import dev.linesweep.data.SplitMix64;
import dev.linesweep.spec.Optimizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The blocks of a sweep that may be stopped before its end, in a fixed order that favours no corner
 * of the grid.
 *
 * <p>If a trajectory has the same bits in any block, a grid is split into random layers that are
 * trained one after the other, and a sample is trained in the order of its draws, so that a search
 * stopped early is a search with fewer settings. The repeats of a setting, which follow each other,
 * stay together, since settings are ranked by all of them. If rounding depends on the width of a
 * block, the blocks are those of an uninterrupted run; their order visits the optimizers in turn,
 * and the parameters of each in turn, before a second block of any of them.
 */
final class SpreadOrder {
  private static final int LAYERS = 16;
  private static final long SEED = 42;

  /**
   * With more trajectories than this, runs of them are assigned together, so that blocks stay
   * small.
   */
  private static final long MAX_RUNS = 1 << 20;

  private final SweepPlan plan;
  private final LongPredicate wanted;

  SpreadOrder(SweepPlan plan, LongPredicate wanted) {
    this.plan = plan;
    this.wanted = wanted;
  }

  /** Blocks with at most this number of trajectories. */
  List<Block> blocks(long trajectories) {
    return plan.spec().engine().kind().repeatsBits()
        ? layers(sample(trajectories))
        : wholeBlocks(trajectories);
  }

  private List<Block> layers(LongPredicate chosen) {
    long repeats = endOfSetting(0);
    long run = (plan.trajectories() / MAX_RUNS / repeats + 1) * repeats;
    byte[] layers = layersOfRuns(Math.toIntExact(1 + plan.trajectories() / run));
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < LAYERS; i++) {
      int layer = i;
      blocks.addAll(shuffled(plan.blocksOf(from -> next(from, chosen, layer, layers, run))));
    }
    return blocks;
  }

  private byte[] layersOfRuns(int runs) {
    byte[] layers = new byte[runs];
    for (int i = 0; i < runs; i++) {
      layers[i] =
          (byte)
              (plan.isSpread()
                  ? (long) i * LAYERS / runs
                  : SplitMix64.of(SplitMix64.Stream.SAMPLE, SEED, i).nextInt(LAYERS));
    }
    return layers;
  }

  /** The next chosen trajectory of a layer; a run of another layer is skipped as a whole. */
  private long next(long from, LongPredicate chosen, int layer, byte[] layers, long run) {
    long number = from;
    while (number < plan.trajectories()) {
      if (layers[(int) (number / run)] != layer) {
        number += run - number % run;
      } else if (chosen.test(number)) {
        return number;
      } else {
        number++;
      }
    }
    return number;
  }

  /** The whole blocks that fit. */
  private List<Block> wholeBlocks(long trajectories) {
    List<Block> fitting = new ArrayList<>();
    long left = trajectories;
    for (Block block : inTurn(shuffled(plan.blocks(wanted)))) {
      if (block.size() <= left) {
        fitting.add(block);
        left -= block.size();
      }
    }
    return fitting;
  }

  /**
   * First one block of each optimizer, parameters and batch size, those of different optimizers in
   * turn, then a second one of each, and so on. Of blocks with the same turn the small ones come
   * first, so that a budget reaches as many as possible; equal ones keep their order.
   */
  private List<Block> inTurn(List<Block> blocks) {
    Map<List<?>, Integer> blocksOf = new HashMap<>();
    Map<Integer, List<Block>> rounds = new TreeMap<>();
    for (Block block : blocks) {
      Trajectory first = first(block);
      List<?> kind = List.of(first.parameters(), first.batchSize());
      int round = blocksOf.merge(kind, 1, Integer::sum);
      rounds.computeIfAbsent(round, r -> new ArrayList<>()).add(block);
    }
    return rounds.values().stream().flatMap(this::optimizersInTurn).toList();
  }

  private Stream<Block> optimizersInTurn(List<Block> round) {
    Map<Optimizer, Integer> blocksOf = new EnumMap<>(Optimizer.class);
    Map<Block, Integer> turns = new HashMap<>();
    List<Block> bySize = round.stream().sorted(Comparator.comparingInt(Block::size)).toList();
    for (Block block : bySize) {
      turns.put(block, blocksOf.merge(first(block).optimizer(), 1, Integer::sum));
    }
    return bySize.stream().sorted(Comparator.comparing(turns::get));
  }

  private Trajectory first(Block block) {
    return plan.trajectory(block.ranges()[0]);
  }

  private static List<Block> shuffled(List<Block> blocks) {
    int[] order = SplitMix64.of(SplitMix64.Stream.SAMPLE, SEED).permutation(blocks.size());
    List<Block> shuffled = new ArrayList<>(blocks.size());
    for (int index : order) {
      shuffled.add(blocks.get(index));
    }
    return shuffled;
  }

  /**
   * The first of the wanted ones if their order is spread, else a draw among their settings with
   * equal probabilities (Knuth, TAOCP 3.4.2, algorithm S).
   */
  private LongPredicate sample(long count) {
    long left = LongStream.range(0, plan.trajectories()).filter(wanted).count();
    if (count >= left) {
      return wanted;
    }
    if (plan.isSpread()) {
      long end =
          LongStream.range(0, plan.trajectories()).filter(wanted).skip(count).findFirst().orElse(0);
      return number -> number < end && wanted.test(number);
    }
    BitSet drawn = draw(count, left);
    return number -> drawn.get((int) number);
  }

  private BitSet draw(long count, long wantedInAll) {
    BitSet drawn = new BitSet();
    SplitMix64 random = SplitMix64.of(SplitMix64.Stream.SAMPLE, SEED);
    long needed = count;
    long left = wantedInAll;
    for (long from = 0, to; needed > 0; from = to) {
      to = endOfSetting(from);
      long[] repeats = LongStream.range(from, to).filter(wanted).toArray();
      left -= repeats.length;
      boolean chosen =
          repeats.length > 0
              && (random.nextDouble() * (left + repeats.length) < needed || left < needed);
      for (int i = 0; chosen && i < repeats.length && needed > 0; i++, needed--) {
        drawn.set(Math.toIntExact(repeats[i]));
      }
    }
    return drawn;
  }

  /** The end (excluded) of the repeats of a setting, given one of them. */
  private long endOfSetting(long number) {
    long end = number + 1;
    while (end < plan.trajectories() && plan.setting(end) == plan.setting(number)) {
      end++;
    }
    return end;
  }
}
