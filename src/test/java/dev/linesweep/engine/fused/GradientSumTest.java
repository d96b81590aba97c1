package dev.linesweep.engine.fused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.fixture.Bits;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gradients that are summed where the rows are, and steps that are taken where the weights are. */
class GradientSumTest {
  /** Each chunk of rows in a place of its own, which knows no other rows. */
  private static final class Places implements GradientSum {
    private final Kernels kernels;
    private final int rows;
    private final List<Training> places = new ArrayList<>();

    Places(Training training, Kernels kernels) {
      this.kernels = kernels;
      rows = training.train().rows();
      for (int from = 0; from < rows; from += Chunk.ROWS) {
        places.add(place(training, from, Math.min(rows, from + Chunk.ROWS)));
      }
    }

    private static Training place(Training training, int from, int to) {
      Samples all = training.samples();
      int features = training.features();
      Samples.Part some =
          new Samples.Part(
              Arrays.copyOfRange(all.train().x(), from * features, to * features),
              Arrays.copyOfRange(all.train().y(), from, to));
      return new Training(
          training.block(),
          new Samples(
              some,
              all.validation(),
              all.test(),
              all.rowNumbers(),
              all.scaling(),
              all.standardize(),
              all.names()));
    }

    @Override
    public void sum(
        int @Nullable [] order, int from, int to, List<Tile> tiles, Consumer<Tile> summed) {
      assertThat(order).isNull();
      assertThat(to - from).isEqualTo(rows);
      float[][][] totals = new float[tiles.size()][2][tiles.get(0).gradient.length];
      for (Training place : places) {
        new ChunkedSum(place, kernels).sum(null, 0, place.train().rows(), tiles, tile -> {});
        for (int i = 0; i < totals.length; i++) {
          kernels.add(tiles.get(i).gradient, totals[i][0], totals[i][1]);
        }
      }
      for (int i = 0; i < totals.length; i++) {
        Tile tile = tiles.get(i);
        for (int j = 0; j < tile.gradient.length; j++) {
          tile.gradient[j] = totals[i][0][j] + totals[i][1][j];
        }
        summed.accept(tile);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Optimizer.class)
  void sumsOfRowsInSeveralPlacesMakeTheBitsOfOne(Optimizer optimizer) {
    for (Loss loss : Cases.LOSSES) {
      Training training =
          new Training(
              Cases.block(loss, Cases.columns(optimizer, 37, 0, true), 1, 5),
              Cases.samples(1000, 3, 0.3));
      for (Kernels kernels : List.of(new LoopKernels(), new VectorKernels())) {
        Snapshots expected = Trainer.train(training, kernels);
        Snapshots actual =
            Trainer.train(training, kernels, TrainingWatch.NONE, new Places(training, kernels));
        Bits.assertSame(actual, expected, loss + " " + kernels.name());
      }
    }
  }
}
