package dev.linesweep.engine.cuda;

import com.sun.jna.Native;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * A device as the driver describes it.
 *
 * @param handle the driver's number for it
 */
record Device(
    int handle, String name, String uuid, Capability capability, int domain, int bus, int slot) {
  private static final int PCI_BUS_ID = 33;
  private static final int PCI_DEVICE_ID = 34;
  private static final int PCI_DOMAIN_ID = 50;
  private static final int COMPUTE_CAPABILITY_MAJOR = 75;
  private static final int COMPUTE_CAPABILITY_MINOR = 76;

  /** The driver's own order has the fastest first. */
  static final Comparator<Device> PCI_ORDER =
      Comparator.comparingInt(Device::domain)
          .thenComparingInt(Device::bus)
          .thenComparingInt(Device::slot);

  static Device read(CudaDriver driver, int ordinal) {
    DriverResults results = new DriverResults(driver);
    int[] handle = new int[1];
    results.require("cuDeviceGet", driver.cuDeviceGet(handle, ordinal));
    byte[] text = new byte[256];
    results.require("cuDeviceGetName", driver.cuDeviceGetName(text, text.length, handle[0]));
    String name = Native.toString(text);
    return new Device(
        handle[0],
        name,
        uuid(driver, handle[0], name),
        new Capability(
            attribute(driver, COMPUTE_CAPABILITY_MAJOR, handle[0]),
            attribute(driver, COMPUTE_CAPABILITY_MINOR, handle[0])),
        attribute(driver, PCI_DOMAIN_ID, handle[0]),
        attribute(driver, PCI_BUS_ID, handle[0]),
        attribute(driver, PCI_DEVICE_ID, handle[0]));
  }

  private static int attribute(CudaDriver driver, int attribute, int handle) {
    int[] value = new int[1];
    new DriverResults(driver)
        .require("cuDeviceGetAttribute", driver.cuDeviceGetAttribute(value, attribute, handle));
    return value[0];
  }

  /** Instances of a GPU that is partitioned have names such as {@code NVIDIA A100 MIG 1g.5gb}. */
  private static String uuid(CudaDriver driver, int handle, String name) {
    byte[] bytes = new byte[16];
    new DriverResults(driver).require("cuDeviceGetUuid", uuid(driver, bytes, handle));
    String hex = HexFormat.of().formatHex(bytes);
    return "%s-%s-%s-%s-%s-%s"
        .formatted(
            name.contains(" MIG ") ? "MIG" : "GPU",
            hex.substring(0, 8),
            hex.substring(8, 12),
            hex.substring(12, 16),
            hex.substring(16, 20),
            hex.substring(20));
  }

  private static int uuid(CudaDriver driver, byte[] bytes, int handle) {
    try {
      return driver.cuDeviceGetUuid_v2(bytes, handle);
    } catch (UnsatisfiedLinkError driverBeforeCuda114) {
      return driver.cuDeviceGetUuid(bytes, handle);
    }
  }
}
