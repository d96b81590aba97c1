package dev.linesweep.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import dev.linesweep.engine.cuda.FakeDriver.FakeCard;
import dev.linesweep.engine.cuda.FakeDriver.Launch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriverGpuTest {
  private final FakeDriver driver =
      new FakeDriver(
          FakeCard.of("NVIDIA H100", "aaaa1111-0000-0000-0000-000000000001", 0, 2, 0),
          FakeCard.of("NVIDIA T4", "bbbb2222-0000-0000-0000-000000000002", 0, 1, 0));
  private final Cuda cuda = Cuda.of(driver, Map.of());

  /** The driver's second device. */
  private final Card card = cuda.card("0");

  private static final int T4 = 1;

  private static ByteBuffer job(long first) {
    return ByteBuffer.allocate(64).order(ByteOrder.nativeOrder()).putLong(0, first);
  }

  private static ByteBuffer random(int bytes) {
    byte[] content = new byte[bytes];
    new Random(7).nextBytes(content);
    return ByteBuffer.wrap(content);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        PinnedCopies.PIECE - 1,
        PinnedCopies.PIECE,
        PinnedCopies.PIECE + 1,
        2 * PinnedCopies.PIECE,
        3 * PinnedCopies.PIECE + 5
      })
  void whatIsWrittenIsReadAgain(int bytes) {
    ByteBuffer written = random(bytes);
    ByteBuffer read = ByteBuffer.allocateDirect(bytes);
    try (Gpu gpu = card.open()) {
      long address = gpu.allocate(bytes);
      gpu.write(address, written);
      gpu.write(gpu.allocate(bytes), ByteBuffer.allocate(bytes));
      gpu.read(address, read);
    }
    assertThat(read).isEqualTo(written);
    assertThat(read.remaining()).isEqualTo(bytes);
  }

  @Test
  void whatIsWrittenMayChangeOnceItIsHandedOver() {
    ByteBuffer written = random(5 * PinnedCopies.PIECE);
    ByteBuffer read = ByteBuffer.allocate(written.remaining());
    try (Gpu gpu = card.open()) {
      long address = gpu.allocate(written.remaining());
      gpu.write(address, written);
      written.put(0, new byte[written.remaining()]);
      gpu.read(address, read);
    }
    assertThat(read).isEqualTo(random(5 * PinnedCopies.PIECE));
  }

  @Test
  void onlyWhatLiesBetweenPositionAndLimitIsCopied() {
    ByteBuffer written = random(100).position(10).limit(30);
    ByteBuffer read = ByteBuffer.allocate(100).position(50).limit(70);
    try (Gpu gpu = card.open()) {
      long address = gpu.allocate(40);
      gpu.write(address + 20, written);
      gpu.read(address + 20, read);
    }
    assertThat(read.slice()).isEqualTo(random(100).slice(10, 20));
    assertThat(read.get(49)).isZero();
    assertThat(read.limit(71).get(70)).isZero();
  }

  @Test
  void aKernelGetsItsStructAndItsGrid() {
    try (Gpu gpu = card.open()) {
      gpu.launch(Kernel.TILES, 7, 3, job(42));
      gpu.launch(Kernel.TILES, 1, 1, job(43));
    }
    assertThat(driver.launches)
        .extracting(
            Launch::kernel, Launch::blocksX, Launch::blocksY, Launch::threads, Launch::first)
        .containsExactly(tuple("tiles", 7, 3, 128, 42L), tuple("tiles", 1, 1, 128, 43L));
  }

  @Test
  void twoThreadsGetAStreamEachOfOneContextAndKernelsAreCompiledOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Boolean>> both =
          threads.invokeAll(
              List.of(
                  () -> trained(Kernel.FINISH, Kernel.TILES),
                  () -> trained(Kernel.TILES, Kernel.FINISH)));
      for (Future<Boolean> one : both) {
        assertThat(one.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(driver.retained).containsExactly(T4);
    assertThat(driver.loaded).containsExactlyInAnyOrder("finish", "tiles");
    assertThat(driver.launches.stream().map(Launch::stream).distinct()).hasSize(2);
  }

  private boolean trained(Kernel... kernels) {
    try (Gpu gpu = card.open()) {
      for (Kernel kernel : kernels) {
        gpu.launch(kernel, 1, 1, job(1));
      }
      gpu.await();
      return true;
    }
  }

  @Test
  void aStreamMayBeUsedByAnotherThreadThanItsOpener() throws Exception {
    Gpu gpu = card.open();
    Thread other =
        new Thread(
            () -> {
              gpu.write(gpu.allocate(8), random(8));
              gpu.close();
            });
    other.start();
    other.join();
    assertThat(driver.held()).isEmpty();
    assertThat(card.isUsable()).isTrue();
  }

  @Test
  void oneThreadMayUseTwoCardsByTurns() {
    try (Gpu one = card.open();
        Gpu other = cuda.card("1").open()) {
      long here = one.allocate(1 << 20);
      long there = other.allocate(2 << 20);
      assertThat(one.freeBytes()).isEqualTo(63 << 20);
      assertThat(other.freeBytes()).isEqualTo(62 << 20);
      one.free(here);
      other.free(there);
      assertThat(one.freeBytes()).isEqualTo(64 << 20);
      one.allocate(1);
      other.allocate(1);
    }
    assertThat(driver.held()).isEmpty();
    assertThat(driver.retained).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void tooLargeAnAllocationSaysHowMuchIsFreeAndTheCardGoesOn() {
    try (Gpu gpu = card.open()) {
      gpu.allocate(16 << 20);
      assertThatThrownBy(() -> gpu.allocate(60 << 20))
          .isInstanceOf(GpuMemoryException.class)
          .hasMessage(
              "gpu:0 NVIDIA T4: cuMemAlloc of 60 MiB: CUDA_ERROR_OUT_OF_MEMORY, out of memory; 48"
                  + " MiB of 64 MiB are free");
      gpu.allocate(30 << 20);
    }
    assertThat(card.isUsable()).isTrue();
    assertThat(driver.held()).isEmpty();
  }

  @Test
  void aCardWithoutMemoryForAContextStaysUsable() {
    driver.failing("cuDevicePrimaryCtxRetain", 2);
    assertThatThrownBy(card::open).isInstanceOf(GpuMemoryException.class);
    card.open().close();
    assertThat(driver.held()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cuStreamCreate", "cuEventCreate", "cuMemAllocHost_v2"})
  void nothingIsKeptOfAStreamThatCannotBeOpened(String function) {
    driver.failing(function, 2);
    assertThatThrownBy(card::open).isInstanceOf(GpuMemoryException.class);
    assertThat(driver.held()).isEmpty();
  }

  @Test
  void everythingIsFreedOnClose() {
    Gpu gpu = card.open();
    gpu.free(gpu.allocate(3));
    gpu.allocate(5);
    assertThat(driver.held())
        .containsExactlyInAnyOrder("memory", "stream", "pinned", "pinned", "event", "event");
    gpu.close();
    gpu.close();
    assertThat(driver.held()).isEmpty();
  }

  @Test
  void aClosedStreamRefusesWork() {
    Gpu gpu = card.open();
    gpu.close();
    assertThatThrownBy(gpu::await).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> gpu.allocate(1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void memoryOfAnotherStreamIsNotFreed() {
    try (Gpu gpu = card.open();
        Gpu other = card.open()) {
      long address = other.allocate(1);
      assertThatThrownBy(() -> gpu.free(address)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void anErrorOfAKernelNamesItAndEndsTheUseOfTheCardOnly() {
    Gpu gpu = card.open();
    gpu.allocate(5);
    gpu.launch(Kernel.CHUNKS8, 1, 1, job(1));
    driver.lose(T4, FakeDriver.ILLEGAL_ADDRESS);
    String error =
        "gpu:0 NVIDIA T4: cuStreamSynchronize after chunks8: CUDA_ERROR_ILLEGAL_ADDRESS, an"
            + " illegal memory access was encountered";
    assertThatThrownBy(gpu::await).isInstanceOf(GpuException.class).hasMessage(error);
    assertThatThrownBy(() -> gpu.allocate(1)).isInstanceOf(GpuException.class);
    gpu.close();
    assertThat(driver.held()).isEmpty();
    assertThat(card.isUsable()).isFalse();
    assertThat(card.firstError()).contains(error);
    assertThatThrownBy(card::open)
        .isInstanceOf(GpuException.class)
        .hasMessage("A GPU is not used again after an error. " + error);

    Card other = cuda.card("1");
    other.open().close();
    assertThat(other.isUsable()).isTrue();
  }

  @Test
  void aLaunchThatFailsNamesItsKernel() {
    try (Gpu gpu = card.open()) {
      driver.failing("cuLaunchKernel", FakeDriver.ILLEGAL_ADDRESS);
      assertThatThrownBy(() -> gpu.launch(Kernel.MEASURE, 1, 1, job(1)))
          .hasMessageStartingWith("gpu:0 NVIDIA T4: cuLaunchKernel of measure: CUDA_ERROR_ILLEGAL");
    }
  }

  @Test
  void aKernelThatTheDriverCannotCompileComesWithItsLog() {
    try (Gpu gpu = card.open()) {
      driver.failing("cuModuleLoadDataEx", FakeDriver.INVALID_PTX);
      assertThatThrownBy(() -> gpu.launch(Kernel.FINISH, 1, 1, job(1)))
          .hasMessage(
              "gpu:0 NVIDIA T4: cuModuleLoadDataEx of finish: CUDA_ERROR_INVALID_PTX, a PTX JIT"
                  + " compilation failed; ptxas fatal : Unresolved extern");
    }
    assertThat(card.isUsable()).isFalse();
  }

  @Test
  void aLackOfMemoryForAKernelLeavesTheCardUsable() {
    try (Gpu gpu = card.open()) {
      driver.failing("cuModuleLoadDataEx", 2);
      Throwable error = catchThrowable(() -> gpu.launch(Kernel.FINISH, 1, 1, job(1)));
      assertThat(error).isInstanceOf(GpuMemoryException.class);
      gpu.launch(Kernel.FINISH, 1, 1, job(1));
    }
    assertThat(driver.launches).hasSize(1);
  }
}
