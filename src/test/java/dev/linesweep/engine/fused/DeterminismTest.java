package dev.linesweep.engine.fused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.engine.TrainingState;
import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.fixture.Bits;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.spec.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeterminismTest {
  private static final Engine LOOPS = Engines.ofBits(0);
  private static final List<Engine> VECTORS = Engines.ofVectors();
  private static final List<Samples> SAMPLES =
      List.of(Cases.samples(60, 1, 0.3), Cases.samples(800, 3, 0.3), Cases.samples(400, 11, 0.3));

  @ParameterizedTest
  @EnumSource(Optimizer.class)
  void everyVectorLengthGivesTheBitsOfThePlainLoops(Optimizer optimizer) {
    for (Samples samples : SAMPLES) {
      for (Loss loss : Cases.LOSSES) {
        for (int batch : new int[] {0, 32}) {
          for (boolean penalties : new boolean[] {false, true}) {
            List<Trajectory> columns = Cases.columns(optimizer, 21, batch, penalties);
            BlockTraining block = Cases.block(loss, columns, 1, 4);
            Snapshots expected = LOOPS.train(block, samples);
            for (Engine engine : VECTORS) {
              Bits.assertSame(engine.train(block, samples), expected, engine.name() + " " + block);
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16, 17, 1000})
  void columnDoesNotDependOnItsNeighbours(int count) {
    Samples samples = SAMPLES.get(1);
    List<Trajectory> all = Cases.columns(Optimizer.ADAM, 1000, 32, true);
    Snapshots together = new FusedEngine().train(Cases.block(Loss.MAE, all, 2), samples);
    for (int from : new int[] {0, 7, 500}) {
      int to = Math.min(1000, from + count);
      Snapshots some =
          new FusedEngine().train(Cases.block(Loss.MAE, all.subList(from, to), 2), samples);
      for (int column = from; column < to; column++) {
        assertSameColumn(some, column - from, together, column);
      }
    }
  }

  @Test
  void snapshotsAlongTheWayEqualSeparateTrainings() {
    int[] epochs = {1, 10, 100, 400};
    for (int batch : new int[] {0, 16}) {
      List<Trajectory> columns = Cases.columns(Optimizer.NADAM, 5, batch, true);
      Snapshots shared =
          new FusedEngine().train(Cases.block(Loss.MSE, columns, epochs), SAMPLES.get(0));
      for (int i = 0; i < epochs.length; i++) {
        Snapshots alone =
            new FusedEngine().train(Cases.block(Loss.MSE, columns, epochs[i]), SAMPLES.get(0));
        for (int column = 0; column < columns.size(); column++) {
          assertThat(alone.weights(column, 0)).isEqualTo(shared.weights(column, i));
        }
      }
    }
  }

  @Test
  void divergingColumnsLeaveTheOthersAloneAndNameTheirEpoch() {
    Samples samples = SAMPLES.get(1);
    List<Trajectory> columns = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      columns.add(Cases.column(Optimizer.SGD, i % 3 == 0 ? 0.01 : 1.5 + 0.1 * i, 0, 0, 0, i));
    }
    int[] everyEpoch = new int[200];
    Arrays.setAll(everyEpoch, i -> i + 1);
    Snapshots together =
        new FusedEngine().train(Cases.block(Loss.MSE, columns, everyEpoch), samples);
    for (int i = 0; i < columns.size(); i++) {
      Snapshots alone =
          new FusedEngine()
              .train(Cases.block(Loss.MSE, columns.subList(i, i + 1), everyEpoch), samples);
      assertSameColumn(alone, 0, together, i);
      assertThat(together.divergedEpoch(i)).isEqualTo(firstNotFinite(together, i));
      assertThat(together.divergedEpoch(i) == 0).isEqualTo(i % 3 == 0);
    }
  }

  @Test
  void divergenceIsTheSameInPlainLoopsAndWhateverIsRecorded() {
    List<Trajectory> columns = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      columns.add(Cases.column(Optimizer.NESTEROVS, 0.2 + 0.2 * i, 32, 0, 0.1, i));
    }
    BlockTraining block = Cases.block(Loss.MSE, columns, 3, 60);
    Snapshots expected = LOOPS.train(block, SAMPLES.get(1));
    for (Engine engine : VECTORS) {
      Bits.assertSame(engine.train(block, SAMPLES.get(1)), expected, engine.name());
    }
    assertThat(expected.divergedEpochs()[39]).isPositive();
    BlockTraining only = Cases.block(Loss.MSE, columns, 60);
    assertThat(new FusedEngine().train(only, SAMPLES.get(1)).divergedEpochs())
        .isEqualTo(expected.divergedEpochs())
        .contains(0);
  }

  @Test
  void aTrainingGoesOnInVectorsOfAnyLength() {
    List<Trajectory> columns = Cases.columns(Optimizer.AMSGRAD, 70, 32, true);
    BlockTraining block = Cases.block(Loss.MSE, columns, 2, 6);
    Snapshots expected = LOOPS.train(block, SAMPLES.get(1));
    for (Engine engine : VECTORS) {
      List<TrainingState> states = new ArrayList<>();
      engine.train(
          block,
          SAMPLES.get(1),
          new TrainingWatch() {
            @Override
            public void epochEnded(int epoch, Supplier<TrainingState> now) {
              if (epoch == 2) {
                states.add(now.get());
              }
            }
          });
      Bits.assertSame(
          LOOPS.train(
              block,
              SAMPLES.get(1),
              new TrainingWatch() {
                @Override
                public Optional<TrainingState> start() {
                  return Optional.of(states.get(0));
                }
              }),
          expected,
          engine.name());
    }
  }

  private static int firstNotFinite(Snapshots snapshots, int column) {
    for (int i = 0; i < snapshots.epochCount(); i++) {
      for (float weight : snapshots.weights(column, i)) {
        if (!Float.isFinite(weight)) {
          return snapshots.epochs()[i];
        }
      }
    }
    return 0;
  }

  private static void assertSameColumn(Snapshots a, int i, Snapshots b, int j) {
    for (int epoch = 0; epoch < a.epochCount(); epoch++) {
      assertThat(a.weights(i, epoch)).isEqualTo(b.weights(j, epoch));
      for (Part part : Part.values()) {
        assertThat(a.metrics(i, epoch, part)).isEqualTo(b.metrics(j, epoch, part));
      }
    }
    assertThat(a.divergedEpoch(i)).isEqualTo(b.divergedEpoch(j));
  }
}
