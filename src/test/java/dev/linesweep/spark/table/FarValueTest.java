package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.DataSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FarValueTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(doubles = {-999, -9999, 999.9, 1e20, 9.96921e36})
  void whatStandsForAMissingValueIsSeen(double marker) {
    double[] values = new Random(1).doubles(60, -5, 40).toArray();
    for (int row : new int[] {3, 17, 40}) {
      values[row] = marker;
    }

    assertThat(FarValue.of(60, row -> values[row]))
        .hasValueSatisfying(
            far -> {
              assertThat(far.value()).isEqualTo(marker);
              assertThat(far.count()).isEqualTo(3);
              assertThat(far.most()).isLessThan(40);
            });
  }

  @Test
  void zerosAndOnesAndLongTailsAreNot() {
    double[] tail = new Random(1).doubles(1000).map(u -> Math.round(100 / (u + 1e-3))).toArray();

    assertThat(FarValue.of(60, row -> row % 20 == 0 ? 1 : 0)).isEmpty();
    assertThat(FarValue.of(60, row -> row)).isEmpty();
    assertThat(FarValue.of(60, row -> Math.max(0, row - 30))).isEmpty();
    assertThat(FarValue.of(1000, row -> tail[row])).isEmpty();
    assertThat(FarValue.of(60, row -> 7)).isEmpty();
  }

  @Test
  void theLinesThatAreToldLeaveItOut() {
    String[] lines =
        IntStream.range(-1, 40)
            .mapToObj(row -> row < 0 ? "x,y" : (row % 10 == 3 ? "-999" : "" + row) + "," + row * 2)
            .toArray(String[]::new);
    Tables table = Tables.csv(folder, "t.csv", lines).drop();

    assertThat(table.read().notes())
        .contains(
            "x: -999 in 4 of 40 rows is far from all other values (0 to 39); if it means a missing"
                + " value, add under data: na_values: [\"-999\"]");
    TableData told =
        table.read(new DataSpec.Cells(DataSpec.Decimal.AUTO, List.of("-999"), Map.of()));
    assertThat(told.matrix().rows()).isEqualTo(36);
    assertThat(told.notes()).noneMatch(note -> note.contains("far from"));
  }
}
