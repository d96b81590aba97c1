package dev.linesweep.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.engine.EngineUnavailableException;
import dev.linesweep.engine.cuda.FakeDriver.FakeCard;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CudaTest {
  private static final FakeCard FAST =
      FakeCard.of("NVIDIA H100 80GB HBM3", "aaaa1111-0000-0000-0000-000000000001", 0, 0xc1, 0);
  private static final FakeCard FIRST =
      FakeCard.of("NVIDIA T4", "AAAA2222-0000-0000-0000-000000000002", 0, 0x41, 0);
  private static final FakeCard LAST =
      FakeCard.of("NVIDIA L4", "bbbb3333-0000-0000-0000-000000000003", 1, 0x01, 0);

  private static Cuda cuda(FakeDriver driver, Map<String, String> environment) {
    return Cuda.of(driver, environment);
  }

  private static Cuda cuda(FakeCard... cards) {
    return cuda(new FakeDriver(cards), Map.of());
  }

  @Test
  void cardsAreInTheOrderOfTheirPciAddresses() {
    assertThat(cuda(FAST, LAST, FIRST).cards())
        .extracting(Card::label)
        .containsExactly("gpu:0 NVIDIA T4", "gpu:1 NVIDIA H100 80GB HBM3", "gpu:2 NVIDIA L4");
  }

  @Test
  void cardsOfOneBusAreInTheOrderOfTheirSlots() {
    FakeCard second = FakeCard.of("second", FAST.uuid(), 0, 1, 9);
    FakeCard first = FakeCard.of("first", LAST.uuid(), 0, 1, 8);
    assertThat(cuda(second, first).cards())
        .extracting(Card::name)
        .containsExactly("first", "second");
  }

  @Test
  void aCardIsFoundByItsNumber() {
    assertThat(cuda(FAST, FIRST).card("1").name()).isEqualTo("NVIDIA H100 80GB HBM3");
  }

  @Test
  void aCardIsFoundByItsUuid() {
    assertThat(cuda(FAST, FIRST).card("GPU-aaaa2222-0000-0000-0000-000000000002").number())
        .isZero();
  }

  @Test
  void aCardIsFoundByTheFirstCharactersOfItsUuid() {
    assertThat(cuda(FAST, FIRST).card("GPU-aaaa1").number()).isOne();
  }

  @Test
  void uuidsAreReadFromADriverBeforeCuda114() {
    FakeDriver driver = new FakeDriver(FAST);
    driver.isBeforeCuda114 = true;
    assertThat(cuda(driver, Map.of()).cards().get(0).uuid())
        .isEqualTo("GPU-aaaa1111-0000-0000-0000-000000000001");
  }

  @Test
  void charactersThatTwoCardsShareAreRefusedWithBoth() {
    assertThatThrownBy(() -> cuda(FAST, FIRST).card("GPU-aaaa"))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessage(
            "There is more than one GPU \"GPU-aaaa\" on this machine. It has gpu:0 NVIDIA T4"
                + " GPU-aaaa2222-0000-0000-0000-000000000002; gpu:1 NVIDIA H100 80GB HBM3"
                + " GPU-aaaa1111-0000-0000-0000-000000000001.");
  }

  @Test
  void aNumberThatNoCardHasIsRefusedWithTheCardsThereAre() {
    assertThatThrownBy(
            () -> cuda(new FakeDriver(FAST), Map.of("CUDA_VISIBLE_DEVICES", "2")).card("2"))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessage(
            "There is no GPU \"2\" on this machine (CUDA_VISIBLE_DEVICES is \"2\"). It has gpu:0"
                + " NVIDIA H100 80GB HBM3 GPU-aaaa1111-0000-0000-0000-000000000001.");
  }

  @Test
  void anAddressThatIsNeitherNumberNorUuidIsRefused() {
    assertThatThrownBy(() -> cuda(FAST).card("H100")).hasMessageStartingWith("There is no GPU");
    assertThatThrownBy(() -> cuda(FAST).card("")).hasMessageStartingWith("There is no GPU");
    assertThatThrownBy(() -> cuda(FAST).card("GPU-")).hasMessageStartingWith("There is no GPU");
  }

  @Test
  void theMigInstanceThatTheDriverShowsIsFound() {
    Card card = cuda(FAST.named("NVIDIA A100-SXM4-40GB MIG 1g.5gb")).card("MIG-aaaa1111");
    assertThat(card.uuid()).isEqualTo("MIG-aaaa1111-0000-0000-0000-000000000001");
  }

  @Test
  void anotherMigInstanceIsRefusedWithWhatToDo() {
    assertThatThrownBy(() -> cuda(FAST).card("MIG-cccc"))
        .hasMessageStartingWith("There is no GPU \"MIG-cccc\"")
        .hasMessageEndingWith(
            "A JVM sees one MIG instance only: set CUDA_VISIBLE_DEVICES to it before the JVM"
                + " starts.");
  }

  @Test
  void aCardBeforePascalIsRefusedWithItsNameAndCapability() {
    Cuda cuda = cuda(FIRST.with(new Capability(5, 2)), FAST.with(new Capability(6, 0)));
    assertThatThrownBy(() -> cuda.card("0"))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessage(
            "gpu:0 NVIDIA T4 has compute capability 5.2; the kernels need 6.0 or later (Pascal:"
                + " GTX 10 series, P100).");
    assertThat(cuda.card("1").capability()).hasToString("6.0");
  }

  @Test
  void aDriverWithoutACardSaysSo() {
    FakeDriver driver = new FakeDriver(FAST).failing("cuInit", 100);
    assertThatThrownBy(() -> cuda(driver, Map.of()))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessage("NVIDIA's driver (CUDA 12.2) finds no GPU on this machine.");
  }

  @Test
  void aDriverFromWhichAllCardsAreHiddenSaysSo() {
    assertThatThrownBy(() -> cuda(new FakeDriver(), Map.of("CUDA_VISIBLE_DEVICES", "")))
        .hasMessage(
            "NVIDIA's driver (CUDA 12.2) finds no GPU on this machine (CUDA_VISIBLE_DEVICES is"
                + " \"\").");
  }

  @Test
  void aDriverThatDoesNotStartSaysWhy() {
    FakeDriver driver = new FakeDriver(FAST).failing("cuInit", 803);
    assertThatThrownBy(() -> cuda(driver, Map.of()))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessage(
            "NVIDIA's driver does not work on this machine. cuInit:"
                + " CUDA_ERROR_SYSTEM_DRIVER_MISMATCH, system has unsupported display driver /"
                + " cuda driver combination.");
  }

  @Test
  void anErrorWithoutATextHasItsNumber() {
    FakeDriver driver = new FakeDriver(FAST).failing("cuInit", 34);
    assertThatThrownBy(() -> cuda(driver, Map.of())).hasMessageEndingWith("cuInit: error 34.");
  }
}
