package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A job that is made in memory obeys the rules of the job file, and errors name the field. */
class RecordRulesTest {
  private static final SweepSpec LINE =
      SpecReader.read(
          "name: line\ndata: {line: {}}\nparameters: {optimizer: sgd, epochs: 10}\n",
          "line.yaml",
          List.of());

  /** A value that breaks a rule, made when asked. */
  record Case(String message, Runnable value) {
    @Override
    public String toString() {
      return message;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "parameters.epochs: must increase, got 50, 10",
            () -> parameters(List.of(50, 10), List.of(0.1))),
        new Case(
            "parameters.epochs: 10 is listed twice",
            () -> parameters(List.of(10, 10), List.of(0.1))),
        new Case("parameters.epochs: must not be empty", () -> parameters(List.of(), List.of(0.1))),
        new Case(
            "parameters.epochs: expected a whole number >= 1, got 0",
            () -> parameters(List.of(0), List.of(0.1))),
        new Case(
            "parameters.learning_rate: expected a number > 0, got -0.1",
            () -> parameters(List.of(10), List.of(-0.1))),
        new Case(
            "parameters.learning_rate: expected a number > 0, got NaN",
            () -> parameters(List.of(10), List.of(Double.NaN))),
        new Case(
            "parameters.learning_rate: 1.0E-60 is too small for a 32-bit float",
            () -> parameters(List.of(10), List.of(1e-60))),
        new Case(
            "parameters.optimizer.adam: has 3 parameters, got values of 0",
            () -> new OptimizerSpec(Optimizer.ADAM, List.of(), List.of())),
        new Case(
            "parameters.optimizer.nesterovs.momentum: expected a number >= 0 and < 1, got 1.0",
            () -> new OptimizerSpec(Optimizer.NESTEROVS, List.of(List.of(1.0)), List.of())),
        new Case(
            "parameters.optimizer: sgd is listed twice with the same parameters and learning rate",
            () -> LINE.parameters().withRates(List.of(sgd(), sgd()), List.of())),
        new Case(
            "split: test and validation leave no rows to train on; make their sum < 1",
            () -> new SplitSpec(0.5, 0.5, SplitSpec.By.ORDER, 1)),
        new Case(
            "split.test: expected a number > 0 and < 1, got 0.0",
            () -> new SplitSpec(0, 0, SplitSpec.By.ORDER, 1)),
        new Case("training.init.weights: must not be empty", () -> new Init.Given(List.of(), 0)),
        new Case(
            "data.line: has fewer than 2 points from start to end; make step smaller or end larger",
            () -> new DataSpec.Line(1, 0, 1, 1, 0.1)),
        new Case(
            "data.line.step: expected a number > 0, got 0.0",
            () -> new DataSpec.Line(1, 0, 0, 1, 0)),
        new Case(
            "data.line.weight: expected a number, got NaN",
            () -> new DataSpec.Line(Double.NaN, 0, 0, 1, 0.1)),
        new Case(
            "data.linear: would make more than 50000000 numbers; make it smaller",
            () -> new DataSpec.Linear(100_000, 1_000, 0, 1)),
        new Case(
            "data.linear.rows: expected a whole number >= 2, got 1",
            () -> new DataSpec.Linear(1, 1, 0, 1)),
        new Case(
            "data.format: expected csv, parquet, json, orc, jdbc, delta or iceberg, got \"excel\"",
            () -> new DataSpec.Files("excel", "a.xlsx", Map.of())),
        new Case(
            "data.options.sepp: csv has no such option (did you mean \"sep\"?)",
            () -> new DataSpec.Files("csv", "a.csv", Map.of("sepp", ";"))),
        new Case(
            "data.features: the label \"y\" is among them",
            () -> new DataSpec.Columns("y", List.of("x", "y"))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aValueThatBreaksARuleIsRefusedByItsPath(Case broken) {
    assertThatThrownBy(broken.value()::run)
        .isInstanceOf(JobException.class)
        .hasMessage(broken.message());
  }

  @Test
  void whatThePartsAskOfEachOtherIsAskedOfTheWhole() {
    assertThatThrownBy(() -> named("../../evil"))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("name: names a folder: ")
        .hasMessageEndingWith("got \"../../evil\"");
    assertThatThrownBy(() -> with(MetricSpec.Part.VALIDATION, EngineKind.DL4J, Device.AUTO))
        .hasMessage("metric: there is no validation part; write split: {validation: 0.1} too");
    assertThatThrownBy(() -> reading("DROP TABLE input"))
        .hasMessage("data.query: must be one SELECT over input; begin with SELECT or WITH");
  }

  @Test
  void anotherEngineTrainsOnTheSameDevice() {
    SweepSpec gpu = with(MetricSpec.Part.TEST, EngineKind.DL4J, Device.GPU);
    assertThat(gpu.withEngine(EngineKind.FUSED).engine())
        .isEqualTo(new EngineSpec(EngineKind.FUSED, Device.GPU));
  }

  private static OptimizerSpec sgd() {
    return new OptimizerSpec(Optimizer.SGD, List.of(), List.of());
  }

  private static ParameterSpec parameters(List<Integer> epochs, List<Double> rates) {
    return new ParameterSpec(
        List.of(sgd()),
        rates,
        epochs,
        List.of(42L),
        List.of(ParameterSpec.FULL_BATCH),
        List.of(0.0),
        List.of(0.0));
  }

  private static SweepSpec reading(String query) {
    DataSpec.Table table =
        new DataSpec.Table(
            new DataSpec.CatalogTable("t"),
            query,
            new DataSpec.Columns("y", List.of("x")),
            List.of(),
            "");
    DataSpec data = new DataSpec(table, LINE.data().standardize(), LINE.data().missing());
    return new SweepSpec(
        LINE.name(),
        data,
        LINE.split(),
        LINE.training(),
        LINE.metric(),
        LINE.parameters(),
        LINE.engine());
  }

  private static SweepSpec named(String name) {
    return new SweepSpec(
        name,
        LINE.data(),
        LINE.split(),
        LINE.training(),
        LINE.metric(),
        LINE.parameters(),
        LINE.engine());
  }

  private static SweepSpec with(MetricSpec.Part part, EngineKind engine, Device device) {
    return new SweepSpec(
        LINE.name(),
        LINE.data(),
        LINE.split(),
        LINE.training(),
        new MetricSpec(part, MetricSpec.Measure.LOSS, MetricSpec.Goal.MINIMIZE),
        LINE.parameters(),
        new EngineSpec(engine, device));
  }
}
