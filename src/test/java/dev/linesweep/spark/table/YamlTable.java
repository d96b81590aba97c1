package dev.linesweep.spark.table;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.spec.SweepSpec;
import java.util.List;

/** The table of a job that is written as text, its test rows the last fifth. */
final class YamlTable {
  private YamlTable() {}

  /**
   * Reads it.
   *
   * @param data the lines under {@code data}
   */
  static TableData read(String data) {
    String yaml = "name: t\ndata:\n%s\nparameters: {optimizer: sgd, epochs: 1}\n".formatted(data);
    SweepSpec spec = SpecReader.read(yaml, "file:/job.yaml", List.of());
    return TableReader.read(
        SharedSpark.session(),
        (DataSpec.Table) spec.data().source(),
        new TableReader.Rules(
            spec.data().missing(),
            spec.data().unseen(),
            new SplitSpec(0.2, 0, SplitSpec.By.ORDER, 13),
            0),
        name -> null);
  }
}
