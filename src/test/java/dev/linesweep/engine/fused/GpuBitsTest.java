package dev.linesweep.engine.fused;

import static dev.linesweep.engine.fused.GpuCases.LONG;
import static dev.linesweep.engine.fused.GpuCases.SHORT;
import static dev.linesweep.engine.fused.GpuCases.chunks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.TrainingState;
import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.engine.cuda.Kernel;
import dev.linesweep.engine.cuda.PtxGpu;
import dev.linesweep.engine.fused.GpuCases.Shape;
import dev.linesweep.fixture.Bits;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Trainings by the shipped kernels, interpreted, have the bits of the same ones by the CPU. */
class GpuBitsTest {
  private static final List<Optimizer> ALL_RULES = List.of(Optimizer.values());
  private static final Shape LINE = new Shape(57, 1, 20, 0, 4, LONG);

  private final PtxGpu gpu = new PtxGpu(8 << 20, 7, false, Kernel::ptx);

  static Stream<Arguments> mixed() {
    return GpuCases.shapes().stream()
        .flatMap(shape -> Cases.LOSSES.stream().map(loss -> Arguments.of(shape, loss)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("mixed")
  void columnsOfAllRulesTogether(Shape shape, Loss loss) {
    Training training = GpuCases.training(shape, ALL_RULES, loss);
    assertSame(training, shape.limits());
    if (loss == Loss.MSE && (shape.last() > 1 || shape.batch() > 0)) {
      int[] diverged = onCpu(training, TrainingWatch.NONE).divergedEpochs();
      assertThat(diverged).contains(0).contains(shape.batch() == 0 ? 2 : 1);
    }
  }

  static Stream<Arguments> alone() {
    return Cases.LOSSES.stream()
        .flatMap(loss -> ALL_RULES.stream().map(rule -> Arguments.of(rule, loss)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("alone")
  void eachRuleAlone(Optimizer rule, Loss loss) {
    assertSame(GpuCases.training(LINE, List.of(rule), loss), LINE.limits());
    assertSame(GpuCases.training(LINE, List.of(rule), loss), chunks(SHORT));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("alone")
  @Tag("long")
  void eachRuleAloneInEachShape(Optimizer rule, Loss loss) {
    for (Shape shape : GpuCases.shapes()) {
      assertSame(GpuCases.training(shape, List.of(rule), loss), shape.limits());
    }
    Shape large = new Shape(1857, 33, 130, 600, 9, SHORT);
    assertSame(GpuCases.training(large, List.of(rule), loss), large.limits());
  }

  @ParameterizedTest
  @EnumSource(names = {"MAE", "MSE"})
  void labelsOfZero(Loss loss) {
    for (GpuLimits limits : List.of(LONG, chunks(LONG))) {
      assertSame(GpuCases.training(LINE, ALL_RULES, loss, GpuCases.zeroLabels(57, 1)), limits);
    }
  }

  /** A percentage of zero is infinite: all columns diverge at once, on both. */
  @Test
  void percentagesOfZero() {
    Training training = GpuCases.training(LINE, ALL_RULES, Loss.MAPE, GpuCases.zeroLabels(57, 1));
    Snapshots expected = Trainer.train(training, new VectorKernels());
    assertThat(expected.divergedEpochs()).contains(1);
    Bits.assertSame(onGpu(training, TrainingWatch.NONE, LONG), expected, "percentages of zero");
  }

  /**
   * Threads that read or write what others write, with nothing between, are errors here. No column
   * diverges: the epoch at which one does is written by several threads, each of which writes the
   * same.
   */
  @Test
  void kernelsHaveNoRacesAndEachOfThemIsRun() {
    PtxGpu careful = new PtxGpu(8 << 20, 11, true, Kernel::ptx);
    List<Shape> all = new ArrayList<>(GpuCases.shapes());
    all.add(new Shape(386, 11, 20, 0, 1, LONG));
    all.add(new Shape(386, 3, 20, 0, 1, LONG));
    for (Shape shape : all) {
      Training training = GpuCases.tame(shape, Loss.MAPE);
      Snapshots expected = onCpu(training, TrainingWatch.NONE);
      assertThat(expected.divergedEpochs()).containsOnly(0);
      Bits.assertSame(
          train(careful, training, TrainingWatch.NONE, shape.limits()), expected, "" + shape);
    }
    assertThat(careful.launched()).containsExactlyInAnyOrder(Kernel.values());
  }

  static Stream<Arguments> stopped() {
    return Stream.of(
        Arguments.of(new Shape(57, 1, 20, 16, 4, SHORT), Loss.MAE),
        Arguments.of(new Shape(57, 1, 20, 16, 4, chunks(SHORT)), Loss.MAPE),
        Arguments.of(new Shape(400, 33, 20, 90, 2, SHORT), Loss.MSE));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("stopped")
  void trainingsGoOnFromWhereAnotherOneStopped(Shape shape, Loss loss) {
    Training training = GpuCases.training(shape, ALL_RULES, loss);
    Snapshots expected = onCpu(training, TrainingWatch.NONE);
    KeptStates ofGpu = new KeptStates();
    Bits.assertSame(onGpu(training, ofGpu, shape.limits()), expected, shape + " watched");
    KeptStates ofCpu = new KeptStates();
    onCpu(training, ofCpu);
    int epochEnd = training.stepsPerEpoch() - 1;
    for (int i : new int[] {1, epochEnd, epochEnd + 2}) {
      TrainingState gpuState = ofGpu.seen().get(i);
      TrainingState cpuState = ofCpu.seen().get(i);
      String from = shape + " from epoch " + gpuState.epoch() + ", step " + gpuState.steps();
      assertStates(gpuState, cpuState, from);
      Bits.assertSame(onGpu(training, new KeptStates.From(cpuState), LONG), expected, from);
      Bits.assertSame(onCpu(training, new KeptStates.From(gpuState)), expected, from);
    }
    assertThat(ofGpu.seen().get(epochEnd).steps()).isZero();
    assertThat(ofGpu.seen()).hasSameSizeAs(ofCpu.seen());
  }

  private static void assertStates(TrainingState gpu, TrainingState cpu, String what) {
    assertThat(List.of(gpu.epoch(), gpu.steps()))
        .as(what)
        .isEqualTo(List.of(cpu.epoch(), cpu.steps()));
    assertThat(gpu.floats()).as(what).isEqualTo(cpu.floats());
    assertThat(gpu.doubles()).as(what).isEqualTo(cpu.doubles());
    Bits.assertSame(gpu.recorded(), cpu.recorded(), what);
  }

  private void assertSame(Training training, GpuLimits limits) {
    Snapshots expected = onCpu(training, TrainingWatch.NONE);
    Snapshots actual = onGpu(training, TrainingWatch.NONE, limits);
    Bits.assertSame(actual, expected, "on a card");
    assertMeaningful(expected);
  }

  /** Most of what was compared is a number, and no two are the same by chance. */
  private static void assertMeaningful(Snapshots snapshots) {
    float[] weights = Bits.weights(snapshots);
    double[] finite =
        IntStream.range(0, weights.length)
            .mapToDouble(i -> weights[i])
            .filter(Double::isFinite)
            .toArray();
    assertThat(finite).hasSizeGreaterThan(weights.length / 2);
    assertThat(Arrays.stream(finite).distinct().count()).isGreaterThan(finite.length / 3);
    long errors = Arrays.stream(Bits.metrics(snapshots)).filter(Double::isFinite).count();
    assertThat(errors).isGreaterThan(weights.length / 100);
  }

  private static Snapshots onCpu(Training training, TrainingWatch watch) {
    Kernels kernels = new VectorKernels();
    return Trainer.train(training, kernels, watch, new ChunkedSum(training, kernels));
  }

  private Snapshots onGpu(Training training, TrainingWatch watch, GpuLimits limits) {
    return train(gpu, training, watch, limits);
  }

  private static Snapshots train(
      PtxGpu gpu, Training training, TrainingWatch watch, GpuLimits limits) {
    Samples samples = training.samples();
    try (GpuSamples uploaded = GpuSamples.upload(samples, gpu)) {
      return GpuTrainer.train(training, gpu, uploaded, watch, limits);
    } finally {
      assertThat(gpu.usedBytes()).isZero();
    }
  }
}
