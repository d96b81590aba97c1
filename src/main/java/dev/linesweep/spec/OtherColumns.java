package dev.linesweep.spec;

import dev.linesweep.text.QuotedName;
import dev.linesweep.text.Words;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * Columns of a table that are read besides its label and features.
 *
 * @param baselines columns that predict the label as they are; may be empty
 * @param rowWeight the column that says how much each row counts; empty if all count the same
 */
public record OtherColumns(List<DataSpec.BaselineColumn> baselines, String rowWeight)
    implements Serializable {
  public static final OtherColumns NONE = new OtherColumns(List.of(), "");

  private static final String ROW_WEIGHT = "data.row_weight";

  public OtherColumns {
    baselines = List.copyOf(baselines);
    ValueRules.different(
        "data.baseline", baselines.stream().map(DataSpec.BaselineColumn::column).toList());
  }

  /** Baselines, and no weights of rows. */
  public OtherColumns(List<DataSpec.BaselineColumn> baselines) {
    this(baselines, "");
  }

  /** Those of a table; generated rows have none. */
  public static OtherColumns of(DataSpec data) {
    return data.source() instanceof DataSpec.Table table ? table.others() : NONE;
  }

  public boolean hasRowWeight() {
    return !rowWeight.isEmpty();
  }

  /** The baselines, then the weight, if there are any. */
  public List<String> columns() {
    return Stream.concat(
            baselines.stream().map(DataSpec.BaselineColumn::column),
            Stream.of(rowWeight).filter(name -> hasRowWeight()))
        .toList();
  }

  /** The same with another column that says how much each row counts. */
  OtherColumns weightedBy(String column) {
    BrokenRule.unless(!column.isBlank(), ROW_WEIGHT, "must not be empty");
    return new OtherColumns(baselines, column);
  }

  /** Why a weight is not a feature, and what to write for a column that is to be both. */
  public static String among(String column) {
    return "%s is among the features too; leave it out of the features, or give the weight another name in a query: SELECT *, %s AS row_weight FROM input"
        .formatted(Words.quoted(column), QuotedName.sql(column));
  }

  /** Refuses a weight that is the label or, by its name, a feature. */
  void requireApart(DataSpec.Selection selection) {
    if (hasRowWeight() && selection instanceof DataSpec.Columns columns) {
      BrokenRule.unless(
          !rowWeight.equals(columns.label()),
          ROW_WEIGHT,
          Words.quoted(rowWeight)
              + " is the label; name the column that says how much each row counts, or leave"
              + " row_weight out");
      BrokenRule.unless(!columns.features().contains(rowWeight), ROW_WEIGHT, among(rowWeight));
    }
  }
}
