package dev.linesweep.engine.dl4j;

import dev.linesweep.spec.Device;
import java.util.OptionalInt;

/** ND4J as it would be on a machine with some T4 cards; it records what the thread is bound to. */
public final class FakeGpus implements TrainingDevice.Backend {
  private final int gpus;
  private int bound = -1;

  private FakeGpus(int gpus) {
    this.gpus = gpus;
  }

  /** The card that a task with this address would train on, among this many. */
  public static int trainedOn(int gpus, OptionalInt address) {
    FakeGpus machine = new FakeGpus(gpus);
    TrainingDevice.choose(Device.GPU, address, machine).bindThread();
    return machine.bound;
  }

  @Override
  public boolean isCpu() {
    return false;
  }

  @Override
  public int gpus() {
    return gpus;
  }

  @Override
  public int capability(int gpu) {
    return 75;
  }

  @Override
  public String gpuName(int gpu) {
    return "Tesla T4";
  }

  @Override
  public void bindThread(int gpu) {
    bound = gpu;
  }
}
