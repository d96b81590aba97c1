package dev.linesweep.spark.table;

import dev.linesweep.text.QuotedName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A numeric column that a query computes from one that is neither a number nor a category, such as
 * a date.
 *
 * @param of the existing column
 * @param is what that column is or holds, as a clause
 * @param other a second way to compute it, in brackets; empty for none
 */
record MadeColumn(String of, String is, String sql, String name, String other) {

  /** The days since 1970 of dates that are text. */
  static Optional<MadeColumn> ofDates(ColumnDecision decision) {
    String column = QuotedName.sql(decision.column());
    CellType type = decision.rule().type();
    if (type == CellType.DATE || type == CellType.TIMESTAMP) {
      return Optional.of(ofDate(decision.column(), "date(%s)".formatted(column), ""));
    }
    List<String> forms = decision.isText() ? decision.tally().dateForms() : List.of();
    if (forms.isEmpty() || decision.tally().odd().isEmpty()) {
      return Optional.empty();
    }
    String other =
        forms.size() > 1 ? " (or with '%s' if the day comes first)".formatted(forms.get(1)) : "";
    String date = "to_date(%s, '%s')".formatted(column, forms.get(0));
    return Optional.of(ofDate(decision.column(), date, other));
  }

  private static MadeColumn ofDate(String column, String date, String other) {
    return new MadeColumn(
        column, "holds dates as text", "unix_date(%s)".formatted(date), column + "_days", other);
  }

  /** A number for a value of another type; empty if there is no single obvious one. */
  static Optional<MadeColumn> ofType(String name, DataType type) {
    String column = QuotedName.sql(name);
    if (type instanceof StructType struct) {
      StructField field = numericFirst(struct);
      return made(
          name,
          "a group of columns (%s)".formatted(String.join(", ", struct.fieldNames())),
          column + "." + QuotedName.sql(field.name()),
          "_" + field.name());
    }
    if (type instanceof ArrayType) {
      return made(name, "a list", "try_element_at(%s, 1)".formatted(column), "_1");
    }
    return switch (type.typeName()) {
      case "date" -> made(name, "a date", "unix_date(%s)".formatted(column), "_days");
      case "timestamp", "timestamp_ntz" ->
          made(name, "a date with a time", "unix_timestamp(%s)".formatted(column), "_seconds");
      case "boolean" -> made(name, "true or false", "cast(%s AS int)".formatted(column), "_number");
      default ->
          type.typeName().startsWith("time(")
              ? made(
                  name,
                  "a time of day",
                  "hour(%1$s) * 3600 + minute(%1$s) * 60 + extract(SECOND FROM %1$s)"
                      .formatted(column),
                  "_seconds")
              : Optional.empty();
    };
  }

  /** Bytes that are the digits of numbers. */
  static MadeColumn ofBytes(String name) {
    String sql = "cast(cast(%s AS string) AS double)".formatted(QuotedName.sql(name));
    return new MadeColumn(name, "is binary", sql, name + "_number", "");
  }

  private static Optional<MadeColumn> made(String of, String type, String sql, String suffix) {
    return Optional.of(new MadeColumn(of, "is " + type, sql, of + suffix, ""));
  }

  private static StructField numericFirst(StructType struct) {
    return Stream.of(struct.fields())
        .filter(field -> field.dataType() instanceof NumericType)
        .findFirst()
        .orElse(struct.fields()[0]);
  }

  /** What is wrong, and the query that makes the column. */
  String problem(String key, JobLines job) {
    return "%s: column \"%s\" %s but must be a number. Compute one in a query, and write %s instead of %s:\n%s%s"
        .formatted(
            key, of, is, QuotedName.yaml(name), QuotedName.yaml(of), job.added(sql, name), other);
  }
}
