package dev.linesweep.engine.fused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.fixture.Bits;
import dev.linesweep.fixture.Weighted;
import dev.linesweep.model.Evaluation;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.spec.Optimizer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row weights in the fused engine, to the bit; rows and columns fill no tile, chunk or panel. */
class WeightedKernelsTest {
  private static final Engine LOOPS = Engines.ofBits(0);
  private static final List<Engine> VECTORS = Engines.ofVectors();
  private static final List<Samples> SAMPLES =
      List.of(Cases.samples(61, 1, 0.3), Cases.samples(803, 3, 0.3), Cases.samples(399, 11, 0.3));

  @ParameterizedTest
  @EnumSource(Optimizer.class)
  void everyVectorLengthGivesTheBitsOfThePlainLoops(Optimizer optimizer) {
    for (Samples each : SAMPLES) {
      Samples samples = Weighted.random(new Random(5), each);
      for (Loss loss : Cases.LOSSES) {
        for (int batch : new int[] {0, 31}) {
          BlockTraining block = Cases.block(loss, Cases.columns(optimizer, 21, batch, true), 1, 4);
          Snapshots expected = LOOPS.train(block, samples);
          for (Engine engine : VECTORS) {
            Bits.assertSame(engine.train(block, samples), expected, engine.name() + " " + block);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Optimizer.class)
  void equalWeightsGiveTheBitsOfNone(Optimizer optimizer) {
    for (Samples samples : SAMPLES) {
      for (Loss loss : Cases.LOSSES) {
        for (int batch : new int[] {0, 31}) {
          BlockTraining block = Cases.block(loss, Cases.columns(optimizer, 21, batch, true), 1, 4);
          Snapshots expected = LOOPS.train(block, samples);
          for (Engine engine : List.of(LOOPS, VECTORS.get(VECTORS.size() - 1))) {
            for (double weight : new double[] {2.5, 0.1, 1e-300}) {
              Bits.assertSame(
                  engine.train(block, Weighted.equally(weight, samples)), expected, "" + weight);
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MAE", "MSE", "MAPE"})
  void errorsAreThoseOfTheEvaluation(Loss loss) {
    Samples samples = Weighted.random(new Random(5), Cases.samples(701, 5, 1));
    List<Trajectory> columns = Cases.columns(Optimizer.RMSPROP, 19, 32, false);
    for (Engine engine : List.of(LOOPS, VECTORS.get(VECTORS.size() - 1))) {
      Snapshots snapshots = engine.train(Cases.block(loss, columns, 2, 5), samples);
      for (int column = 0; column < columns.size(); column++) {
        float[] weights = snapshots.weights(column, 1);
        for (Part part : Part.values()) {
          assertThat(snapshots.metrics(column, 1, part))
              .isEqualTo(Evaluation.of(weights, samples.part(part), loss, samples.labelScale()));
        }
      }
    }
  }
}
