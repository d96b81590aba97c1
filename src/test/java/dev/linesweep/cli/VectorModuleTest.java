package dev.linesweep.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In JVMs of their own, since a module that is loaded stays loaded. */
class VectorModuleTest {
  private static final String EXPORT = "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED";

  /** Loads the module and uses it. */
  static final class Uses {
    private Uses() {}

    public static void main(String[] args) throws Exception {
      boolean loaded = VectorModule.load();
      Object vector =
          loaded
              ? Class.forName("jdk.incubator.vector.FloatVector")
                  .getField("SPECIES_128")
                  .get(null)
                  .toString()
              : "none";
      System.out.println(loaded + " " + vector);
    }
  }

  @Test
  void theModuleIsLoadedWithoutTheWarningOfTheBoot() throws Exception {
    assertThat(run(EXPORT)).isEqualTo("true Species[float, 4, S_128_BIT]\n");
  }

  /** Of a JVM that has it already, such as one that spark-submit starts, nothing is asked. */
  @Test
  void aModuleOfTheBootIsLeftAsItIs() throws Exception {
    assertThat(run("--add-modules=jdk.incubator.vector"))
        .endsWith("\ntrue Species[float, 4, S_128_BIT]\n")
        .startsWith("WARNING: Using incubator modules");
  }

  @Test
  void withoutTheExportNothingIsLoaded() throws Exception {
    assertThat(run("-Dlinesweep.none=true")).isEqualTo("false none\n");
  }

  private static String run(String option) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", option));
    command.addAll(
        List.of(
            "-cp",
            place(VectorModule.class) + File.pathSeparator + place(Uses.class),
            Uses.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    try (InputStream output = process.getInputStream()) {
      String shown = new String(output.readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as(shown).isZero();
      return shown.replace(System.lineSeparator(), "\n");
    }
  }

  private static Path place(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
