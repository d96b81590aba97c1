package dev.linesweep.engine.fused;

import dev.linesweep.bench.Series;
import dev.linesweep.bench.Workload;
import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.cuda.Card;
import dev.linesweep.engine.cuda.CardPeak;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.ParameterSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** How long a card takes, kernels and copies apart, and the CPU beside it. */
final class GpuSpeed {
  private static final int REPETITIONS = 3;
  private static final int CPU_BLOCK = 4096;

  private final TimedCard card;
  private final Optional<CardPeak> peak;
  private final boolean tiny;
  private final Lines lines;
  private final Deadline deadline;
  private final FusedEngine engine;

  GpuSpeed(Card card, boolean tiny, Lines lines, Deadline deadline) {
    this.card = new TimedCard(card);
    this.tiny = tiny;
    this.lines = lines;
    this.deadline = deadline;
    peak = CardPeak.of(card);
    engine = FusedEngine.on(this.card, new GpuSharing(1, 1), GpuSpeed::fail);
  }

  /** Nothing that the CPU did instead is taken for the card's. */
  private static void fail(String note) {
    throw new IllegalStateException(note);
  }

  /**
   * A training at a size.
   *
   * @param batch rows a step, 0 for all
   * @param target GFLOP/s of the kernels
   */
  private record Size(int rows, int features, int columns, int batch, int epochs, String target) {
    Training training() {
      int rowsPerStep = batch == 0 ? ParameterSpec.FULL_BATCH : batch;
      return Workloads.training(rows, features, columns, Optimizer.ADAM, rowsPerStep, epochs);
    }

    String name() {
      return String.format(Locale.ROOT, "%,d × %d × %,d", rows, features, columns)
          + (batch == 0 ? "" : ", batches of " + batch);
    }

    /** Of the products forward and back, as in the figures of the CPU's kernels. */
    double gigaflop() {
      return 4e-9 * rows * features * columns * epochs;
    }
  }

  private List<Size> sizes() {
    return tiny
        ? List.of(
            new Size(300, 5, 4, 0, 1, ""),
            new Size(300, 34, 4, 0, 1, ""),
            new Size(60, 3, 4, 32, 1, ""))
        : List.of(
            new Size(20_000, 64, 256, 0, 100, ""),
            new Size(20_000, 64, 4096, 0, 20, ""),
            new Size(20_000, 30, 256, 0, 100, ""),
            new Size(20_000, 30, 50_000, 0, 4, ""),
            new Size(20_000, 16, 50_000, 0, 4, ""),
            new Size(25_000, 10, 300, 0, 100, ""),
            new Size(1_000_000, 100, 1000, 0, 5, ">= 20000"),
            new Size(25_000, 10, 10_000, 32, 4, ""));
  }

  /** All figures, while there is time. */
  void measure(Path million) {
    job(million);
    grid(million);
    for (Size size : sizes()) {
      size(size);
    }
    cpu(sizes().get(0));
  }

  /** The whole training of jobs/million.yaml. */
  private void job(Path million) {
    Workload job = tiny ? Workload.read(million, small()) : Workload.read(million);
    List<BlockTraining> merged = merged(job);
    String what = String.format(Locale.ROOT, "million.yaml, %,d columns", columns(merged));
    measure(what, "", job.samples(), merged);
    onCpu(what + ", one core of the CPU", job.samples(), job.blocks());
  }

  private static String[] small() {
    return new String[] {"learning_rate.count=2", "epochs.values=[1,2]", "seed={values: [1]}"};
  }

  /** A million trajectories of the line, and a tenth of them on the CPU. */
  private void grid(Path million) {
    Workload job =
        tiny
            ? Workload.read(million, small())
            : Workload.read(million, "learning_rate.count=1250", "epochs.values=[1,10,100,400]");
    List<BlockTraining> merged = merged(job);
    String what =
        String.format(
            Locale.ROOT,
            "%,d columns of the line × %d epochs",
            columns(merged),
            job.plan().maxEpochs());
    measure(what, tiny ? "" : "<= 0.1", job.samples(), merged);
    BlockTraining first = merged.get(0);
    int tenth = first.columns().size() / 10;
    List<BlockTraining> blocks = new ArrayList<>();
    for (int from = 0; from < tenth; from += CPU_BLOCK) {
      blocks.add(first.columns(from, Math.min(tenth, from + CPU_BLOCK)));
    }
    onCpu("a tenth of them, one core of the CPU", job.samples(), blocks);
  }

  private static int columns(List<BlockTraining> blocks) {
    return blocks.stream().mapToInt(block -> block.columns().size()).sum();
  }

  /** As many columns at once as tasks give the engine. */
  private List<BlockTraining> merged(Workload job) {
    List<Trajectory> all = job.trajectories();
    BlockTraining whole =
        new BlockTraining(job.plan().spec().training(), all, job.plan().recordedEpochs());
    int most = Math.max(1, engine.columnsAtOnce(() -> whole.columns(0, 1), job.samples()));
    List<BlockTraining> blocks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += most) {
      blocks.add(whole.columns(from, (int) Math.min(all.size(), (long) from + most)));
    }
    return blocks;
  }

  private void size(Size size) {
    if (deadline.passed()) {
      System.out.println("cut: " + size.name());
      return;
    }
    Training work = size.training();
    Measured measured =
        measure(size.name() + ", mae, adam", "", work.samples(), List.of(work.block()));
    if (measured.isEmpty()) {
      return;
    }
    double[] rates = measured.rates(size.gigaflop(), TimedCard.Times::kernels);
    double[] training = measured.rates(size.gigaflop(), TimedCard.Times::training);
    lines.add(size.name() + ": kernels that train", "", "GFLOP/s", training);
    lines.add(size.name() + ": kernels", size.target(), "GFLOP/s", rates);
    peak.ifPresent(
        most -> {
          double[] shares = rates.clone();
          for (int i = 0; i < shares.length; i++) {
            shares[i] /= most.gigaflops();
          }
          String target = size.target().isEmpty() ? "" : ">= 0.5";
          lines.add(size.name() + ": kernels of the card's peak", target, "times", shares);
        });
  }

  private void cpu(Size size) {
    if (deadline.passed()) {
      System.out.println("cut: the CPU at " + size.name());
      return;
    }
    Training training = new Size(size.rows, size.features, size.columns, 0, 2, "").training();
    double gigaflop = size.gigaflop() * 2 / size.epochs;
    FusedEngine here = new FusedEngine();
    here.train(training.block(), training.samples());
    lines.add(
        Series.of(
            size.name() + ": one core of the CPU",
            "",
            "GFLOP/s",
            REPETITIONS,
            () -> gigaflop / seconds(() -> here.train(training.block(), training.samples()))));
  }

  /** Seconds by repetition. */
  private record Measured(List<TimedCard.Times> times, List<Double> wall) {
    boolean isEmpty() {
      return wall.isEmpty();
    }

    double[] rates(double gigaflop, ToDoubleFunction<TimedCard.Times> seconds) {
      return times.stream().mapToDouble(time -> gigaflop / seconds.applyAsDouble(time)).toArray();
    }

    void write(String what, String target, Lines lines) {
      lines.add(
          what + ": kernels and copies",
          target,
          "s",
          times.stream().mapToDouble(time -> time.kernels() + time.copies()).toArray());
      lines.add(
          what + ": kernels", "", "s", times.stream().mapToDouble(t -> t.kernels()).toArray());
      lines.add(
          what + ": kernels that sum up errors",
          "",
          "s",
          times.stream().mapToDouble(t -> t.errors()).toArray());
      lines.add(what + ": copies", "", "s", times.stream().mapToDouble(t -> t.copies()).toArray());
      lines.add(
          what + ": in all", "", "s", wall.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }

  /** The first time is not counted: the driver compiles the kernels and samples are copied. */
  private Measured measure(
      String what, String target, Samples samples, List<BlockTraining> blocks) {
    Measured measured = new Measured(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i <= REPETITIONS; i++) {
      if (deadline.passed()) {
        System.out.printf(
            "cut: %d of %d repetitions of %s%n",
            REPETITIONS - Math.max(0, i - 1), REPETITIONS, what);
        break;
      }
      card.take();
      double seconds = seconds(() -> blocks.forEach(block -> engine.train(block, samples)));
      TimedCard.Times times = card.take();
      if (i == 0) {
        System.out.printf(
            "%s: the first time took %.3f s, %d launches%n", what, seconds, times.launches());
      } else {
        measured.times.add(times);
        measured.wall.add(seconds);
      }
    }
    if (!measured.isEmpty()) {
      measured.write(what, target, lines);
    }
    return measured;
  }

  private void onCpu(String what, Samples samples, List<BlockTraining> blocks) {
    if (deadline.passed()) {
      System.out.println("cut: " + what);
      return;
    }
    FusedEngine here = new FusedEngine();
    Consumer<BlockTraining> train = block -> here.train(block, samples);
    blocks.forEach(train);
    lines.add(Series.of(what, "", "s", REPETITIONS, () -> seconds(() -> blocks.forEach(train))));
  }

  private static double seconds(Runnable work) {
    long began = System.nanoTime();
    work.run();
    return (System.nanoTime() - began) / 1e9;
  }
}
