package dev.linesweep.engine.cuda;

import java.util.Locale;
import java.util.Optional;

/**
 * What a card can do at most, by what its driver says of it.
 *
 * @param processors streaming multiprocessors
 * @param cores 32-bit multiply-adders of each, by NVIDIA's table of compute capabilities
 * @param megahertz the highest clock of the processors
 */
public record CardPeak(int processors, int cores, double megahertz) {
  private static final int CLOCK_RATE = 13;
  private static final int MULTIPROCESSOR_COUNT = 16;

  /** Empty for a card that is not behind this machine's driver, or whose clock is not told. */
  public static Optional<CardPeak> of(Card card) {
    if (!(card instanceof DriverCard)) {
      return Optional.empty();
    }
    CudaDriver driver = DriverLibrary.load();
    int[] count = new int[1];
    driver.cuDeviceGetCount(count);
    for (int ordinal = 0; ordinal < count[0]; ordinal++) {
      Device device = Device.read(driver, ordinal);
      if (device.uuid().equals(card.uuid())) {
        double megahertz = attribute(driver, CLOCK_RATE, device) / 1e3;
        int processors = attribute(driver, MULTIPROCESSOR_COUNT, device);
        return megahertz > 0
            ? Optional.of(new CardPeak(processors, cores(device.capability()), megahertz))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** For example {@code CUDA 12.4}, the newest version that the driver knows. */
  public static String driver() {
    int[] version = new int[1];
    DriverLibrary.load().cuDriverGetVersion(version);
    return "CUDA " + version[0] / 1000 + "." + version[0] % 1000 / 10;
  }

  private static int attribute(CudaDriver driver, int attribute, Device device) {
    int[] value = new int[1];
    int result = driver.cuDeviceGetAttribute(value, attribute, device.handle());
    return result == DriverResults.SUCCESS ? value[0] : 0;
  }

  /** P100, V100, T4 and A100 have 64; all others since Pascal have 128. */
  static int cores(Capability capability) {
    return switch (capability.toString()) {
      case "6.0", "7.0", "7.2", "7.5", "8.0" -> 64;
      default -> 128;
    };
  }

  /** A multiply-add counts as two operations. */
  public double gigaflops() {
    return 2e-3 * processors * cores * megahertz;
  }

  /** How it was found, for people. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%,.0f GFLOP/s of fp32: %d processors (driver) × %d cores (by compute capability) × 2 ×"
            + " %,.0f MHz (driver's highest clock)",
        gigaflops(),
        processors,
        cores,
        megahertz);
  }
}
