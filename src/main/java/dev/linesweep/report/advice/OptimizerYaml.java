package dev.linesweep.report.advice;

import dev.linesweep.spec.Distribution;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import java.util.ArrayList;
import java.util.List;

/** The optimizer axis on one line of a job file; parameters at their defaults are left out. */
final class OptimizerYaml {
  private OptimizerYaml() {}

  static String of(List<OptimizerSpec> entries) {
    if (entries.size() == 1 && !entry(entries.get(0)).startsWith("{")) {
      return entry(entries.get(0));
    }
    return "{values: ["
        + String.join(", ", entries.stream().map(OptimizerYaml::entry).toList())
        + "]}";
  }

  /** An axis as a job file has it. */
  static String axis(List<Double> values) {
    return values instanceof Distribution ? values.toString() : AxisValues.of(values).yaml();
  }

  private static String entry(OptimizerSpec entry) {
    List<String> own = new ArrayList<>();
    List<Optimizer.Parameter> names = entry.optimizer().parameters();
    for (int i = 0; i < names.size(); i++) {
      List<Double> values = entry.parameters().get(i);
      if (values.size() > 1 || values.get(0) != names.get(i).defaultValue()) {
        own.add(names.get(i).key() + ": " + axis(values));
      }
    }
    if (!entry.learningRates().isEmpty()) {
      own.add("learning_rate: " + axis(entry.learningRates()));
    }
    String key = entry.optimizer().key();
    return own.isEmpty() ? key : "{" + key + ": {" + String.join(", ", own) + "}}";
  }
}
