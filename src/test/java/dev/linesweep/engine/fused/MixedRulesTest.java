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
import dev.linesweep.spec.Optimizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns of all rules, in any order, in one block. */
class MixedRulesTest {
  private static final Engine LOOPS = Engines.ofBits(0);
  private static final List<Engine> ALL = Engines.all();
  private static final int[] EPOCHS = {1, 3, 40};

  @ParameterizedTest(name = "{0}, batches of {1}, seed {2}")
  @CsvSource({"MAE, 0, 1", "MAE, 16, 2", "MSE, 0, 3", "MSE, 16, 4", "MAPE, 0, 5", "MAPE, 32, 6"})
  void eachTrainsAsIfItWereAlone(Loss loss, int batch, long seed) {
    Samples samples = Cases.samples(80, 3, 0.3);
    List<Trajectory> columns = columns(new Random(seed), batch);
    BlockTraining block = Cases.block(loss, columns, EPOCHS);
    List<Snapshots> alone = new ArrayList<>();
    for (Trajectory column : columns) {
      alone.add(LOOPS.train(Cases.block(loss, List.of(column), EPOCHS), samples));
    }
    for (Engine engine : ALL) {
      Snapshots together = engine.train(block, samples);
      for (int column = 0; column < columns.size(); column++) {
        Bits.assertSame(together.column(column), alone.get(column), engine.name() + " " + column);
      }
      Bits.assertSame(resumed(engine, block, samples), together, engine.name() + " resumed");
    }
    if (loss == Loss.MSE) {
      assertThat(alone).anyMatch(each -> each.divergedEpoch(0) > 3);
    }
  }

  /** Some of each rule, and some of sgd and nesterovs that diverge under mse. */
  private static List<Trajectory> columns(Random random, int batch) {
    List<Trajectory> columns = new ArrayList<>();
    for (Optimizer optimizer : Optimizer.values()) {
      columns.addAll(Cases.columns(optimizer, 1 + random.nextInt(12), batch, true));
    }
    for (int i = 0; i < 24; i++) {
      Optimizer rule = i % 2 == 0 ? Optimizer.SGD : Optimizer.NESTEROVS;
      columns.add(Cases.column(rule, 1 + 0.5 * i, batch, 0, 0, i));
    }
    Collections.shuffle(columns, random);
    return columns;
  }

  /** Begun anew from the checkpoint that another run left after three epochs. */
  private static Snapshots resumed(Engine engine, BlockTraining block, Samples samples) {
    List<TrainingState> states = new ArrayList<>();
    engine.train(
        block,
        samples,
        new TrainingWatch() {
          @Override
          public void epochEnded(int epoch, Supplier<TrainingState> now) {
            if (epoch == 3) {
              states.add(now.get());
            }
          }
        });
    return engine.train(
        block,
        samples,
        new TrainingWatch() {
          @Override
          public Optional<TrainingState> start() {
            return Optional.of(states.get(0));
          }
        });
  }
}
