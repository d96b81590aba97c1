package dev.linesweep.run;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Measures seconds of work. */
interface WorkClock {
  /** Seconds of the calling thread so far; only differences mean something. */
  double now();

  /** What the calling thread takes for the work, in seconds. */
  default double time(Runnable work) {
    double began = now();
    work.run();
    return now() - began;
  }

  /**
   * Seconds of this process so far, its compiler and its collector included; 0 if they say nothing
   * about the work.
   */
  double ofProcess();

  /**
   * The clock for an engine on a device: of the processor, which no other work of the machine
   * disturbs, if the engine trains on the calling thread; of the wall, if a card trains.
   *
   * @param device as {@link dev.linesweep.engine.Engine#device} says
   */
  static WorkClock of(String device) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return device.equals("cpu") && threads.isCurrentThreadCpuTimeSupported()
        ? new OfProcessor(threads)
        : new OfWall();
  }

  /** Processor seconds. */
  record OfProcessor(ThreadMXBean threads) implements WorkClock {
    @Override
    public double now() {
      return threads.getCurrentThreadCpuTime() / 1e9;
    }

    @Override
    public double ofProcess() {
      return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
          ? system.getProcessCpuTime() / 1e9
          : 0;
    }
  }

  /** Seconds on the wall. */
  record OfWall() implements WorkClock {
    @Override
    public double now() {
      return System.nanoTime() / 1e9;
    }

    @Override
    public double ofProcess() {
      return 0;
    }
  }
}
