package dev.linesweep.engine.cuda;

import com.sun.jna.Native;
import dev.linesweep.engine.EngineUnavailableException;
import java.util.List;

/** Loads NVIDIA's driver into this process, through JNA. */
final class DriverLibrary {
  private static final String NAME = "libcuda.so.1";

  private DriverLibrary() {}

  /**
   * The driver, not yet initialized.
   *
   * @throws EngineUnavailableException with what was looked for and what was found
   */
  static CudaDriver load() {
    requirePlatform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    startJna();
    try {
      return Native.load(NAME, CudaDriver.class);
    } catch (LinkageError e) {
      throw new EngineUnavailableException(
          ("There is no NVIDIA driver on this machine: %s cannot be loaded (%s). If it is in an"
                  + " unusual folder, add that folder to LD_LIBRARY_PATH.")
              .formatted(NAME, reason(e)),
          e);
    }
  }

  static void requirePlatform(String system, String architecture) {
    if (!system.equals("Linux") || !List.of("amd64", "aarch64").contains(architecture)) {
      throw new EngineUnavailableException(
          "GPUs are supported on Linux for x86-64 and ARM64; this is %s for %s."
              .formatted(system, architecture));
    }
  }

  /** JNA unpacks a library of its own from the jar, into a folder that may forbid it. */
  private static void startJna() {
    try {
      Native.toString(new byte[1]);
    } catch (LinkageError e) {
      throw new EngineUnavailableException(
          ("JNA, which calls NVIDIA's driver, cannot load its own library (%s). Name a folder that"
                  + " is writable and not mounted noexec, with LINESWEEP_JAVA_OPTS=%2$s before the"
                  + " command; for executors, with --conf spark.executor.extraJavaOptions=%2$s")
              .formatted(reason(e), "-Djna.tmpdir=/var/tmp"),
          e);
    }
  }

  /** JNA's first line says only that it failed; the system's reason follows. */
  private static String reason(LinkageError error) {
    List<String> lines = String.valueOf(error.getMessage()).lines().toList();
    return lines.get(Math.min(1, lines.size() - 1));
  }
}
