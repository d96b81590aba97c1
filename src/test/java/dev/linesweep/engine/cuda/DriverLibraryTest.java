package dev.linesweep.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import com.sun.jna.NativeLibrary;
import dev.linesweep.engine.EngineUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DriverLibraryTest {
  @TempDir Path folder;

  /** Says why there is no GPU in a JVM of its own. */
  static final class Asker {
    public static void main(String... args) {
      try {
        System.out.println(Cuda.ofThisMachine().cards());
      } catch (EngineUnavailableException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void otherSystemsAreRefusedByName() {
    assertThatThrownBy(() -> DriverLibrary.requirePlatform("Mac OS X", "aarch64"))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessage(
            "GPUs are supported on Linux for x86-64 and ARM64; this is Mac OS X for aarch64.");
    assertThatThrownBy(() -> DriverLibrary.requirePlatform("Linux", "i386"))
        .isInstanceOf(EngineUnavailableException.class);
    assertThatCode(() -> DriverLibrary.requirePlatform("Linux", "amd64"))
        .doesNotThrowAnyException();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aMachineWithoutADriverSaysWhatWasLookedForEachTime() {
    assumeNoDriver();
    for (int time = 0; time < 2; time++) {
      assertThatThrownBy(Cuda::ofThisMachine)
          .isInstanceOf(EngineUnavailableException.class)
          .hasMessage(
              "There is no NVIDIA driver on this machine: libcuda.so.1 cannot be loaded"
                  + " (libcuda.so.1: cannot open shared object file: No such file or directory)."
                  + " If it is in an unusual folder, add that folder to LD_LIBRARY_PATH.");
    }
  }

  private static void assumeNoDriver() {
    try {
      NativeLibrary.getInstance("libcuda.so.1");
    } catch (UnsatisfiedLinkError none) {
      return;
    }
    abort("there is a driver");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFolderThatJnaCannotUseIsRefusedWithAnOptionThatWorks() throws Exception {
    Path noFolder = Files.writeString(folder.resolve("file"), "");
    String refusal = asked("-Djna.tmpdir=" + noFolder);
    assertThat(refusal)
        .startsWith("JNA, which calls NVIDIA's driver, cannot load its own library (");
    Matcher option = Pattern.compile("LINESWEEP_JAVA_OPTS=(\\S+)").matcher(refusal);
    assertThat(option.find()).isTrue();
    assertThat(asked(option.group(1))).doesNotContain("JNA");
  }

  private static String asked(String option) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    option,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Asker.class.getName()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return said;
  }
}
