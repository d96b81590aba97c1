package dev.linesweep.engine.dl4j;

import dev.linesweep.engine.EngineUnavailableException;
import dev.linesweep.spec.Device;
import java.util.OptionalInt;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The device a JVM trains on, and the threads bound to it.
 *
 * @param gpu the address Spark gave to the task, or 0; empty for the CPU
 */
record TrainingDevice(Backend backend, OptionalInt gpu) {
  /**
   * ND4J for CUDA 11.6 has machine code from sm_37 to sm_86 and nothing to compile for later ones.
   * Code for 8.6 also runs on 8.9.
   */
  private static final int OLDEST = 37;

  private static final int NEWEST = 89;

  private static final String REMEDY =
      "A build with -Pcuda, on a machine with CUDA 11.6, serves NVIDIA GPUs of compute capability"
          + " 3.7 to 8.9 (V100, T4, A100, A10, L4), not newer ones. engine: fused trains mae, mse"
          + " and mape on all GPUs of 6.0 or later, with any jar and without CUDA. Or set device:"
          + " cpu.";

  /** ND4J's information about its devices. */
  interface Backend {
    boolean isCpu();

    int gpus();

    /** The compute capability times ten: 75 for 7.5. */
    int capability(int gpu);

    String gpuName(int gpu);

    /** Makes the calling thread use this GPU from here on. */
    void bindThread(int gpu);
  }

  /**
   * Chooses the device.
   *
   * @param address the GPU that Spark gave to the task; empty if it gave none
   * @throws EngineUnavailableException if the device asked for cannot be had
   */
  static TrainingDevice choose(Device device, OptionalInt address, Backend backend) {
    if (backend.isCpu()) {
      require(
          device != Device.GPU,
          "device: gpu, but this jar carries ND4J's CPU backend only. " + REMEDY);
      return new TrainingDevice(backend, OptionalInt.empty());
    }
    require(
        device != Device.CPU,
        "device: cpu, but this jar carries ND4J's CUDA backend only. Build without -Pcuda.");
    int gpu = address.orElse(0);
    require(
        gpu < backend.gpus(),
        "Spark gave GPU %d, but ND4J sees %d. ".formatted(gpu, backend.gpus()) + REMEDY);
    int capability = backend.capability(gpu);
    require(
        capability >= OLDEST && capability <= NEWEST,
        "GPU %d (%s) has compute capability %d.%d. "
                .formatted(gpu, backend.gpuName(gpu), capability / 10, capability % 10)
            + REMEDY);
    return new TrainingDevice(backend, OptionalInt.of(gpu));
  }

  /** Makes the calling thread train on this device. */
  void bindThread() {
    gpu.ifPresent(backend::bindThread);
  }

  /** {@code cpu} or {@code gpu:0 Tesla T4}. */
  String label() {
    return gpu.isPresent()
        ? "gpu:" + gpu.getAsInt() + " " + backend.gpuName(gpu.getAsInt())
        : "cpu";
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new EngineUnavailableException(message);
    }
  }

  /** ND4J's backend in this JVM, once it has started. */
  static final class Nd4jBackendInUse implements Backend {
    @Override
    public boolean isCpu() {
      return Nd4j.getEnvironment().isCPU();
    }

    @Override
    public int gpus() {
      return Nd4j.getAffinityManager().getNumberOfDevices();
    }

    @Override
    public int capability(int gpu) {
      return 10 * nativeOps().getDeviceMajor(gpu) + nativeOps().getDeviceMinor(gpu);
    }

    @Override
    public String gpuName(int gpu) {
      return nativeOps().getDeviceName(gpu);
    }

    @Override
    public void bindThread(int gpu) {
      Nd4j.getAffinityManager().unsafeSetDevice(gpu);
    }

    private static NativeOps nativeOps() {
      return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }
  }
}
