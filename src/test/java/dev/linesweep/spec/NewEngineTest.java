package dev.linesweep.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A third engine: the compiler names every place that must know it. */
class NewEngineTest {
  private static final NewConstant ENGINE = new NewConstant("EngineKind", "  DL4J(\n");

  /** The list of CONTRIBUTING.md. */
  private static final Set<String> PLACES =
      Set.of("BlockRule.java", "CostModel.java", "Engines.java");

  @Test
  void theCompilerNamesEveryPlace(@TempDir Path out) throws IOException {
    assertEquals(Set.of(), ENGINE.missing("", out), "as it is");
    String dummy =
        "DUMMY(\"dummy 1\", EnumSet.allOf(Loss.class), Stacking.ANY_PARAMETERS,"
            + " Bits.OF_THE_TRAJECTORY, false),\n";
    assertEquals(PLACES, ENGINE.missing(dummy, out));
  }

  @Test
  void nothingComparesEnginesByName() throws IOException {
    assertEquals(
        List.of(), ENGINE.comparing(), "an engine unknown here would be taken for another");
  }
}
