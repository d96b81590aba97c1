package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SpecWriterTest {
  @Test
  void aJobIsWrittenWithEveryDefault() {
    assertThat(SpecWriter.write(Jobs.read(Jobs.LINE, "optimizer=nesterovs")))
        .isEqualTo(
            """
            name: "line"
            data:
              line: {weight: 0.7, bias: 0.3, start: 0.0, end: 1.0, step: 0.02}
              standardize: all
            split: {test: 0.2, validation: 0.0, by: order, seed: 13}
            training: {loss: mae, init: xavier, shuffle_seed: 13}
            method: grid
            metric: {name: test_loss, goal: minimize}
            parameters:
              optimizer:
                values:
                  - {nesterovs: {momentum: 0.9}}
              epochs: 100
              seed: 42
              batch_size: full
              l1: 0.0
              l2: 0.0
            engine: dl4j
            device: auto
            """);
  }

  @Test
  void secretsStayReferences() {
    SweepSpec spec = Jobs.read(Jobs.TABLE, "data.options={password: \"${env:PW}\"}");
    assertThat(SpecWriter.write(spec)).contains("    \"password\": \"${env:PW}\"\n");
  }

  @Test
  void asManyValuesAsAJobMayHaveReadBack() {
    String range = "{min: 0.00001, max: 0.9, scale: log, count: " + ValueRules.MOST_VALUES + "}";
    SweepSpec spec = Jobs.read(Jobs.LINE, "learning_rate=" + range);
    String written = SpecWriter.write(spec);
    assertThat(written.length()).isLessThan(YamlTree.MOST_CHARACTERS);
    assertThat(Jobs.read(written)).isEqualTo(spec);
  }

  @RepeatedTest(200)
  void aWrittenJobReadsBackEqual(RepetitionInfo repetition) {
    SweepSpec spec = new RandomSpec(new SplittableRandom(repetition.getCurrentRepetition())).next();
    String written = SpecWriter.write(spec);
    assertThat(Jobs.read(written)).as(written).isEqualTo(spec);
    assertThat(SpecWriter.write(Jobs.read(written))).isEqualTo(written);
  }

  /** Draws valid specs. */
  private record RandomSpec(SplittableRandom random) {
    SweepSpec next() {
      Loss loss = any(Loss.values());
      double validation = random.nextBoolean() ? 0 : random.nextDouble(0.01, 0.4);
      SplitSpec split =
          new SplitSpec(
              random.nextDouble(0.01, 0.5),
              validation,
              any(SplitSpec.By.values()),
              random.nextLong());
      MetricSpec.Part part = validation > 0 ? any(MetricSpec.Part.values()) : MetricSpec.Part.TRAIN;
      boolean fused = loss != Loss.MSLE && loss != Loss.POISSON && random.nextBoolean();
      DataSpec.Source source = source();
      return new SweepSpec(
          "n" + random.nextInt(1000),
          new DataSpec(
              source,
              loss.needsOwnUnits() ? DataSpec.Standardize.NONE : any(DataSpec.Standardize.values()),
              DataSpec.Missing.ERROR,
              source instanceof DataSpec.Table
                  ? any(DataSpec.Unseen.values())
                  : DataSpec.Unseen.AT_PREDICT),
          split,
          new TrainingSpec(
              loss, any(new Init.Xavier(), new Init.Zeros(), given()), random.nextLong()),
          new MetricSpec(part, any(MetricSpec.Measure.values()), any(MetricSpec.Goal.values()))
              .withOver(any(MetricSpec.Over.values())),
          parameters(),
          fused
              ? new EngineSpec(EngineKind.FUSED, Device.CPU)
              : new EngineSpec(EngineKind.DL4J, any(Device.values())));
    }

    private Init given() {
      return new Init.Given(List.of(random.nextDouble(-1, 1)), random.nextDouble(-9, 9));
    }

    private DataSpec.Source source() {
      return any(
          new DataSpec.Line(random.nextDouble(-9, 9), 0.0, -1.0, 1.0, random.nextDouble(0.1, 0.9)),
          new DataSpec.Linear(random.nextInt(2, 99), 1, random.nextDouble(0, 9), random.nextLong()),
          table());
    }

    private DataSpec.Table table() {
      DataSpec.Origin origin =
          any(
              new DataSpec.CatalogTable("a.b"),
              new DataSpec.Files("csv", "hdfs://nn/" + text(), options()),
              new DataSpec.Files("jdbc", "", Map.of("url", text(), "dbtable", "t")));
      DataSpec.Selection selection =
          any(
              new DataSpec.Columns("y", List.of("a" + text(), "b" + text())),
              new DataSpec.Formula("y ~ " + text()));
      return new DataSpec.Table(
          origin,
          random.nextBoolean() ? "" : "SELECT *\n  FROM input -- x\n",
          selection,
          random.nextBoolean() ? List.of() : List.of("o" + text()),
          random.nextBoolean() ? "" : "h" + text(),
          any(
              DataSpec.Cells.AUTO,
              new DataSpec.Cells(
                  any(DataSpec.Decimal.values()),
                  random.nextBoolean() ? List.of() : List.of("n" + text()),
                  Map.of("t" + text(), any(DataSpec.ColumnType.values())))),
          new OtherColumns(
              random.nextBoolean()
                  ? List.of()
                  : List.of(new DataSpec.BaselineColumn("n" + text(), "c" + text())),
              random.nextBoolean() ? "" : "w" + text()));
    }

    private Map<String, String> options() {
      Map<String, String> options = new TreeMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        options.put("vendor.k" + i, text());
      }
      options.put("secret", "${env:PW}");
      return options;
    }

    /** Text that YAML might take for something else. */
    private String text() {
      return any(
              "null",
              "",
              "0x1",
              ": ",
              "# no comment",
              "'",
              "\"",
              "\\",
              "\n",
              "\t",
              "é😀",
              "\u2028",
              "\u0085",
              "- a",
              "{",
              "]",
              "%",
              "&a",
              "*a",
              "!t",
              "yes",
              "  ",
              "\u0007",
              "\uFEFF")
          + any("", "x", " ", "1");
    }

    private ParameterSpec parameters() {
      return new ParameterSpec(
          Stream.of(Optimizer.values())
              .filter(o -> o == Optimizer.SGD || random.nextBoolean())
              .map(this::optimizer)
              .toList(),
          random.nextBoolean() ? List.of() : positive(),
          distinct(() -> random.nextInt(1, 1 << 20)).stream().sorted().toList(),
          distinct(random::nextLong),
          distinct(() -> random.nextInt(0, 99)),
          positive(),
          positive());
    }

    private OptimizerSpec optimizer(Optimizer optimizer) {
      List<List<Double>> parameters =
          optimizer.parameters().stream()
              .map(s -> distinct(() -> random.nextDouble(0.01, 0.99)))
              .toList();
      boolean own = optimizer.hasLearningRate() && random.nextBoolean();
      return new OptimizerSpec(optimizer, parameters, own ? positive() : List.of());
    }

    private List<Double> positive() {
      return distinct(() -> StrictMath.exp(random.nextDouble(-60, 60)));
    }

    private <T> List<T> distinct(Supplier<T> values) {
      List<T> all = new ArrayList<>();
      for (int i = random.nextInt(1, 5); i > 0; i--) {
        all.add(values.get());
      }
      return all.stream().distinct().toList();
    }

    @SafeVarargs
    private <T> T any(T... values) {
      return values[random.nextInt(values.length)];
    }
  }
}
