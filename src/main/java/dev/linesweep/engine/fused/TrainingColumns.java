package dev.linesweep.engine.fused;

import dev.linesweep.engine.TrainingState;
import dev.linesweep.spec.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The columns that still train, in tiles; those that diverge leave. */
final class TrainingColumns {
  private final List<Tile> tiles = new ArrayList<>();
  private final BiasCorrections corrections = new BiasCorrections();
  private final int width;
  private final int[] diverged;
  private final int features;
  private final int states;
  private int idle;
  private float rateFactor = 1;

  /**
   * @param width columns of a tile
   * @param lanes of a tile that are stepped at once; they divide the width
   */
  TrainingColumns(Training training, int width, int lanes) {
    this.width = width;
    features = training.features();
    List<ColumnSettings> settings = training.columns();
    List<Optimizer> rules = training.rules();
    states = rules.stream().mapToInt(Tile::states).max().orElse(0);
    diverged = new int[settings.size()];
    for (int column = 0; column < settings.size(); column++) {
      int lane = column % width;
      if (lane == 0) {
        tiles.add(new Tile(features, width, lanes, states));
      }
      Tile tile = tiles.get(tiles.size() - 1);
      Optimizer rule = rules.get(column);
      tile.set(lane, column, settings.get(column), rule);
      tile.betas[lane] = corrections.add(rule, tile.decay[lane], tile.decay2[lane]);
    }
    idle = tiles.size() * width - settings.size();
  }

  List<Tile> tiles() {
    return tiles;
  }

  BiasCorrections corrections() {
    return corrections;
  }

  /** Multiplies the columns' learning rates by the factor of an epoch. */
  void scaleRates(float factor) {
    if (factor != rateFactor) {
      rateFactor = factor;
      tiles.forEach(tile -> tile.scaleRates(factor));
    }
  }

  /** By column: the first epoch after which a weight is not finite; 0 if none is. */
  int[] diverged() {
    return diverged;
  }

  /**
   * Where the columns stand, each with as many numbers as any other, so that some of them can be
   * taken out.
   *
   * @param floats {@code [column][weights, then states]}; 0 for columns that have diverged
   * @param doubles {@code [column][powers of beta1, of beta2]}
   */
  record Saved(float[] floats, double[] doubles) {}

  Saved save() {
    int each = numbersEach();
    Saved saved =
        new Saved(
            new float[Math.multiplyExact(diverged.length, each)], new double[2 * diverged.length]);
    forEachColumn(
        (tile, lane) -> {
          int column = tile.column[lane];
          tile.save(lane, saved.floats, column * each);
          corrections.save(tile.betas[lane], saved.doubles, 2 * column);
        });
    return saved;
  }

  /** Puts every column where {@link #save} found it. */
  void restore(TrainingState state) {
    int each = numbersEach();
    retire(state.recorded().divergedEpochs());
    forEachColumn(
        (tile, lane) -> {
          int column = tile.column[lane];
          tile.restore(lane, state.floats(), column * each);
          if (BiasCorrections.corrects((int) tile.rule[lane])) {
            corrections.restore(tile.betas[lane], state.doubles(), 2 * column);
          }
        });
  }

  /** Retires the columns that have diverged elsewhere, given the epochs at which they did. */
  void retire(int[] divergedBefore) {
    forEachColumn(
        (tile, lane) -> {
          int column = tile.column[lane];
          if (divergedBefore[column] > 0) {
            diverged[column] = divergedBefore[column];
            idle++;
            tile.retire(lane);
          }
        });
    closeRanks();
  }

  /** A lane with a column in it. */
  private interface Lane {
    void see(Tile tile, int lane);
  }

  private void forEachColumn(Lane each) {
    for (Tile tile : tiles) {
      for (int lane = 0; lane < width; lane++) {
        if (tile.column[lane] >= 0) {
          each.see(tile, lane);
        }
      }
    }
  }

  private int numbersEach() {
    return (1 + Tile.MOST_STATES) * (features + 1);
  }

  /** A column's weights as they are now, the bias last; NaN if it has diverged. */
  float[] weights(int column) {
    float[] weights = new float[features + 1];
    Arrays.fill(weights, Float.NaN);
    forEachColumn(
        (tile, lane) -> {
          if (tile.column[lane] == column) {
            tile.copyWeights(lane, weights);
          }
        });
    return weights;
  }

  /** Retires the columns whose weights are no longer finite. */
  void dropDiverged(int epoch, Kernels kernels) {
    int before = idle;
    for (Tile tile : tiles) {
      if (!kernels.isFinite(tile.weights)) {
        drop(tile, epoch);
      }
    }
    if (idle != before) {
      closeRanks();
    }
  }

  private void drop(Tile tile, int epoch) {
    for (int lane = 0; lane < tile.width; lane++) {
      if (!tile.isFinite(lane)) {
        if (tile.column[lane] >= 0) {
          diverged[tile.column[lane]] = epoch;
          idle++;
        }
        tile.retire(lane);
      }
    }
  }

  /** Moves columns of the last tile into idle lanes until it can go. */
  private void closeRanks() {
    while (idle >= width) {
      Tile last = tiles.remove(tiles.size() - 1);
      idle -= width;
      int tile = 0;
      int lane = 0;
      for (int from = 0; from < width; from++) {
        if (last.column[from] < 0) {
          continue;
        }
        while (tiles.get(tile).column[lane] >= 0) {
          lane = (lane + 1) % width;
          tile += lane == 0 ? 1 : 0;
        }
        tiles.get(tile).take(lane, last, from);
      }
    }
  }
}
