package dev.linesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.engine.EngineUnavailableException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

class Nd4jRuntimeTest {
  private static final long GIGABYTE = 1L << 30;

  @TempDir Path folder;

  @Test
  void startsOnceWithOneThread() {
    Nd4jRuntime.start();
    Nd4jRuntime.start(Nd4jRuntime.Settings.of(folder, GIGABYTE, GIGABYTE, 2, GIGABYTE));
    assertThat(Nd4j.getEnvironment().maxThreads()).isEqualTo(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void memoryBoundsFitTheContainer() {
    var settings = Nd4jRuntime.Settings.of(folder, 4 * GIGABYTE, 2 * GIGABYTE, 4, GIGABYTE);
    assertThat(settings.maxBytes()).isEqualTo(2 * GIGABYTE - GIGABYTE / 2);
    assertThat(settings.maxPhysicalBytes()).isEqualTo(6 * GIGABYTE);
    var small = Nd4jRuntime.Settings.of(folder, GIGABYTE, 3 * GIGABYTE / 4, 4, GIGABYTE);
    assertThat(small.maxBytes()).isEqualTo(3 * GIGABYTE / 8);
    var least = Nd4jRuntime.Settings.of(folder, GIGABYTE, GIGABYTE / 4, 4, GIGABYTE);
    assertThat(least.maxBytes()).isEqualTo(GIGABYTE / 4);
  }

  @Test
  void withoutAContainerNothingBoundsTheProcess() {
    var settings = Nd4jRuntime.Settings.of(folder, GIGABYTE, 0, 2, GIGABYTE / 2);
    assertThat(settings.maxBytes()).isEqualTo(GIGABYTE);
    assertThat(settings.maxPhysicalBytes()).isZero();
  }

  @Test
  void platformsAreNamedAsJavacppNamesThem() {
    assertThat(Platform.of("Linux", "amd64")).isEqualTo("linux-x86_64");
    assertThat(Platform.of("Linux", "aarch64")).isEqualTo("linux-arm64");
    assertThat(Platform.of("Mac OS X", "aarch64")).isEqualTo("macosx-arm64");
    assertThat(Platform.of("Windows 11", "amd64")).isEqualTo("windows-x86_64");
  }

  @Test
  void aJarForAnotherPlatformIsRefusedByName() {
    assertThatThrownBy(() -> Platform.requireSame("linux-x86_64", "linux-arm64"))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessage(
            "this jar carries ND4J for linux-x86_64, this executor is linux-arm64: rebuild with"
                + " -Djavacpp.platform=linux-arm64, or use engine: fused");
    assertThatCode(() -> Platform.requireSame("linux-arm64", "linux-arm64"))
        .doesNotThrowAnyException();
  }
}
