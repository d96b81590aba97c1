package dev.linesweep.engine.cuda;

import dev.linesweep.text.Quantities;
import java.util.Optional;

/** A GPU behind NVIDIA's driver, with the one context that this JVM has on it. */
final class DriverCard implements Card {
  private final CudaDriver driver;
  private final Device device;
  private final int number;
  private final LoadedKernels kernels;
  private long context;
  private volatile Optional<String> firstError = Optional.empty();

  DriverCard(CudaDriver driver, Device device, int number) {
    this.driver = driver;
    this.device = device;
    this.number = number;
    this.kernels = new LoadedKernels(this);
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public String name() {
    return device.name();
  }

  @Override
  public String uuid() {
    return device.uuid();
  }

  @Override
  public Capability capability() {
    return device.capability();
  }

  @Override
  public Optional<String> firstError() {
    return firstError;
  }

  @Override
  public Gpu open() {
    firstError.ifPresent(
        error -> {
          throw new GpuException("A GPU is not used again after an error. " + error);
        });
    return DriverGpu.open(this);
  }

  CudaDriver driver() {
    return driver;
  }

  LoadedKernels kernels() {
    return kernels;
  }

  /** Makes the calling thread's next calls go to this GPU. */
  void enter() {
    check("cuCtxSetCurrent", driver.cuCtxSetCurrent(context()));
  }

  /** Makes a call that must not fail. */
  void enterIfPossible() {
    driver.cuCtxSetCurrent(context);
  }

  /** The context, which is never released: creating it again would take half a second. */
  private synchronized long context() {
    if (context == 0) {
      long[] retained = new long[1];
      check("cuDevicePrimaryCtxRetain", driver.cuDevicePrimaryCtxRetain(retained, device.handle()));
      context = retained[0];
    }
    return context;
  }

  /**
   * Does nothing if the call succeeded. A context is lost after some errors and not after others,
   * and the driver does not say which; the GPU is not trusted after any.
   *
   * @throws GpuMemoryException if it failed for lack of memory
   * @throws GpuException if it failed
   */
  void check(String call, int result) {
    check(call, result, "");
  }

  void check(String call, int result, String details) {
    if (result == DriverResults.SUCCESS) {
      return;
    }
    String message =
        "%s: %s%s".formatted(label(), new DriverResults(driver).message(call, result), details);
    if (result == DriverResults.OUT_OF_MEMORY) {
      throw new GpuMemoryException(message + freeMemory());
    }
    remember(message);
    throw new GpuException(message);
  }

  private synchronized void remember(String error) {
    if (firstError.isEmpty()) {
      firstError = Optional.of(error);
    }
  }

  private String freeMemory() {
    long[] free = new long[1];
    long[] total = new long[1];
    return context != 0 && driver.cuMemGetInfo_v2(free, total) == DriverResults.SUCCESS
        ? "; %s of %s are free".formatted(Quantities.bytes(free[0]), Quantities.bytes(total[0]))
        : "";
  }
}
