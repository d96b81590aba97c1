package dev.linesweep.engine.dl4j;

import dev.linesweep.engine.Interrupted;
import dev.linesweep.engine.TrainingState;
import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.result.Snapshots;
import java.util.Arrays;
import java.util.List;

/** Runs the training of one network: epochs and their steps. */
final class Trainer {
  private final Network network;
  private final Batches batches;
  private final NetworkRecorder recorder;
  private final TrainingWatch watch;
  private int trained;
  private int steps;

  Trainer(Network network, Batches batches, NetworkRecorder recorder, TrainingWatch watch) {
    this.network = network;
    this.batches = batches;
    this.recorder = recorder;
    this.watch = watch;
  }

  /** Trains from the watch's start to the end of an epoch, or until all columns have diverged. */
  Snapshots train(int last) {
    watch.start().ifPresent(this::begin);
    for (int epoch = trained + 1; epoch <= last && !recorder.allDiverged(); epoch++) {
      Interrupted.check();
      trainEpoch(epoch);
      recorder.after(epoch, network);
      trained = epoch;
      steps = 0;
      watch.epochEnded(epoch, this::state);
    }
    return recorder.finish();
  }

  private void trainEpoch(int epoch) {
    network.begin(epoch);
    List<Batches.Batch> all = batches.of(epoch);
    while (steps < all.size()) {
      network.fit(all.get(steps));
      if (watch.seesSteps()) {
        network.read();
        watch.stepped(network::weights);
      }
      steps++;
      if (steps < all.size()) {
        watch.within(epoch, steps, all.size(), this::state);
      }
    }
  }

  private void begin(TrainingState state) {
    recorder.restore(state.recorded());
    network.restore(state.floats(), (int) state.doubles()[0]);
    trained = state.epoch();
    steps = state.steps();
  }

  private TrainingState state() {
    double[] all = new double[network.columns()];
    Arrays.fill(all, network.steps());
    return new TrainingState(trained, steps, recorder.soFar(), network.save(), all);
  }
}
