package dev.linesweep.report;

import dev.linesweep.plan.OptimizerParameters;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.Trial;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.text.Decimal;
import dev.linesweep.text.Rounded;
import java.util.Locale;

/** A hyperparameter, with its name and its values in words. */
public enum Axis {
  OPTIMIZER,
  /** The optimizer's own parameters, such as {@code momentum}. */
  PARAMETERS,
  LEARNING_RATE,
  EPOCHS,
  BATCH_SIZE,
  L1,
  L2,
  SEED;

  /**
   * The name in the job file, {@code learning_rate}, and in reports, in which the parameters of all
   * optimizers share one column.
   */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True if the trial's optimizer and initial weights look at this axis. */
  public boolean appliesTo(Trial trial) {
    Trajectory trajectory = trial.trajectory();
    return switch (this) {
      case LEARNING_RATE -> trajectory.optimizer().hasLearningRate();
      case SEED -> trajectory.hasSeed();
      case PARAMETERS -> !trajectory.parameters().values().isEmpty();
      default -> true;
    };
  }

  /** The trial's value, equal for trials that share it. */
  public Object value(Trial trial) {
    Trajectory trajectory = trial.trajectory();
    return switch (this) {
      case OPTIMIZER -> trajectory.optimizer();
      case PARAMETERS -> trajectory.parameters();
      case LEARNING_RATE -> trajectory.learningRate();
      case EPOCHS -> trial.epochs();
      case BATCH_SIZE -> trajectory.batchSize();
      case L1 -> trajectory.l1();
      case L2 -> trajectory.l2();
      case SEED -> trajectory.seed();
    };
  }

  /** A value of this axis, rounded. */
  public String text(Object value) {
    if (value instanceof Optimizer optimizer) {
      return optimizer.key();
    }
    if (value instanceof OptimizerParameters parameters) {
      return all(parameters);
    }
    if (value instanceof Double number) {
      return Rounded.of(number);
    }
    if (this == BATCH_SIZE && value.equals(0)) {
      return "full";
    }
    return value.toString();
  }

  private static String all(OptimizerParameters parameters) {
    StringBuilder text = new StringBuilder(parameters.optimizer().key());
    for (int i = 0; i < parameters.values().size(); i++) {
      text.append(' ').append(parameters.optimizer().parameters().get(i).key()).append('=');
      text.append(Decimal.of(parameters.values().get(i)));
    }
    return text.toString();
  }
}
