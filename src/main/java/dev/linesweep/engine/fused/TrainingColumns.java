package dev.linesweep.engine.fused;

import dev.linesweep.spec.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The columns that still train, in tiles; those that diverge leave. */
final class TrainingColumns {
  private final List<Tile> tiles = new ArrayList<>();
  private final BiasCorrections corrections = new BiasCorrections();
  private final Kernels kernels;
  private final int[] diverged;
  private final int features;
  private final int states;
  private int idle;
  private float rateFactor = 1;

  TrainingColumns(Training training, Kernels kernels) {
    this.kernels = kernels;
    features = training.features();
    int width = kernels.width();
    List<ColumnSettings> settings = training.columns();
    List<Optimizer> rules = training.rules();
    states = rules.stream().mapToInt(Tile::states).max().orElse(0);
    diverged = new int[settings.size()];
    for (int column = 0; column < settings.size(); column++) {
      int lane = column % width;
      if (lane == 0) {
        tiles.add(new Tile(features, width, kernels.vector(), states));
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

  /** Weights and the rules' state, column by column; 0 for those that have diverged. */
  float[] save() {
    int each = numbersEach();
    float[] numbers = new float[Math.multiplyExact(diverged.length, each)];
    for (Tile tile : tiles) {
      for (int lane = 0; lane < tile.width; lane++) {
        if (tile.column[lane] >= 0) {
          tile.save(lane, numbers, tile.column[lane] * each);
        }
      }
    }
    return numbers;
  }

  /**
   * Puts every column where {@link #save} found it.
   *
   * @param divergedBefore by column the epoch after which it diverged; 0 if it has not
   */
  void restore(int[] divergedBefore, float[] numbers) {
    int each = numbersEach();
    for (Tile tile : tiles) {
      for (int lane = 0; lane < tile.width; lane++) {
        int column = tile.column[lane];
        if (column >= 0 && divergedBefore[column] > 0) {
          diverged[column] = divergedBefore[column];
          idle++;
          tile.retire(lane);
        } else if (column >= 0) {
          tile.restore(lane, numbers, column * each);
        }
      }
    }
    closeRanks();
  }

  private int numbersEach() {
    return (1 + states) * (features + 1);
  }

  /** A column's weights as they are now, the bias last; NaN if it has diverged. */
  float[] weights(int column) {
    float[] weights = new float[features + 1];
    Arrays.fill(weights, Float.NaN);
    for (Tile tile : tiles) {
      for (int lane = 0; lane < tile.width; lane++) {
        if (tile.column[lane] == column) {
          tile.copyWeights(lane, weights);
        }
      }
    }
    return weights;
  }

  /** Retires the columns whose weights are no longer finite. */
  void dropDiverged(int epoch) {
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
    int width = kernels.width();
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
