package dev.linesweep.run;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Measures seconds of work. */
interface WorkClock {
  /** Seconds of the calling thread so far; only differences have a meaning. */
  double now();

  /** The seconds that the calling thread takes for the work. */
  default double time(Runnable work) {
    double began = now();
    work.run();
    return now() - began;
  }

  /**
   * Seconds of this process so far, with its compiler and its collector; 0 if they say nothing
   * about the work.
   */
  double ofProcess();

  /**
   * The clock for an engine on a device: processor time, which other work on the machine does not
   * disturb, if the engine trains on the calling thread; wall-clock time if a GPU trains.
   *
   * @param device as {@link dev.linesweep.engine.Engine#device} returns it
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

  /** Wall-clock seconds. */
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
