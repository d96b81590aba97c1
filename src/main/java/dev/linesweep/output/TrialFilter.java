package dev.linesweep.output;

import dev.linesweep.spec.ParameterName;
import dev.linesweep.spec.condition.Condition;
import dev.linesweep.spec.condition.ConditionException;
import dev.linesweep.spec.condition.Kind;
import dev.linesweep.spec.condition.Value;
import dev.linesweep.table.ParquetRows;
import java.io.IOException;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the trials for which a condition is true, without Spark. */
public final class TrialFilter {
  /**
   * Spark treats a missing whole number as less than one that is too large for its column; a
   * condition with such a number is left to Spark.
   */
  private static final double MOST = Integer.MAX_VALUE;

  private TrialFilter() {}

  /**
   * The ranks of the trials for which a condition is true.
   *
   * @param rows of {@code trials.parquet}
   * @return empty if the text is more than {@link Condition} can read
   */
  public static Optional<BitSet> ranks(ParquetRows rows, String condition) throws IOException {
    Optional<Condition> read = condition(rows, condition);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Set<String> names = new TreeSet<>(read.get().names());
    names.add("rank");
    BitSet ranks = new BitSet();
    rows.only(names)
        .forEach(
            row -> {
              if (read.get().isTrue(name -> value(row.value(name)))) {
                ranks.set(Math.toIntExact(row.whole("rank", 0)));
              }
            });
    return Optional.of(ranks);
  }

  private static Optional<Condition> condition(ParquetRows rows, String text) throws IOException {
    try {
      return Optional.of(Condition.parse(ParameterName.undotted(text), kinds(rows)))
          .filter(condition -> condition.largest() <= MOST);
    } catch (ConditionException other) {
      return Optional.empty();
    }
  }

  private static Map<String, Kind> kinds(ParquetRows rows) throws IOException {
    Map<String, Kind> kinds = new TreeMap<>();
    rows.types()
        .forEach(
            (name, type) -> {
              switch (type) {
                case INT, LONG, DOUBLE -> kinds.put(name, Kind.NUMBER);
                case TEXT, ID -> kinds.put(name, Kind.TEXT);
                case TIMESTAMP, DOUBLES -> {}
              }
            });
    kinds.replace("batch_size", Kind.TEXT_OR_NUMBER);
    return kinds;
  }

  private static Value value(@Nullable Object cell) {
    if (cell instanceof Double number) {
      return Value.of(number.doubleValue());
    }
    if (cell instanceof Number number) {
      return Value.of(number.longValue());
    }
    return cell == null ? Value.missing() : Value.of(cell.toString());
  }
}
