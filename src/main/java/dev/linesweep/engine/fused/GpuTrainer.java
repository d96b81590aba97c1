package dev.linesweep.engine.fused;

import dev.linesweep.engine.Interrupted;
import dev.linesweep.engine.TrainingState;
import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.engine.cuda.Gpu;
import dev.linesweep.result.SnapshotRecorder;
import dev.linesweep.result.Snapshots;

/**
 * Runs a training on a GPU, with the bits of {@link Trainer}: rounds of steps, each as long as may
 * pass before somebody looks whether it is to stop. Columns that diverge stay, and are ignored.
 */
final class GpuTrainer {
  private final Training training;
  private final Gpu gpu;
  private final TrainingWatch watch;
  private final TrainingColumns columns;
  private final SnapshotRecorder recorder;
  private final LaunchPacer pacer;
  private int trained;
  private int steps;
  private int recorded;

  private GpuTrainer(Training training, Gpu gpu, TrainingWatch watch, GpuLimits limits) {
    this.training = training;
    this.gpu = gpu;
    this.watch = watch;
    columns = new TrainingColumns(training, training.block().columns().size(), 1);
    recorder = training.recorder();
    pacer = new LaunchPacer(limits, System::nanoTime);
  }

  /**
   * Trains all columns of a training.
   *
   * @param samples those of the training, on this GPU
   * @throws dev.linesweep.engine.cuda.GpuMemoryException if the GPU has too little memory left
   * @throws dev.linesweep.engine.cuda.GpuException if the GPU cannot be used any more
   */
  static Snapshots train(
      Training training, Gpu gpu, GpuSamples samples, TrainingWatch watch, GpuLimits limits) {
    return new GpuTrainer(training, gpu, watch, limits).run(samples, limits);
  }

  private Snapshots run(GpuSamples samples, GpuLimits limits) {
    watch.start().ifPresent(this::begin);
    int last = training.block().lastEpoch();
    if (trained < last && !columns.tiles().isEmpty()) {
      try (GpuMemory memory = new GpuMemory(gpu)) {
        new OnCard(samples, limits, memory).trainTo(last);
      }
    }
    return recorder.finish();
  }

  private void begin(TrainingState state) {
    recorder.restore(state.recorded());
    columns.restore(state);
    trained = state.epoch();
    steps = state.steps();
    recorded = recordedUpTo(trained);
  }

  /** How many snapshots an epoch and those before it leave. */
  private int recordedUpTo(int epoch) {
    int count = 0;
    for (int each : training.block().epochs()) {
      count += each <= epoch ? 1 : 0;
    }
    return count;
  }

  /** The training once its columns are on the GPU. */
  private final class OnCard {
    private final GpuColumns onCard;
    private final GpuErrors errors;
    private final GpuTables tables;
    private final GpuLaunches launches;

    OnCard(GpuSamples samples, GpuLimits usual, GpuMemory memory) {
      GpuLimits limits = usual.within(gpu.freeBytes());
      int snapshots = training.block().epochs().length;
      onCard = new GpuColumns(columns.tiles().get(0), columns.diverged(), snapshots, memory);
      errors = new GpuErrors(training, onCard, samples, gpu, limits, memory);
      tables = new GpuTables(training, columns.corrections(), limits.tableNumbers(), gpu, memory);
      launches = new GpuLaunches(training, gpu, onCard, samples, tables, limits, memory);
    }

    void trainTo(int last) {
      double cellsPerStep =
          (double) training.rowsPerStep() * (training.features() + 1) * onCard.count();
      while (trained < last) {
        Interrupted.check();
        int count = Math.min(pacer.steps(cellsPerStep), tables.mostSteps(steps));
        GpuRound round = next(last, count);
        pacer.time(cellsPerStep * round.count(), () -> train(round));
        tell(round);
      }
      record(Interrupted::check);
    }

    private GpuRound next(int last, int most) {
      int of = training.stepsPerEpoch();
      long left = (long) (last - trained) * of - steps;
      return new GpuRound(trained + 1, steps, (int) Math.min(most, left), of);
    }

    private void train(GpuRound round) {
      tables.fill(round);
      launches.launch(round);
      gpu.await();
    }

    private void tell(GpuRound round) {
      if (round.endsEpoch()) {
        trained = round.lastEpoch();
        steps = 0;
        watch.epochEnded(trained, this::state);
      } else {
        trained = round.lastEpoch() - 1;
        steps = round.stepsOfLast();
        watch.within(round.lastEpoch(), steps, training.stepsPerEpoch(), this::state);
      }
    }

    /** Takes over what the GPU has recorded since the last time. */
    private void record(Runnable between) {
      int to = recordedUpTo(trained);
      errors.record(recorded, to, onCard.diverged(), recorder, between);
      recorded = to;
    }

    /** Also of a thread that is interrupted: its state is worth keeping. */
    private TrainingState state() {
      record(() -> {});
      onCard.download();
      columns.retire(onCard.diverged());
      TrainingColumns.Saved saved = columns.save();
      return new TrainingState(trained, steps, recorder.soFar(), saved.floats(), saved.doubles());
    }
  }
}
