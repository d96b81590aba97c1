package dev.linesweep.engine.fused;

/**
 * A tile of all columns on a GPU: settings {@code [column]}, coefficients {@code
 * [coefficient][column]}, the bias last.
 */
final class GpuColumns {
  private final Tile tile;
  private final GpuMemory memory;
  private final int states;
  final long rule;
  final long rate;
  final long decay;
  final long decay2;
  final long epsilon;
  final long l1;
  final long l2;
  final long betas;
  final long weights;

  /** {@code [state][coefficient][column]}. */
  final long state;

  /** The first epoch after which a weight of a column is not finite; 0 for none. */
  final long diverged;

  /** {@code [snapshot][coefficient][column]}. */
  final long snapshots;

  /** Copies the tile to the GPU. */
  GpuColumns(Tile tile, int[] divergedBefore, int recorded, GpuMemory memory) {
    this.tile = tile;
    this.memory = memory;
    states = tile.state.length;
    rule = memory.put(rules(tile));
    rate = memory.put(tile.base);
    decay = memory.put(tile.decay);
    decay2 = memory.put(tile.decay2);
    epsilon = memory.put(tile.epsilon);
    l1 = memory.put(tile.l1);
    l2 = memory.put(tile.l2);
    betas = memory.put(tile.betas);
    weights = memory.put(tile.weights);
    state = memory.allocate(states * planeBytes());
    for (int i = 0; i < states; i++) {
      memory.write(state + i * planeBytes(), tile.state[i]);
    }
    diverged = memory.put(divergedBefore);
    snapshots = memory.allocate(recorded * planeBytes());
  }

  private static int[] rules(Tile tile) {
    int[] rules = new int[tile.width];
    for (int lane = 0; lane < rules.length; lane++) {
      rules[lane] = (int) tile.rule[lane];
    }
    return rules;
  }

  int count() {
    return tile.width;
  }

  int states() {
    return states;
  }

  /** Bytes of a coefficient for each feature and the bias, of all columns. */
  long planeBytes() {
    return (long) Float.BYTES * tile.weights.length;
  }

  /** By column. */
  int[] diverged() {
    int[] epochs = new int[tile.width];
    memory.read(diverged, epochs);
    return epochs;
  }

  /** Copies weights and states back to the tile. */
  void download() {
    memory.read(weights, tile.weights);
    for (int i = 0; i < states; i++) {
      memory.read(state + i * planeBytes(), tile.state[i]);
    }
  }
}
