package dev.linesweep.engine.cuda;

import com.sun.jna.Pointer;
import dev.linesweep.engine.EngineUnavailableException;

/** Explains the results of the driver's functions. */
record DriverResults(CudaDriver driver) {
  static final int SUCCESS = 0;
  static final int OUT_OF_MEMORY = 2;
  static final int NO_DEVICE = 100;

  /** For example {@code cuInit: CUDA_ERROR_UNKNOWN, unknown error}. */
  String message(String call, int result) {
    long[] name = new long[1];
    long[] text = new long[1];
    driver.cuGetErrorName(result, name);
    driver.cuGetErrorString(result, text);
    return name[0] == 0 || text[0] == 0
        ? "%s: error %d".formatted(call, result)
        : "%s: %s, %s".formatted(call, string(name[0]), string(text[0]));
  }

  private static String string(long address) {
    return new Pointer(address).getString(0);
  }

  /** For what is asked before a GPU is used. */
  void require(String call, int result) {
    if (result != SUCCESS) {
      throw new EngineUnavailableException(
          "NVIDIA's driver does not work on this machine. " + message(call, result) + ".");
    }
  }
}
