package dev.linesweep.run;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Seconds of work: of the processor, which no other work of the machine disturbs, where an engine
 * trains on the calling thread; of the wall, where a card trains.
 */
final class WorkClock {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final boolean processor;

  private WorkClock(boolean processor) {
    this.processor = processor;
  }

  /**
   * The clock for an engine on a device.
   *
   * @param device as {@link dev.linesweep.engine.Engine#device} says
   */
  static WorkClock of(String device) {
    return new WorkClock(device.equals("cpu") && THREADS.isCurrentThreadCpuTimeSupported());
  }

  /** What the calling thread takes for the work, in seconds. */
  double time(Runnable work) {
    long began = now();
    work.run();
    return (now() - began) / 1e9;
  }

  private long now() {
    return processor ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
  }

  /**
   * Processor seconds of this process so far, its compiler and its collector included; 0 where they
   * say nothing about the work.
   */
  double ofProcess() {
    return processor
            && ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime() / 1e9
        : 0;
  }
}
