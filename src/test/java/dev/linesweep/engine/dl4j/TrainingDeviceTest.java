package dev.linesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.engine.EngineUnavailableException;
import dev.linesweep.spec.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TrainingDeviceTest {

  /** A machine with so many cards of one kind; it records which ones threads are bound to. */
  private record Machine(int gpus, int capability, List<Integer> bound)
      implements TrainingDevice.Backend {
    Machine(int gpus, int capability) {
      this(gpus, capability, new ArrayList<>());
    }

    @Override
    public boolean isCpu() {
      return gpus == 0;
    }

    @Override
    public int capability(int gpu) {
      return capability;
    }

    @Override
    public String gpuName(int gpu) {
      return "Tesla T4";
    }

    @Override
    public void bindThread(int gpu) {
      bound.add(gpu);
    }
  }

  @Test
  void theThreadTrainsOnTheGpuThatSparkGave() {
    Machine machine = new Machine(4, 75);
    TrainingDevice device = TrainingDevice.choose(Device.AUTO, OptionalInt.of(2), machine);
    device.bindThread();
    assertThat(machine.bound()).containsExactly(2);
    assertThat(device.label()).isEqualTo("gpu:2 Tesla T4");
  }

  @Test
  void autoTakesTheCpuWhereThereIsNoCudaBackend() {
    TrainingDevice device =
        TrainingDevice.choose(Device.AUTO, OptionalInt.empty(), new Machine(0, 0));
    device.bindThread();
    assertThat(device.label()).isEqualTo("cpu");
  }

  @Test
  void gpuWithoutCudaBackendNamesTheBuildProfileAndTheCards() {
    assertThatThrownBy(
            () -> TrainingDevice.choose(Device.GPU, OptionalInt.empty(), new Machine(0, 0)))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("-Pcuda")
        .hasMessageContaining("V100, T4, A100, A10, L4");
  }

  @Test
  void aCardNewerThanTheMachineCodeIsRefusedByName() {
    assertThatThrownBy(
            () -> TrainingDevice.choose(Device.AUTO, OptionalInt.empty(), new Machine(1, 90)))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("GPU 0 (Tesla T4) has compute capability 9.0");
  }

  @Test
  void anAddressThatIsNotThereIsRefused() {
    assertThatThrownBy(
            () -> TrainingDevice.choose(Device.GPU, OptionalInt.of(1), new Machine(1, 80)))
        .hasMessageContaining("Spark gave GPU 1, but ND4J sees 1");
  }

  @Test
  void theDefaultBuildTrainsOnTheCpu() {
    assertThat(Dl4jEngine.create().device()).isEqualTo("cpu");
    assertThat(Dl4jEngine.create().name()).isEqualTo("dl4j");
  }
}
