package dev.linesweep.spark.table;

import dev.linesweep.spec.JobException;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the cells of one text column are read: decided over all rows of the training table, kept with
 * the model, the same at predict.
 *
 * @param marks the notation of numbers; {@link Marks#POINT} if there are none
 * @param currency the symbol or code that every number has; empty for none
 * @param percent whether every number has a percent sign; 12.5% is read as 12.5
 * @param missing markers of missing values besides the known ones; the known ones count only in
 *     columns that are not text
 */
public record CellRule(
    String column,
    CellType type,
    Marks marks,
    String currency,
    boolean percent,
    MissingMarkers missing)
    implements Serializable {

  /** Lower case. */
  private static final Set<String> MISSING =
      Set.of(
          "na",
          "n/a",
          "#n/a",
          "#n/a n/a",
          "#na",
          "<na>",
          "nan",
          "-nan",
          "+nan",
          "null",
          "none",
          "nil",
          "missing",
          "?",
          "-",
          "--",
          "---",
          ".",
          "..",
          "...",
          "\u2013",
          "\u2014",
          "-1.#ind",
          "1.#ind",
          "-1.#qnan",
          "1.#qnan",
          "(null)",
          "\\n",
          "#div/0!",
          "#value!",
          "#ref!",
          "#name?",
          "#num!",
          "#null!");

  private static final Set<String> INFINITE = Set.of("infinity", "inf");

  /** A column that stays as it is written. */
  static CellRule text(String column, List<String> missing) {
    return new CellRule(column, CellType.TEXT, Marks.POINT, "", false, MissingMarkers.of(missing));
  }

  static CellRule of(String column, CellType type, List<String> missing) {
    return new CellRule(column, type, Marks.POINT, "", false, MissingMarkers.of(missing));
  }

  CellRule as(CellType other) {
    return new CellRule(column, other, marks, currency, percent, missing);
  }

  /** What stands for a missing value in columns that are not text, in lower case. */
  static Set<String> missingWords() {
    return MISSING;
  }

  /** Whether a cell of a column that is not text has no value, whatever the job adds. */
  static boolean isMissing(String cell) {
    String word = cell.strip();
    return word.isEmpty()
        || (word.length() <= 9 && MISSING.contains(word.toLowerCase(Locale.ROOT)));
  }

  /** The infinite number that a word means; null for any other word. */
  static @Nullable Double infinite(String cell) {
    String word = cell.strip().toLowerCase(Locale.ROOT);
    boolean negative = word.startsWith("-");
    String bare = negative || word.startsWith("+") ? word.substring(1) : word;
    if (!INFINITE.contains(bare)) {
      return null;
    }
    return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  static @Nullable Boolean truth(String cell) {
    String word = cell.strip();
    if (word.equalsIgnoreCase("true")) {
      return true;
    }
    return word.equalsIgnoreCase("false") ? false : null;
  }

  /**
   * The number in a cell; null for a missing value.
   *
   * @throws JobException if this rule cannot read it
   */
  public @Nullable Double number(String cell) {
    if (isMissingHere(cell)) {
      return null;
    }
    NumberText number = NumberText.of(cell).orElse(null);
    if (number != null && number.currency().equals(currency) && number.percent() == percent) {
      Optional<Double> value = value(number);
      if (value.isPresent()) {
        return missing.of(value.get()).isPresent() ? null : value.get();
      }
    }
    Double infinite = infinite(cell);
    if (infinite != null) {
      return infinite;
    }
    throw unreadable(cell);
  }

  /**
   * The number in the notation of this rule, or in an unambiguous one with the same decimal mark.
   */
  private Optional<Double> value(NumberText number) {
    if ((number.notations() & marks.bit()) != 0) {
      return Optional.of(number.value(marks));
    }
    boolean sameMark = (number.notations() & ~Marks.with(marks.decimal())) == 0;
    return sameMark && type == CellType.NUMBER ? number.onlyValue() : Optional.empty();
  }

  /** Whether this rule reads the cell, as a value or as a missing one. */
  public boolean reads(String cell) {
    try {
      return switch (type) {
        case TEXT -> true;
        case INTEGER, LONG, NUMBER -> isRead(cell);
        case BOOLEAN -> truth(cell) != null || isMissingHere(cell);
        case DATE -> TimeText.isDate(cell) || isMissingHere(cell);
        case TIMESTAMP -> TimeText.isTime(cell) || isMissingHere(cell);
      };
    } catch (JobException unreadable) {
      return false;
    }
  }

  private boolean isMissingHere(String cell) {
    return isMissing(cell) || missing.of(cell).isPresent();
  }

  private boolean isRead(String cell) {
    Double value = number(cell);
    return value == null || !value.isNaN();
  }

  /** The cell's value as Spark's type of this rule has it, dates and times as text. */
  @Nullable Object value(String cell) {
    return switch (type) {
      case TEXT -> missing.texts().contains(cell) ? null : cell;
      case NUMBER -> number(cell);
      case INTEGER -> integer(cell);
      case LONG -> whole(cell);
      case BOOLEAN -> isMissingHere(cell) ? null : truthOrRefuse(cell);
      case DATE, TIMESTAMP -> isMissingHere(cell) ? null : time(cell);
    };
  }

  private @Nullable Integer integer(String cell) {
    Long whole = whole(cell);
    if (whole != null && whole != whole.intValue()) {
      throw unreadable(cell);
    }
    return whole == null ? null : whole.intValue();
  }

  private @Nullable Long whole(String cell) {
    if (number(cell) == null) {
      return null;
    }
    String digits = NumberText.of(cell).orElseThrow(() -> unreadable(cell)).text();
    try {
      return Long.parseLong(marks.normalized(digits));
    } catch (NumberFormatException tooLarge) {
      throw unreadable(cell);
    }
  }

  private Boolean truthOrRefuse(String cell) {
    Boolean truth = truth(cell);
    if (truth == null) {
      throw unreadable(cell);
    }
    return truth;
  }

  private String time(String cell) {
    if (!(type == CellType.DATE ? TimeText.isDate(cell) : TimeText.isTime(cell))) {
      throw unreadable(cell);
    }
    return cell.strip();
  }

  private JobException unreadable(String cell) {
    return new JobException(
        "--data: column \"%s\" holds \"%s\", but in the training table it is %s."
            .formatted(column, cell, kind()));
  }

  /** The type of this column in the training table. */
  private String kind() {
    if (!type.isNumber()) {
      return type.phrase();
    }
    StringBuilder kind = new StringBuilder(percent ? "a percentage" : type.phrase());
    if (!currency.isEmpty()) {
      kind.append(" in ").append(currency);
    }
    if (marks != Marks.POINT) {
      kind.append(" such as ").append(marks.example());
    }
    return kind.toString();
  }
}
