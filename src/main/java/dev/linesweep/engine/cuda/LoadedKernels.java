package dev.linesweep.engine.cuda;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The kernels that the driver has compiled for a GPU in this JVM, each when it is first used. */
final class LoadedKernels {
  private static final int ERROR_LOG_BUFFER = 5;
  private static final int ERROR_LOG_BUFFER_SIZE_BYTES = 6;
  private static final int LONGEST_LOG = 8192;

  private final DriverCard card;
  private final Map<Kernel, Long> functions = new ConcurrentHashMap<>();

  LoadedKernels(DriverCard card) {
    this.card = card;
  }

  /** The driver's handle of the kernel's function, in the GPU's context, which is current. */
  long function(Kernel kernel) {
    return functions.computeIfAbsent(kernel, this::load);
  }

  private long load(Kernel kernel) {
    long[] function = new long[1];
    card.check(
        "cuModuleGetFunction of " + kernel.key(),
        card.driver().cuModuleGetFunction(function, module(kernel), kernel.key()));
    return function[0];
  }

  private long module(Kernel kernel) {
    byte[] image = (kernel.ptx() + '\0').getBytes(StandardCharsets.US_ASCII);
    Memory log = new Memory(LONGEST_LOG);
    log.clear();
    long[] module = new long[1];
    int[] options = {ERROR_LOG_BUFFER, ERROR_LOG_BUFFER_SIZE_BYTES};
    long[] values = {Pointer.nativeValue(log), LONGEST_LOG};
    int result = card.driver().cuModuleLoadDataEx(module, image, options.length, options, values);
    card.check("cuModuleLoadDataEx of " + kernel.key(), result, "; " + log.getString(0).strip());
    return module[0];
  }
}
