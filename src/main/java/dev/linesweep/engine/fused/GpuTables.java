package dev.linesweep.engine.fused;

import dev.linesweep.engine.cuda.Gpu;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** The tables on the GPU that a round's steps and epochs need besides the columns. */
final class GpuTables {
  private final Training training;
  private final BiasCorrections corrections;
  private final int most;
  private final boolean ordered;
  private final GpuTable order;
  private final GpuTable factor;
  private final GpuTable record;
  private final GpuTable root;
  private final GpuTable rest;

  /**
   * @param most the most numbers of a table, unless a single epoch needs more
   */
  GpuTables(Training training, BiasCorrections corrections, int most, Gpu gpu, GpuMemory memory) {
    this.training = training;
    this.corrections = corrections;
    this.most = most;
    ordered = training.rowsPerStep() < training.train().rows();
    order = new GpuTable(gpu, memory);
    factor = new GpuTable(gpu, memory);
    record = new GpuTable(gpu, memory);
    root = new GpuTable(gpu, memory);
    rest = new GpuTable(gpu, memory);
  }

  /** The number of steps, from one on, that the tables can hold. */
  int mostSteps(int firstStep) {
    int epochs = Math.max(1, ordered ? most / training.train().rows() : most);
    long ofEpochs = (long) epochs * training.stepsPerEpoch() - firstStep;
    return (int) Math.min(ofEpochs, Math.max(1, most / Math.max(1, corrections.size())));
  }

  /** Fills the tables, and moves the bias corrections on by the round's steps. */
  void fill(GpuRound round) {
    if (ordered) {
      fillOrder(round);
    }
    var factors = factor.clear((long) Float.BYTES * round.epochs());
    var indices = record.clear((long) Integer.BYTES * round.epochs());
    int[] recorded = training.block().epochs();
    for (int epoch = round.epoch(); epoch <= round.lastEpoch(); epoch++) {
      factors.putFloat(training.block().rateFactor().at(epoch));
      indices.putInt(Math.max(-1, Arrays.binarySearch(recorded, epoch)));
    }
    factor.upload();
    record.upload();
    fillCorrections(round);
  }

  private void fillOrder(GpuRound round) {
    int rows = training.train().rows();
    var numbers = order.clear((long) Integer.BYTES * round.epochs() * rows).asIntBuffer();
    for (int epoch = round.epoch(); epoch <= round.lastEpoch(); epoch++) {
      numbers.put(training.orderOf(epoch));
    }
    order.upload();
  }

  private void fillCorrections(GpuRound round) {
    long numbers = (long) round.count() * corrections.size();
    FloatBuffer roots = root.clear(Float.BYTES * numbers).asFloatBuffer();
    DoubleBuffer rests = rest.clear(Double.BYTES * numbers).asDoubleBuffer();
    for (int step = 0; step < round.count(); step++) {
      corrections.advance();
      corrections.put(roots, rests);
    }
    root.upload();
    rest.upload();
  }

  /** Row numbers, {@code [epoch][row]}, from an epoch of the round on; 0 for rows as they are. */
  long order(int epoch) {
    return ordered ? order.address() + (long) Integer.BYTES * epoch * training.train().rows() : 0;
  }

  /** The factors of the learning rates, from an epoch of the round on. */
  long factor(int epoch) {
    return factor.address() + (long) Float.BYTES * epoch;
  }

  /** The index of the snapshot that an epoch of the round leaves, or -1, from an epoch on. */
  long record(int epoch) {
    return record.address() + (long) Integer.BYTES * epoch;
  }

  /** The number of betas of a step in the tables. */
  int betas() {
    return corrections.size();
  }

  /** √(1 - beta2ᵗ), {@code [step][betas]}. */
  long root() {
    return root.address();
  }

  /** 1 - beta1ᵗ, {@code [step][betas]}. */
  long rest() {
    return rest.address();
  }
}
