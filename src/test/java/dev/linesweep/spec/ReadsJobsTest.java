package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadsJobsTest {
  @Test
  void theLeastJobGetsEveryDefault() {
    assertThat(Jobs.read(Jobs.LINE))
        .isEqualTo(
            new SweepSpec(
                "line",
                new DataSpec(
                    new DataSpec.Line(0.7, 0.3, 0.0, 1.0, 0.02),
                    DataSpec.Standardize.ALL,
                    DataSpec.Missing.ERROR),
                new SplitSpec(0.2, 0.0, SplitSpec.By.ORDER, 13),
                new TrainingSpec(Loss.MAE, new Init.Xavier(), 13),
                new MetricSpec(
                    MetricSpec.Part.TEST, MetricSpec.Measure.LOSS, MetricSpec.Goal.MINIMIZE),
                new ParameterSpec(
                    List.of(new OptimizerSpec(Optimizer.SGD, List.of(), List.of())),
                    List.of(),
                    List.of(100),
                    List.of(42L),
                    List.of(ParameterSpec.FULL_BATCH),
                    List.of(0.0),
                    List.of(0.0)),
                new EngineSpec(EngineKind.DL4J, Device.AUTO)));
  }

  @Test
  void aTableIsSplitAtRandomUnlessOrderMatters() {
    String job =
        """
        name: houses
        data: {format: csv, path: h.csv, label: price, features: [rooms]}
        parameters: {optimizer: sgd, epochs: 100}
        """;
    assertThat(Jobs.read(job).split().by()).isEqualTo(SplitSpec.By.RANDOM);
    assertThat(Jobs.read(job).split().usual()).isTrue();
    assertThat(Jobs.read(job, "split.by=random").split().usual()).isFalse();
    assertThat(Jobs.read(job, "split.test=0.3").split())
        .isEqualTo(new SplitSpec(0.3, 0.0, SplitSpec.By.RANDOM, 13));
    assertThat(Jobs.read(job, "data.order_by=[day]").split().by()).isEqualTo(SplitSpec.By.ORDER);
    assertThat(Jobs.read(job, "split.by=order").split())
        .isEqualTo(new SplitSpec(0.2, 0.0, SplitSpec.By.ORDER, 13));
    assertThat(Jobs.read(job, "data.order_by=[day]", "split.by=random").split())
        .isEqualTo(new SplitSpec(0.2, 0.0, SplitSpec.By.RANDOM, 13));
  }

  @Test
  void aTableIsReadWithAllItsKeys() {
    String job =
        """
        name: houses
        data:
          format: csv
          path: ../data/h.csv
          options: {sep: ";", header: true, password: "${env:PW}"}
          query: SELECT rooms, age AS `the age`, price FROM input
          label: price
          features: [rooms, the age]
          order_by: rooms
          standardize: features
          missing: drop
          hint: ask the county
        parameters: {optimizer: sgd, epochs: 100}
        """;
    DataSpec.Table table =
        new DataSpec.Table(
            new DataSpec.Files(
                "csv",
                "file:///work/data/h.csv",
                Map.of("header", "true", "password", "${env:PW}", "sep", ";")),
            "SELECT rooms, age AS `the age`, price FROM input",
            new DataSpec.Columns("price", List.of("rooms", "the age")),
            List.of("rooms"),
            "ask the county");
    assertThat(Jobs.read(job).data())
        .isEqualTo(new DataSpec(table, DataSpec.Standardize.FEATURES, DataSpec.Missing.DROP));
  }

  @Test
  void baselinesAreColumnsByNameOrWithATitle() {
    String start = "{format: csv, path: a.csv, label: y, features: [x], baseline: ";
    assertThat(baselines(start + "today}"))
        .containsExactly(new DataSpec.BaselineColumn("today as it is", "today"));
    assertThat(baselines(start + "[a, {name: same as today, column: b}]}"))
        .containsExactly(
            new DataSpec.BaselineColumn("a as it is", "a"),
            new DataSpec.BaselineColumn("same as today", "b"));
  }

  private static List<DataSpec.BaselineColumn> baselines(String data) {
    return ((DataSpec.Table) Jobs.read(Jobs.LINE.replace("{line: {}}", data)).data().source())
        .others()
        .baselines();
  }

  @Test
  void theWeightOfARowIsAColumnAndWrittenOnlyIfThereIsOne() {
    SweepSpec without = Jobs.read(Jobs.TABLE);
    SweepSpec weighted = Jobs.read(Jobs.TABLE.replace("features", "row_weight: w, features"));
    assertThat(((DataSpec.Table) weighted.data().source()).others())
        .isEqualTo(new OtherColumns(List.of(), "w"));
    assertThat(SpecWriter.write(weighted)).contains("  row_weight: \"w\"\n");
    assertThat(SpecWriter.write(weighted).replace("  row_weight: \"w\"\n", ""))
        .isEqualTo(SpecWriter.write(without));
  }

  @Test
  void optionsAreSortedByKey() {
    DataSpec.Files files =
        new DataSpec.Files("jdbc", "", Map.of("b", "1", "c", "2", "a", "3", "d", "4"));
    assertThat(files.options().keySet()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void aCatalogTableIsReadWithAFormula() {
    String job = Jobs.LINE.replace("{line: {}}", "{table: a.b.`my t`, formula: price ~ rooms}");
    assertThat(Jobs.read(job).data().source())
        .isEqualTo(
            new DataSpec.Table(
                new DataSpec.CatalogTable("a.b.`my t`"),
                "",
                new DataSpec.Formula("price ~ rooms"),
                List.of(),
                ""));
  }

  @Test
  void jdbcNeedsNoPath() {
    String job =
        Jobs.LINE.replace(
            "{line: {}}", "{format: jdbc, options: {url: 'jdbc:x', dbtable: t}, formula: y ~ x}");
    assertThat(Jobs.read(job).data().source()).isInstanceOf(DataSpec.Table.class);
  }

  @Test
  void anOptimizerMayHaveParametersAndRatesOfItsOwn() {
    ParameterSpec parameters =
        Jobs.read(
                Jobs.LINE,
                "optimizer={values: [adadelta, {nesterovs: {momentum: {values: [0.5, 0.9]},"
                    + " learning_rate: 0.01}}, {adam: }]}",
                "learning_rate=0.1")
            .parameters();
    assertThat(parameters.optimizers())
        .containsExactly(
            new OptimizerSpec(Optimizer.ADADELTA, List.of(List.of(0.95), List.of(1e-6)), List.of()),
            new OptimizerSpec(Optimizer.NESTEROVS, List.of(List.of(0.5, 0.9)), List.of(0.01)),
            new OptimizerSpec(
                Optimizer.ADAM, List.of(List.of(0.9), List.of(0.999), List.of(1e-8)), List.of()));
  }

  @Test
  void oneOptimizerWithParametersNeedsNoValues() {
    assertThat(Jobs.read(Jobs.LINE, "optimizer={nesterovs: {momentum: 0.5}}").parameters())
        .extracting(p -> p.optimizers().get(0).parameters())
        .isEqualTo(List.of(List.of(0.5)));
  }

  @Test
  void theSameOptimizerMayStandTwiceWithOtherParameters() {
    assertThat(
            Jobs.read(Jobs.LINE, "optimizer={values: [nesterovs, {nesterovs: {momentum: 0.5}}]}")
                .parameters()
                .optimizers())
        .hasSize(2);
  }

  @Test
  void epochsAreSorted() {
    assertThat(Jobs.read(Jobs.LINE, "epochs={values: [400, 1, 10]}").parameters().epochs())
        .containsExactly(1, 10, 400);
  }

  @Test
  void batchSizesMayBeFullOrNumbers() {
    assertThat(Jobs.read(Jobs.LINE, "batch_size={values: [32, full]}").parameters().batchSizes())
        .containsExactly(32, 0);
  }

  @Test
  void initialWeightsMayBeGiven() {
    assertThat(Jobs.read(Jobs.LINE, "training.init={weights: [0.33], bias: 0.14}").training())
        .isEqualTo(new TrainingSpec(Loss.MAE, new Init.Given(List.of(0.33), 0.14), 13));
  }

  @Test
  void aValidationPartDecidesTheDefaultMetric() {
    assertThat(Jobs.read(Jobs.LINE, "split.validation=0.1").metric().key())
        .isEqualTo("validation_loss");
  }

  @Test
  void r2IsMaximizedByDefault() {
    assertThat(Jobs.read(Jobs.LINE, "metric=test_r2").metric())
        .isEqualTo(
            new MetricSpec(MetricSpec.Part.TEST, MetricSpec.Measure.R2, MetricSpec.Goal.MAXIMIZE));
  }

  @Test
  void anotherGoalHoldsWhereItIsWritten() {
    assertThat(Jobs.read(Jobs.LINE, "metric={name: test_r2, goal: minimize}").metric().goal())
        .isEqualTo(MetricSpec.Goal.MINIMIZE);
  }

  @Test
  void aLossInTheLabelsUnitsStandardizesTheFeaturesOnly() {
    assertThat(Jobs.read(Jobs.LINE, "training.loss=mape").data().standardize())
        .isEqualTo(DataSpec.Standardize.FEATURES);
  }

  @Test
  void linearDataHasDefaults() {
    assertThat(Jobs.read(Jobs.LINE, "data={linear: {rows: 50}}").data().source())
        .isEqualTo(new DataSpec.Linear(50, 8, 0.1, 13));
  }

  @Test
  void aByteOrderMarkIsNoProblem() {
    assertThat(Jobs.read("\uFEFF" + Jobs.LINE)).isEqualTo(Jobs.read(Jobs.LINE));
  }

  @Test
  void charactersOfTwoHalvesMayStandAnywhere() {
    String job = "name: line\ndata: {line: {}}\nparameters: {optimizer: sgd, epochs: 10}\n# ";
    for (int length = 900; length < 1100; length++) {
      String text = job + "x".repeat(length - job.length()) + "\uD83D\uDE00".repeat(2100) + "\n";
      assertThat(SpecReader.read(text, "line.yaml", List.of()).name()).isEqualTo("line");
    }
  }

  @Test
  void anotherEngineThatCannotWeighRowsOnAGpuTakesTheCpu() {
    SweepSpec dl4j =
        Jobs.read(
            Jobs.TABLE.replace("features", "row_weight: w, features")
                + "engine: dl4j\ndevice: gpu");

    assertThat(dl4j.engine().device()).isEqualTo(Device.GPU);
    assertThat(dl4j.withEngine(EngineKind.FUSED).engine().device()).isEqualTo(Device.CPU);
  }
}
