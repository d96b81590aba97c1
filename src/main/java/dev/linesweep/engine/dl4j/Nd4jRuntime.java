package dev.linesweep.engine.dl4j;

import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.factory.Nd4j;

/** Sets ND4J up in this JVM, once, before its first use. */
public final class Nd4jRuntime {
  private static boolean started;

  private Nd4jRuntime() {}

  /** Starts ND4J with one thread. */
  public static synchronized void start() {
    if (!started) {
      System.setProperty("org.nd4j.log.initialization", "false");
      Nd4j.create(1).close();
      Nd4j.getEnvironment().setMaxThreads(1);
      openblas.blas_set_num_threads(1);
      Nd4j.getMemoryManager().togglePeriodicGc(false);
      started = true;
    }
  }
}
