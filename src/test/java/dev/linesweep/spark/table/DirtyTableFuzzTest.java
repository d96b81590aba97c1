package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Matrix;
import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However a table is written down, its clean rows come out, or a sentence and exit code 2: never
 * other numbers.
 */
class DirtyTableFuzzTest {
  @TempDir Path folder;

  @Test
  void eightyTables() {
    tables(2 * DirtyTable.Way.values().length, 13);
  }

  @Test
  @Tag("long")
  void twoThousandTables() {
    tables(
        Integer.getInteger("linesweep.fuzz.tables", 2000), Long.getLong("linesweep.fuzz.seed", 42));
  }

  private void tables(int count, long seed) {
    DirtyTable.Way[] ways = DirtyTable.Way.values();
    Map<DirtyTable.Way, Integer> read = new EnumMap<>(DirtyTable.Way.class);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      DirtyTable.Way way = ways[i % ways.length];
      DirtyTable table = DirtyTable.of(way, new Random(seed * 1_000_003 + i));
      boolean drop = i / ways.length % 2 == 0;
      try {
        TableData data = written(table, i, drop).read(table.job().cells());
        read.merge(way, 1, Integer::sum);
        if (!isRight(data, table)) {
          wrong.add(i + " " + way + ": " + difference(data.matrix(), table));
        }
      } catch (JobException refused) {
        if (!refused.problems().stream().allMatch(p -> p.matches("(?s)[a-z_.]+: .+"))) {
          wrong.add(i + " " + way + ": no located sentence: " + refused.getMessage());
        }
      } catch (RuntimeException | Error bug) {
        wrong.add(i + " " + way + ": " + bug);
      }
      if ((i + 1) % 200 == 0 && i + 1 < count) {
        report(i + 1, read, wrong);
      }
    }
    report(count, read, wrong);
    assertThat(wrong).isEmpty();
    assertThat(read).containsKeys(DirtyTable.Way.PLAIN, DirtyTable.Way.QUOTED_NEWLINES);
  }

  private static void report(int count, Map<DirtyTable.Way, Integer> read, List<String> wrong) {
    int all = read.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf(
        "%d tables, %d read, %d refused, %d wrong %s; read by way: %s%n",
        count, all, count - all - wrong.size(), wrong.size(), wrong, read);
  }

  private Tables written(DirtyTable table, int number, boolean drop) {
    try {
      Path place = folder.resolve("t" + number + ".csv");
      if (table.files().size() == 1) {
        Files.write(place, table.files().get(0));
      } else {
        Files.createDirectory(place);
        for (int file = 0; file < table.files().size(); file++) {
          Files.write(place.resolve(file + ".csv"), table.files().get(file));
        }
      }
      Tables job = table.job().of(Tables.at(place));
      return drop ? job.drop() : job;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRight(TableData data, DirtyTable table) {
    if (!table.job().said().isEmpty()) {
      return data.notes().stream().anyMatch(note -> note.contains(table.job().said()));
    }
    if (!table.job().orderBy().isEmpty()) {
      double[][] found = rows(data.matrix()).toArray(double[][]::new);
      return Arrays.deepEquals(found, table.right().get(0).toArray(double[][]::new));
    }
    return table.right().stream().anyMatch(right -> same(data.matrix(), right));
  }

  private static boolean same(Matrix found, List<double[]> right) {
    return Arrays.deepEquals(sorted(rows(found)), sorted(right));
  }

  private static double[][] sorted(List<double[]> rows) {
    return rows.stream().sorted(Arrays::compare).toArray(double[][]::new);
  }

  private static List<double[]> rows(Matrix matrix) {
    assertThat(matrix.x()).hasSize(2 * matrix.rows());
    List<double[]> rows = new ArrayList<>();
    for (int row = 0; row < matrix.rows(); row++) {
      rows.add(new double[] {matrix.x()[2 * row], matrix.x()[2 * row + 1], matrix.y()[row]});
    }
    return rows;
  }

  private static String difference(Matrix found, DirtyTable table) {
    if (table.right().isEmpty()) {
      return "nothing is said";
    }
    double[][] wanted = sorted(table.right().get(0));
    double[][] rows = sorted(rows(found));
    int at =
        Math.max(
            0,
            Arrays.mismatch(
                Arrays.stream(rows).map(Arrays::toString).toArray(),
                Arrays.stream(wanted).map(Arrays::toString).toArray()));
    return "%d rows for %d, first %s for %s"
        .formatted(
            rows.length,
            wanted.length,
            at < rows.length ? Arrays.toString(rows[at]) : "none",
            at < wanted.length ? Arrays.toString(wanted[at]) : "none");
  }
}
