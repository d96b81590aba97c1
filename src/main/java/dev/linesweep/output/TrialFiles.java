package dev.linesweep.output;

import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.Ranking;
import dev.linesweep.table.Column;
import dev.linesweep.table.CsvLines;
import dev.linesweep.table.RowGroup;
import dev.linesweep.table.RowGroups;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code summary.csv} and {@code trials.parquet} in one pass over the trials, with the
 * columns of {@link TrialTable}: a header and one row per trial in the order of ranks. Chunks of
 * rows are encoded on several cores. A chunk is a group of rows of the Parquet file, so its size
 * depends on the table only.
 */
public final class TrialFiles {
  /** The approximate memory of a chunk. */
  private static final int CHUNK_BYTES = 12 << 20;

  private static final int MOST_ROWS = 1 << 14;
  private static final int LEAST_ROWS = 1 << 10;

  private final TrialTable table;
  private final Ranking ranking;

  public TrialFiles(TrialTable table, Ranking ranking) {
    this.table = table;
    this.ranking = ranking;
  }

  private record Chunk(List<RankedTrial> trials, byte[] csv, RowGroup parquet) {}

  /**
   * Writes both to their streams, which stay open.
   *
   * @param besides takes every trial in the same order
   */
  public void write(OutputStream csv, OutputStream parquet, Consumer<RankedTrial> besides)
      throws IOException {
    CsvLines header = new CsvLines();
    header.add(table.columns().stream().map(Column::name).toArray(), table.columns().size());
    csv.write(header.bytes());
    RowGroups groups = new RowGroups(parquet, table.columnsWithFacts());
    try {
      ranking.forEach(
          rows(),
          this::chunk,
          chunk -> {
            append(chunk, csv, groups);
            chunk.trials.forEach(besides);
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    groups.finish();
  }

  private int rows() {
    int each = 640 + 24 * ranking.plan().shape().features();
    return Math.max(LEAST_ROWS, Math.min(MOST_ROWS, CHUNK_BYTES / each));
  }

  private Chunk chunk(List<RankedTrial> trials) {
    CsvLines csv = new CsvLines();
    int columns = table.columns().size();
    try {
      RowGroup parquet =
          RowGroups.encode(
              table.columnsWithFacts(),
              sink -> {
                for (RankedTrial trial : trials) {
                  @Nullable Object[] row = table.rowWithFacts(trial);
                  csv.add(row, columns);
                  sink.accept(row);
                }
              });
      return new Chunk(trials, csv.bytes(), parquet);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(Chunk chunk, OutputStream csv, RowGroups groups) {
    try {
      csv.write(chunk.csv);
      groups.add(chunk.parquet);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
