package dev.linesweep.output;

import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.Ranking;
import dev.linesweep.table.Column;
import dev.linesweep.table.CsvLine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes {@code summary.csv} in UTF-8, with the columns of {@link TrialTable}. */
public final class SummaryCsv {
  private SummaryCsv() {}

  /**
   * A header and one row per trial, in the order of ranks.
   *
   * @param besides takes every trial in the same order
   */
  public static void write(
      TrialTable table, Ranking ranking, Consumer<RankedTrial> besides, OutputStream out)
      throws IOException {
    Object[] names = table.columns().stream().map(Column::name).toArray();
    out.write(CsvLine.of(names).getBytes(StandardCharsets.UTF_8));
    try {
      ranking.forEach(
          trial -> new Line(trial, line(table, trial)),
          line -> {
            write(out, line.bytes);
            besides.accept(line.trial);
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private record Line(RankedTrial trial, byte[] bytes) {}

  private static void write(OutputStream out, byte[] line) {
    try {
      out.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] line(TrialTable table, RankedTrial trial) {
    return CsvLine.of(table.row(trial)).getBytes(StandardCharsets.UTF_8);
  }
}
