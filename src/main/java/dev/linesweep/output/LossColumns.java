package dev.linesweep.output;

import static dev.linesweep.table.Column.ofNumbers;

import dev.linesweep.result.Losses;
import dev.linesweep.table.Column;
import dev.linesweep.table.Row;
import java.util.List;
import java.util.function.Function;

/** The losses after an epoch as columns; losses that are not finite are missing. */
final class LossColumns {
  private static final String EPOCH = "epoch";
  private static final String TRAIN = "train_loss";
  private static final String VALIDATION = "validation_loss";
  private static final String TEST = "test_loss";

  private LossColumns() {}

  /**
   * @param losses of a row
   */
  static <T> List<Column<T>> of(Function<T, Losses> losses) {
    return List.of(
        ofNumbers(TRAIN, row -> losses.apply(row).train()),
        ofNumbers(VALIDATION, row -> losses.apply(row).validation()),
        ofNumbers(TEST, row -> losses.apply(row).test()));
  }

  static <T> Column<T> epoch(Function<T, Losses> losses) {
    return new Column<>(EPOCH, Column.Type.INT, row -> losses.apply(row).epoch());
  }

  static Losses read(Row row) {
    return new Losses(
        (int) row.whole(EPOCH, 0), row.number(TRAIN), row.number(VALIDATION), row.number(TEST));
  }
}
