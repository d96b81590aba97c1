package dev.linesweep.engine.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.BatchOrder;
import dev.linesweep.data.InitialWeights;
import dev.linesweep.data.Samples;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The textbook's equations in doubles, one trajectory at a time. */
class PlainEquationsTest {
  @ParameterizedTest
  @EnumSource(Optimizer.class)
  void columnsFollowTheTextbookWithinRounding(Optimizer optimizer) {
    Samples samples = Cases.samples(400, 3, 0.5);
    for (Loss loss : Cases.LOSSES) {
      for (int batch : new int[] {0, 48}) {
        List<Trajectory> columns = Cases.columns(optimizer, 10, batch, true);
        Snapshots actual = new FusedEngine().train(Cases.block(loss, columns, 5), samples);
        for (int i = 0; i < columns.size(); i++) {
          double[] expected = train(columns.get(i), loss, samples.train(), 3, 5);
          for (int c = 0; c < expected.length; c++) {
            assertThat((double) actual.weights(i, 0)[c])
                .as("%s %s %d column %d", optimizer, loss, batch, i)
                .isCloseTo(expected[c], within(2e-4 * Math.max(1, Math.abs(expected[c]))));
          }
        }
      }
    }
  }

  private static double[] train(
      Trajectory column, Loss loss, Samples.Part part, int features, int epochs) {
    float[] initial = InitialWeights.of(new Init.Xavier(), column.seed(), features);
    double[] w = new double[initial.length];
    double[][] state = new double[3][w.length];
    for (int i = 0; i < w.length; i++) {
      w[i] = initial[i];
      state[0][i] =
          switch (column.optimizer()) {
            case ADAGRAD -> 1e-6;
            case RMSPROP -> column.parameters().value("epsilon");
            default -> 0;
          };
    }
    int rows = part.rows();
    int size = column.fullBatch() ? rows : column.batchSize();
    int step = 0;
    for (int epoch = 1; epoch <= epochs; epoch++) {
      int[] order = BatchOrder.permutation(7, epoch, rows);
      for (int from = 0; from < rows; from += size) {
        int to = Math.min(rows, from + size);
        double[] g = gradient(loss, part, order, from, to, w);
        step++;
        for (int i = 0; i < w.length; i++) {
          double pull = i == features ? 0 : column.l1() * Math.signum(w[i]) + column.l2() * w[i];
          w[i] -= update(column, state, i, g[i] + pull, step);
        }
      }
    }
    return w;
  }

  private static double[] gradient(
      Loss loss, Samples.Part part, int[] order, int from, int to, double[] w) {
    int features = w.length - 1;
    double[] g = new double[w.length];
    for (int i = from; i < to; i++) {
      int row = order[i];
      double r = w[features] - part.y()[row];
      for (int f = 0; f < features; f++) {
        r += w[f] * part.x()[row * features + f];
      }
      double slope =
          switch (loss) {
            case MAE -> Math.signum(r);
            case MSE -> 2 * r;
            default -> 100 * Math.signum(r) / Math.abs(part.y()[row]);
          };
      for (int f = 0; f < features; f++) {
        g[f] += slope * part.x()[row * features + f] / (to - from);
      }
      g[features] += slope / (to - from);
    }
    return g;
  }

  private static double update(Trajectory column, double[][] s, int i, double g, int t) {
    double rate = column.learningRate();
    switch (column.optimizer()) {
      case SGD -> {
        return rate * g;
      }
      case NESTEROVS -> {
        double mu = column.parameters().value("momentum");
        double before = s[0][i];
        s[0][i] = mu * before - rate * g;
        return mu * before - (1 + mu) * s[0][i];
      }
      case ADAGRAD -> {
        s[0][i] += g * g;
        return rate * g / (Math.sqrt(s[0][i]) + column.parameters().value("epsilon"));
      }
      case RMSPROP -> {
        double decay = column.parameters().value("rms_decay");
        s[0][i] = decay * s[0][i] + (1 - decay) * g * g;
        return rate * g / (Math.sqrt(s[0][i]) + column.parameters().value("epsilon"));
      }
      case ADADELTA -> {
        double rho = column.parameters().value("rho");
        double epsilon = column.parameters().value("epsilon");
        s[0][i] = rho * s[0][i] + (1 - rho) * g * g;
        double u = g * Math.sqrt(s[1][i] + epsilon) / Math.sqrt(s[0][i] + epsilon);
        s[1][i] = rho * s[1][i] + (1 - rho) * u * u;
        return u;
      }
      default -> {
        return adam(column, s, i, g, t);
      }
    }
  }

  private static double adam(Trajectory column, double[][] s, int i, double g, int t) {
    double rate = column.learningRate();
    double beta1 = column.parameters().value("beta1");
    double beta2 = column.parameters().value("beta2");
    double epsilon = column.parameters().value("epsilon");
    double correct1 = 1 - Math.pow(beta1, t);
    double correct2 = Math.sqrt(1 - Math.pow(beta2, t));
    double m = beta1 * s[0][i] + (1 - beta1) * g;
    s[0][i] = m;
    if (column.optimizer() == Optimizer.ADAMAX) {
      s[1][i] = Math.max(beta2 * s[1][i], Math.abs(g)) + 1e-32;
      return rate / correct1 * m / s[1][i];
    }
    double v = beta2 * s[1][i] + (1 - beta2) * g * g;
    s[1][i] = v;
    s[2][i] = Math.max(s[2][i], v);
    return switch (column.optimizer()) {
      case NADAM -> rate * (beta1 * m + (1 - beta1) * g) / correct1 / (Math.sqrt(v) + epsilon);
      case AMSGRAD -> rate * correct2 / correct1 * m / (Math.sqrt(s[2][i]) + epsilon);
      default -> rate * correct2 / correct1 * m / (Math.sqrt(v) + epsilon);
    };
  }
}
