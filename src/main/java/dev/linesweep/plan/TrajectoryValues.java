package dev.linesweep.plan;

import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.condition.Value;
import java.util.List;
import java.util.function.Function;

/** A trajectory's settings by their names in conditions; those that do not apply are missing. */
record TrajectoryValues(Trajectory trajectory) implements Function<String, Value> {
  @Override
  public Value apply(String name) {
    return switch (name) {
      case "optimizer" -> Value.of(trajectory.optimizer().key());
      case "learning_rate" -> Value.of(trajectory.learningRate());
      case "batch_size" -> Value.of(trajectory.batch());
      case "l1" -> Value.of(trajectory.l1());
      case "l2" -> Value.of(trajectory.l2());
      case "seed" -> trajectory.hasSeed() ? Value.of(trajectory.seed()) : Value.missing();
      default -> parameter(name);
    };
  }

  private Value parameter(String name) {
    String prefix = trajectory.optimizer().key() + "_";
    String key = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    List<Optimizer.Parameter> parameters = trajectory.optimizer().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).key().equals(key)) {
        return Value.of(trajectory.parameters().values().get(i));
      }
    }
    return Value.missing();
  }
}
