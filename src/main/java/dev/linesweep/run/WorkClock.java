package dev.linesweep.run;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Measures seconds of work. */
interface WorkClock {
  /** What the calling thread takes for the work, in seconds. */
  double time(Runnable work);

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
    public double time(Runnable work) {
      long began = threads.getCurrentThreadCpuTime();
      work.run();
      return (threads.getCurrentThreadCpuTime() - began) / 1e9;
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
    public double time(Runnable work) {
      long began = System.nanoTime();
      work.run();
      return (System.nanoTime() - began) / 1e9;
    }

    @Override
    public double ofProcess() {
      return 0;
    }
  }
}
