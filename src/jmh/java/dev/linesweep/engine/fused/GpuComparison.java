package dev.linesweep.engine.fused;

import dev.linesweep.engine.TrainingState;
import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.engine.cuda.Gpu;
import dev.linesweep.engine.fused.GpuCases.Shape;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Compares trainings on a card with the same ones on the CPU, number by number, to the bit. */
final class GpuComparison {
  private static final List<Optimizer> ALL_RULES = List.of(Optimizer.values());
  private static final int MOST_TOLD = 20;

  private final Gpu gpu;
  private final Consumer<String> told;
  private int cases;
  private long numbers;
  private long different;

  GpuComparison(Gpu gpu, Consumer<String> told) {
    this.gpu = gpu;
    this.told = told;
  }

  /**
   * A training, and whether it is also stopped at some states and continued on the other device.
   */
  record Case(String name, Supplier<Training> training, GpuLimits limits, boolean resumed) {
    private static Case of(Shape shape, List<Optimizer> rules, Loss loss) {
      String name = shape + ", " + loss.key() + ", " + names(rules);
      return new Case(name, () -> GpuCases.training(shape, rules, loss), shape.limits(), false);
    }

    private static String names(List<Optimizer> rules) {
      return rules.size() == 1 ? rules.get(0).key() : "all rules";
    }

    private Case continued() {
      return new Case(name + ", continued", training, limits, true);
    }

    private Case launched(GpuLimits otherwise) {
      return new Case(name + ", other launches", training, otherwise, resumed);
    }
  }

  /** Every kernel once, for tools that make it slow. */
  static List<Case> few() {
    List<Case> few = new ArrayList<>();
    for (Shape shape : GpuCases.shapes()) {
      few.add(Case.of(shape, ALL_RULES, Loss.MAPE));
    }
    few.add(Case.of(new Shape(386, 11, 20, 0, 1, GpuCases.LONG), ALL_RULES, Loss.MAE));
    few.add(Case.of(new Shape(386, 3, 20, 0, 1, GpuCases.LONG), ALL_RULES, Loss.MSE));
    return few;
  }

  /** A whole training, one in chunks and one in tiles, for an interpreter. */
  static List<Case> tiny() {
    return List.of(
        Case.of(new Shape(57, 1, 12, 16, 2, GpuCases.SHORT), ALL_RULES, Loss.MAE).continued(),
        Case.of(new Shape(386, 6, 9, 0, 1, GpuCases.chunks(GpuCases.SHORT)), ALL_RULES, Loss.MAPE),
        Case.of(new Shape(386, 33, 9, 0, 1, GpuCases.SHORT), ALL_RULES, Loss.MSE));
  }

  /** All rules together and alone, losses, shapes, labels of zero, continued trainings. */
  static List<Case> all() {
    List<Case> all = new ArrayList<>(few());
    Shape line = new Shape(57, 1, 20, 16, 4, GpuCases.SHORT);
    Shape wide = new Shape(400, 33, 20, 90, 3, GpuCases.SHORT);
    for (Loss loss : Cases.LOSSES) {
      GpuCases.shapes().forEach(shape -> all.add(Case.of(shape, ALL_RULES, loss)));
      all.add(Case.of(line, ALL_RULES, loss).continued());
      all.add(Case.of(wide, ALL_RULES, loss).continued());
      all.add(zeroLabels(loss, GpuCases.LONG));
      all.add(zeroLabels(loss, GpuCases.chunks(GpuCases.LONG)));
    }
    for (Loss loss : Cases.LOSSES) {
      for (Optimizer rule : ALL_RULES) {
        List<Optimizer> alone = List.of(rule);
        GpuCases.shapes().forEach(shape -> all.add(Case.of(shape, alone, loss)));
        all.add(Case.of(line, alone, loss).launched(GpuCases.chunks(GpuCases.SHORT)));
        all.add(Case.of(new Shape(1857, 33, 130, 600, 9, GpuCases.SHORT), alone, loss));
      }
    }
    return all;
  }

  private static Case zeroLabels(Loss loss, GpuLimits limits) {
    Shape shape = new Shape(57, 1, 20, 0, 4, limits);
    return new Case(
        "labels of zero, " + loss.key(),
        () -> GpuCases.training(shape, ALL_RULES, loss, GpuCases.zeroLabels(57, 1)),
        limits,
        false);
  }

  /** 20,000 × 64 × 256, and twice 100,000 columns. */
  static List<Case> large() {
    GpuLimits usual = GpuLimits.USUAL;
    return List.of(
        Case.of(new Shape(28_572, 64, 256, 0, 3, usual), ALL_RULES, Loss.MAE),
        Case.of(new Shape(57, 1, 100_000, 0, 100, usual), ALL_RULES, Loss.MAE),
        Case.of(new Shape(2_858, 16, 100_000, 0, 2, usual), ALL_RULES, Loss.MSE));
  }

  /** Compares the cases while there is time, and says how many. */
  void compare(String what, List<Case> all, Deadline deadline) {
    int before = cases;
    for (Case one : all) {
      if (deadline.passed()) {
        told.accept("cut: %d of %d cases".formatted(all.size() - (cases - before), all.size()));
        break;
      }
      compare(one);
      cases++;
    }
    told.accept(
        String.format(
            Locale.ROOT,
            "%s: %,d cases; so far %,d numbers compared with the CPU's, %,d of them different",
            what,
            cases - before,
            numbers,
            different));
  }

  private void compare(Case one) {
    Training training = one.training.get();
    try (GpuSamples samples = GpuSamples.upload(training.samples(), gpu)) {
      if (one.resumed) {
        compareContinued(one, training, samples);
      } else {
        compare(
            one.name,
            onGpu(training, samples, TrainingWatch.NONE, one.limits),
            onCpu(training, TrainingWatch.NONE));
      }
    }
  }

  private void compareContinued(Case one, Training training, GpuSamples samples) {
    KeptStates gpuStates = new KeptStates();
    KeptStates cpuStates = new KeptStates();
    Snapshots expected = onCpu(training, cpuStates);
    compare(one.name, onGpu(training, samples, gpuStates, one.limits), expected);
    int states = Math.min(gpuStates.seen().size(), cpuStates.seen().size());
    note(one.name + ": number of states", gpuStates.seen().size(), cpuStates.seen().size());
    for (int i = 1; i < states; i += 2) {
      TrainingState gpuState = gpuStates.seen().get(i);
      TrainingState cpuState = cpuStates.seen().get(i);
      String at = "%s, state %d".formatted(one.name, i);
      floats(at, gpuState.floats().length, f -> gpuState.floats()[f], f -> cpuState.floats()[f]);
      doubles(
          at, gpuState.doubles().length, d -> gpuState.doubles()[d], d -> cpuState.doubles()[d]);
      compare(at + " to GPU", onGpu(training, samples, from(cpuState), GpuCases.LONG), expected);
      compare(at + " to CPU", onCpu(training, from(gpuState)), expected);
    }
  }

  private static TrainingWatch from(TrainingState state) {
    return new KeptStates.From(state);
  }

  private Snapshots onGpu(
      Training training, GpuSamples samples, TrainingWatch watch, GpuLimits limits) {
    return GpuTrainer.train(training, gpu, samples, watch, limits);
  }

  private static Snapshots onCpu(Training training, TrainingWatch watch) {
    Kernels kernels = Compute.kernels(training.cells());
    return Trainer.train(training, kernels, watch, new ChunkedSum(training, kernels));
  }

  /** Compares all that two trainings left. */
  void compare(String what, Snapshots gpu, Snapshots cpu) {
    int weights = cpu.allWeights().remaining();
    int metrics = cpu.allMetrics().remaining();
    note(what + ": number of weights", gpu.allWeights().remaining(), weights);
    var gpuWeights = gpu.allWeights();
    var cpuWeights = cpu.allWeights();
    floats(what + ": weight", weights, gpuWeights::get, cpuWeights::get);
    var gpuMetrics = gpu.allMetrics();
    var cpuMetrics = cpu.allMetrics();
    doubles(what + ": error", metrics, gpuMetrics::get, cpuMetrics::get);
    for (int column = 0; column < cpu.columns(); column++) {
      note(
          what + ": diverged epoch of column " + column,
          gpu.divergedEpoch(column),
          cpu.divergedEpoch(column));
    }
  }

  private void floats(String what, int count, IntFunction<Float> gpu, IntFunction<Float> cpu) {
    for (int i = 0; i < count; i++) {
      numbers++;
      if (Float.floatToIntBits(gpu.apply(i)) != Float.floatToIntBits(cpu.apply(i))) {
        differ(what + " " + i, gpu.apply(i), cpu.apply(i));
      }
    }
  }

  private void doubles(String what, int count, IntFunction<Double> gpu, IntFunction<Double> cpu) {
    for (int i = 0; i < count; i++) {
      numbers++;
      if (Double.doubleToLongBits(gpu.apply(i)) != Double.doubleToLongBits(cpu.apply(i))) {
        differ(what + " " + i, gpu.apply(i), cpu.apply(i));
      }
    }
  }

  private void note(String what, int gpu, int cpu) {
    numbers++;
    if (gpu != cpu) {
      differ(what, gpu, cpu);
    }
  }

  private void differ(String what, Object gpu, Object cpu) {
    different++;
    if (different <= MOST_TOLD) {
      told.accept("DIFFERENT: %s: %s on the card, %s on the CPU".formatted(what, gpu, cpu));
    }
  }

  int cases() {
    return cases;
  }

  long numbers() {
    return numbers;
  }

  long different() {
    return different;
  }
}
