package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.spark.SharedSpark;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SpecReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers with a unit, and negative ones in brackets: never categories without a word. */
class UnitsTest {
  @TempDir Path folder;

  private TableData read(String more, String... cells) {
    StringBuilder rows = new StringBuilder("y;x");
    for (int i = 0; i < cells.length; i++) {
      rows.append("\n").append(i).append(";").append(cells[i]);
    }
    Path file = Tables.write(folder, "a.csv", rows.toString());
    String job =
        "name: a\ndata:\n  path: %s\n  formula: y ~ x\n%s\nparameters: {optimizer: sgd, epochs: 1}\n"
            .formatted(file.toUri(), more);
    DataSpec.Table table =
        (DataSpec.Table) SpecReader.read(job, "job.yaml", List.of()).data().source();
    return TableReader.read(
        SharedSpark.session(), table, Tables.csv(folder, "b.csv", "y").rules(), name -> null);
  }

  /** The indented lines of the message, as they stand. */
  private static String remedy(JobException refused) {
    return String.valueOf(refused.getMessage())
        .lines()
        .filter(line -> line.startsWith("  "))
        .reduce("", (all, line) -> all + line + "\n");
  }

  private double[] afterTheRemedy(String sentence, String... cells) {
    JobException[] refused = new JobException[1];
    assertThatThrownBy(() -> read("", cells))
        .isInstanceOfSatisfying(JobException.class, problem -> refused[0] = problem)
        .hasMessageContaining(sentence);
    return read(remedy(refused[0]), cells).matrix().x();
  }

  @Test
  void aUnitIsRefusedAndTheRemedyReadsTheNumbers() {
    assertThat(
            afterTheRemedy(
                "is a number and \"meters\" in every cell",
                "120 meters",
                "1,350.5 meters",
                "-7 meters"))
        .containsExactly(120, 1350.5, -7);
    assertThat(afterTheRemedy("and \"sqft\"", "120sqft", "90sqft")).containsExactly(120, 90);
  }

  @Test
  void bracketsAreRefusedAndTheRemedyReadsNegativeNumbers() {
    assertThat(afterTheRemedy("as accountants write", "(1,234.50)", "(2)", "(30)", "1,000.25"))
        .containsExactly(-1234.5, -2, -30, 1000.25);
    assertThat(afterTheRemedy("as accountants write", "5", "6", "7", "(8)"))
        .containsExactly(5, 6, 7, -8);
  }

  @Test
  void aTypeWithoutEffectIsRefused() {
    String query = "\n  query: SELECT y, length(x) AS x, length(x) AS n FROM input";
    assertThatThrownBy(() -> read("  types: {n: text}" + query, "a", "bb", "ccc"))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("column \"n\" is not text in the query's result");
    assertThat(read("  types: {n: number}" + query, "a", "bb", "ccc").matrix().x())
        .containsExactly(1, 2, 3);
  }

  @Test
  void codesAndDifferentWordsStayText() {
    assertThat(read("", "1D", "2D", "1D", "2D").matrix().features()).hasSize(1);
    assertThat(read("", "5 km", "5 mi", "5 km", "5 mi").matrix().features()).hasSize(1);
  }
}
