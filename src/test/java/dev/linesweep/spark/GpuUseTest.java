package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Shape;
import dev.linesweep.engine.cuda.InterpretedCard;
import dev.linesweep.fixture.Specs;
import dev.linesweep.fixture.TypicalJobs;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.spec.Device;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

/** Which sweeps train on GPUs, and in how many tasks. */
class GpuUseTest {
  private static final SweepSpec FUSED =
      Specs.line(EngineKind.FUSED, TypicalJobs.diverging().parameters());

  /** So many rows that a GPU's start is nothing beside the training. */
  private static final Shape LARGE = new Shape(50, 50_000_000, 0, 10);

  private static final Shape SMALL = new Shape(1, 40, 0, 10);

  private static ExecutorSettings cluster(Device device, String... conf) {
    SparkConf settings = new SparkConf(false).set("spark.executor.cores", "8");
    for (int i = 0; i < conf.length; i += 2) {
      settings.set(conf[i], conf[i + 1]);
    }
    return ExecutorSettings.of(settings, false, 16, device);
  }

  private static ExecutorSettings withGpus(Device device, String each) {
    return cluster(
        device, "spark.executor.resource.gpu.amount", "1", "spark.task.resource.gpu.amount", each);
  }

  private static GpuUse of(SweepSpec spec, Shape shape, ExecutorSettings settings) {
    return GpuUse.of(SweepPlan.of(spec, shape), settings, 16);
  }

  @Test
  void autoTakesGpusThatSparkGivesIfTheWorkIsWorthIt() {
    assertThat(of(FUSED, LARGE, withGpus(Device.AUTO, "1")).expected()).isTrue();
    GpuUse small = of(FUSED, SMALL, withGpus(Device.AUTO, "1"));
    assertThat(small.expected()).isFalse();
    assertThat(small.settings().device()).isEqualTo(Device.CPU);
    assertThat(of(FUSED, LARGE, cluster(Device.AUTO)).expected()).isFalse();
    assertThat(of(FUSED, LARGE, withGpus(Device.CPU, "1")).expected()).isFalse();
    assertThat(of(FUSED, SMALL, cluster(Device.GPU)).expected()).isTrue();
  }

  @Test
  void dl4jChoosesItsDeviceItself() {
    GpuUse use = of(FUSED.withEngine(EngineKind.DL4J), LARGE, withGpus(Device.AUTO, "1"));
    assertThat(use.settings().device()).isEqualTo(Device.AUTO);
    assertThat(use.expected()).isFalse();
  }

  @Test
  void aLocalSweepTakesTheCardOfItsMachineAndSaysWhichOneIsLost() throws Exception {
    ExecutorSettings local = ExecutorSettings.of(new SparkConf(false), true, 2, Device.AUTO);
    InterpretedCard card = new InterpretedCard(1 << 20);
    try (AutoCloseable machine = card.inThisMachine()) {
      assertThat(of(FUSED, LARGE, local).expected()).isTrue();
      card.fail("launch: made to fail");
      GpuUse use = of(FUSED, LARGE, local);
      assertThat(use.expected()).isFalse();
      assertThat(use.unused().orElseThrow())
          .startsWith("gpu:0 Interpreted PTX failed earlier in this JVM (launch: made to fail)");
    }
  }

  @Test
  void rowsWithWeightsTrainOnTheCpuAndANoteSaysSoIfThereIsAGpu() {
    SweepSpec weighted =
        SpecReader.read(
            """
            name: houses
            data: {format: csv, path: h.csv, label: price, features: [x], row_weight: exposure}
            parameters: {optimizer: sgd, learning_rate: 0.1, epochs: 100000}
            engine: fused
            """,
            "file:///work/j.yaml",
            List.of());

    GpuUse there = of(weighted, LARGE, withGpus(Device.AUTO, "1"));
    assertThat(there.expected()).isFalse();
    assertThat(there.settings().device()).isEqualTo(Device.CPU);
    assertThat(there.unused())
        .contains(
            "training is on the CPU, although there is a GPU: rows have weights (data.row_weight)");
    assertThat(of(weighted, LARGE, cluster(Device.AUTO)).unused()).isEmpty();
    assertThat(of(weighted, SMALL, withGpus(Device.AUTO, "1")).unused()).isEmpty();
  }

  /** Spark runs no more tasks at once than have a card. */
  @Test
  void tasksAreTwoForEachThatRunsAtOnceOnACard() {
    List<Block> blocks =
        IntStream.range(0, 100).mapToObj(i -> new Block(new long[] {i, i + 1}, 1)).toList();
    assertThat(of(FUSED, LARGE, cluster(Device.AUTO)).tasks(blocks, 16, false)).hasSize(100);
    assertThat(of(FUSED, LARGE, withGpus(Device.AUTO, "1")).tasks(blocks, 2, false)).hasSize(4);
    assertThat(of(FUSED, LARGE, withGpus(Device.AUTO, "1")).tasks(blocks, 16, true)).hasSize(7);
    assertThat(of(FUSED, LARGE, cluster(Device.AUTO)).tasks(blocks, 16, true)).hasSize(100);
  }
}
