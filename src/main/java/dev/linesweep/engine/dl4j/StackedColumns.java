package dev.linesweep.engine.dl4j;

import dev.linesweep.data.InitialWeights;
import dev.linesweep.data.Samples;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/** What the columns of a network have of their own, in DL4J's flat order of its parameters. */
record StackedColumns(List<Trajectory> columns, int features) {
  /** The rate that the columns share; 1 if each has its own. */
  double sharedRate() {
    return same(Trajectory::learningRate) ? columns.get(0).learningRate() : 1;
  }

  IUpdater updater() {
    Trajectory first = columns.get(0);
    IUpdater shared = Updaters.of(first.parameters(), sharedRate());
    if (!first.optimizer().hasLearningRate() || same(Trajectory::learningRate)) {
      return shared;
    }
    float[] rates = perParameter(true, Trajectory::learningRate);
    return new ColumnRates(shared, Floats.array(rates, rates.length));
  }

  List<Regularization> penalties() {
    List<Regularization> penalties = new ArrayList<>();
    addPenalty(penalties, ColumnPenalty.Kind.L1, Trajectory::l1);
    addPenalty(penalties, ColumnPenalty.Kind.L2, Trajectory::l2);
    return penalties;
  }

  private void addPenalty(
      List<Regularization> penalties,
      ColumnPenalty.Kind kind,
      ToDoubleFunction<Trajectory> coefficient) {
    if (columns.stream().mapToDouble(coefficient).anyMatch(value -> value > 0)) {
      float[] coefficients = perParameter(false, coefficient);
      penalties.add(new ColumnPenalty(kind, Floats.array(coefficients, coefficients.length)));
    }
  }

  private boolean same(ToDoubleFunction<Trajectory> value) {
    return columns.stream().mapToDouble(value).distinct().count() == 1;
  }

  /** The weights column by column, then the biases. */
  private float[] perParameter(boolean biases, ToDoubleFunction<Trajectory> value) {
    float[] flat = new float[columns.size() * (features + (biases ? 1 : 0))];
    for (int column = 0; column < columns.size(); column++) {
      float ofColumn = (float) value.applyAsDouble(columns.get(column));
      for (int feature = 0; feature < features; feature++) {
        flat[column * features + feature] = ofColumn;
      }
      if (biases) {
        flat[columns.size() * features + column] = ofColumn;
      }
    }
    return flat;
  }

  float[] initial(TrainingSpec training, Samples samples) {
    float[] flat = new float[columns.size() * (features + 1)];
    for (int column = 0; column < columns.size(); column++) {
      float[] weights = InitialWeights.of(training.init(), columns.get(column).seed(), samples);
      System.arraycopy(weights, 0, flat, column * features, features);
      flat[columns.size() * features + column] = weights[features];
    }
    return flat;
  }
}
