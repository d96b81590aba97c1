package dev.linesweep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.dl4j.Dl4jEngine;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.fixture.Bits;
import dev.linesweep.fixture.Grid;
import dev.linesweep.fixture.Weighted;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that begins where another one stopped ends with the bits of one that did not stop. */
class ResumedTrainingTest {
  private static final int[] EPOCHS = {1, 4, 6, 9};

  /** Before the first snapshot to come, at a snapshot, and next to the end. */
  private static final int[] STOPS = {2, 4, 8};

  static Stream<Arguments> cases() {
    return Stream.of("fused", "dl4j")
        .flatMap(engine -> Stream.of(Optimizer.values()).map(o -> Arguments.of(engine, o)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasTheBitsOfAnUndisturbedOne(String engine, Optimizer optimizer) {
    for (int batch : new int[] {Grid.FULL, 16}) {
      Random random = new Random(batch);
      Samples samples = Grid.samples(random, 50, 3, 0.3, true);
      BlockTraining block = Grid.block(Loss.MSE, columns(random, optimizer, batch), EPOCHS);
      Snapshots undisturbed = engine(engine).train(block, samples);
      for (int stop : STOPS) {
        TrainingState state = stateAfter(stop, engine(engine), block, samples);
        Snapshots resumed = engine(engine).train(block, samples, from(state));

        Bits.assertSame(resumed, undisturbed, "resumed");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasThemAlsoIfAnEpochWasNotAtItsEnd(String engine, Optimizer optimizer) {
    Random random = new Random(5);
    Samples samples = Grid.samples(random, 50, 3, 0.3, true);
    BlockTraining block = Grid.block(Loss.MSE, columns(random, optimizer, 16), EPOCHS);
    Snapshots undisturbed = engine(engine).train(block, samples);
    for (int stop : new int[] {1, 4, 7}) {
      TrainingState state = stateWithin(stop, engine(engine), block, samples);

      assertThat(state.epoch()).isEqualTo(stop - 1);
      assertThat(state.steps()).isEqualTo(2);
      Bits.assertSame(
          engine(engine).train(block, samples, from(state)), undisturbed, "resumed within");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fused", "dl4j"})
  void rowsKeepTheirWeightsWithinAnEpoch(String engine) {
    Random random = new Random(6);
    Samples samples = Weighted.random(random, Grid.samples(random, 50, 3, 0.3, true));
    BlockTraining block = Grid.block(Loss.MSE, columns(random, Optimizer.ADAM, 16), EPOCHS);
    TrainingState state = stateWithin(4, engine(engine), block, samples);

    Bits.assertSame(
        engine(engine).train(block, samples, from(state)),
        engine(engine).train(block, samples),
        "resumed within");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void columnsOfSeveralBlocksContinueTogether(String engine, Optimizer optimizer) {
    Random random = new Random(7);
    Samples samples = Grid.samples(random, 50, 3, 0.3, true);
    List<Trajectory> columns = columns(random, optimizer, 16);
    BlockTraining block = Grid.block(Loss.MSE, columns, EPOCHS);
    Snapshots undisturbed = engine(engine).train(block, samples);
    int cut = 11;
    TrainingState first = stateAfter(4, engine(engine), block.columns(0, cut), samples);
    TrainingState second =
        stateAfter(4, engine(engine), block.columns(cut, columns.size()), samples);

    List<TrainingState> each = new ArrayList<>();
    List<Trajectory> mixed = new ArrayList<>();
    int[] order = {1, 30, 0, 5, 12, 8, 31, 43, 2, 29};
    for (int column : order) {
      each.add(
          column < cut
              ? first.columns(column, column + 1)
              : second.columns(column - cut, column - cut + 1));
      mixed.add(columns.get(column));
    }
    Snapshots continued =
        engine(engine)
            .train(Grid.block(Loss.MSE, mixed, EPOCHS), samples, from(TrainingState.of(each)));

    for (int i = 0; i < order.length; i++) {
      Snapshots there = undisturbed.column(order[i]);
      if (engine.equals("fused")) {
        Bits.assertSame(continued.column(i), there, "column " + order[i]);
      } else {
        for (int at = 0; at < there.epochCount(); at++) {
          assertThat(continued.weights(i, at))
              .as("column %d, epoch %d", order[i], there.epochs()[at])
              .usingElementComparator(ResumedTrainingTest::upToRounding)
              .isEqualTo(there.weights(0, at));
        }
      }
    }
  }

  private static int upToRounding(float a, float b) {
    boolean same = Math.abs(a - b) <= 1e-5f * Math.max(1, Math.abs(b));
    return same ? 0 : Float.compare(a, b);
  }

  /** A rule that corrects no bias says nothing of the powers of those beside it. */
  @Test
  void columnsOfUnlikeRulesContinueTogether() {
    Samples samples = Grid.samples(new Random(9), 50, 3, 0.3, true);
    List<Trajectory> columns =
        List.of(
            Grid.column(Optimizer.ADAM, 0.05, 16, 0, 0, 3),
            Grid.column(Optimizer.SGD, 0.05, 16, 0, 0, 3),
            Grid.column(Optimizer.NADAM, 0.05, 16, 0, 0, 3),
            Grid.column(Optimizer.NESTEROVS, 0.05, 16, 0, 0, 3));
    BlockTraining block = Grid.block(Loss.MSE, columns, EPOCHS);
    List<TrainingState> alone = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      alone.add(stateAfter(4, new FusedEngine(), block.columns(column, column + 1), samples));
    }

    Bits.assertSame(
        new FusedEngine().train(block, samples, from(TrainingState.of(alone))),
        new FusedEngine().train(block, samples),
        "together");
  }

  /** Apart and together again they are as they were, also where bits depend on the width. */
  @ParameterizedTest
  @MethodSource("cases")
  void columnsThatWereTakenApartHaveTheirBits(String engine, Optimizer optimizer) {
    Random random = new Random(8);
    Samples samples = Grid.samples(random, 50, 3, 0.3, true);
    BlockTraining block = Grid.block(Loss.MSE, columns(random, optimizer, 16), EPOCHS);
    TrainingState state = stateAfter(4, engine(engine), block, samples);
    int half = block.columns().size() / 2;
    TrainingState apart =
        TrainingState.of(
            List.of(state.columns(0, half), state.columns(half, block.columns().size())));

    Bits.assertSame(
        engine(engine).train(block, samples, from(apart)),
        engine(engine).train(block, samples),
        "apart");
  }

  private static Engine engine(String name) {
    return name.equals("dl4j") ? Dl4jEngine.create() : new FusedEngine();
  }

  /** More than a tile of them; with a rate some diverge at once and some later. */
  private static List<Trajectory> columns(Random random, Optimizer optimizer, int batch) {
    List<Trajectory> columns =
        new ArrayList<>(Grid.columns(random, optimizer, Loss.MSE, batch, 0.01, 0.01, 40));
    for (double rate : new double[] {1e15, 1e30, 3e30, 1e38}) {
      columns.add(7, Grid.column(optimizer, rate, batch, 0, 0, 3));
    }
    return columns;
  }

  private static TrainingWatch from(TrainingState state) {
    return new TrainingWatch() {
      @Override
      public Optional<TrainingState> start() {
        return Optional.of(state);
      }
    };
  }

  /** Trains two steps of this epoch and no further. */
  private static TrainingState stateWithin(
      int stop, Engine engine, BlockTraining block, Samples samples) {
    List<TrainingState> states = new ArrayList<>();
    TrainingWatch stopping =
        new TrainingWatch() {
          @Override
          public void within(int epoch, int steps, int of, Supplier<TrainingState> state) {
            if (epoch == stop && steps == 2) {
              states.add(state.get());
              throw new CancellationException("enough");
            }
          }
        };
    assertThatThrownBy(() -> engine.train(block, samples, stopping))
        .isInstanceOf(CancellationException.class);
    return states.get(0);
  }

  /** Trains up to there and no further. */
  private static TrainingState stateAfter(
      int stop, Engine engine, BlockTraining block, Samples samples) {
    List<TrainingState> states = new ArrayList<>();
    TrainingWatch stopping =
        new TrainingWatch() {
          @Override
          public void epochEnded(int epoch, Supplier<TrainingState> state) {
            if (epoch == stop) {
              states.add(state.get());
              throw new CancellationException("enough");
            }
          }
        };
    assertThatThrownBy(() -> engine.train(block, samples, stopping))
        .isInstanceOf(CancellationException.class);
    return states.get(0);
  }
}
