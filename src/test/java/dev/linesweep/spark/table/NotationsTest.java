package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.spec.DataSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Columns of numbers in notations that are hard to tell from text: each has the numbers of the
 * clean column or is refused. It never becomes a category, and no cell gets another value.
 */
class NotationsTest {
  private static final int COLUMNS = 11_000;

  /** How the cells of a column are written. */
  private enum Notation {
    UNIT,
    UNIT_IN_SOME,
    TWO_UNITS,
    BRACKETS,
    BRACKETS_AND_CURRENCY,
    CURRENCY_IN_SOME,
    TWO_CURRENCIES,
    PERCENT_IN_SOME,
    MINUS_BEHIND,
    TRUE_MINUS,
    MISSING_AS_A_NUMBER
  }

  private static final String UNKNOWN = "-999";

  /** A column as it is meant and as it is written. */
  private record Column(Notation notation, List<@Nullable Double> values, List<String> cells) {
    static Column random(Notation notation, Random random) {
      List<@Nullable Double> values = new ArrayList<>();
      List<String> cells = new ArrayList<>();
      int decimals = random.nextInt(3);
      double share = 0.1 + 0.8 * random.nextDouble();
      boolean gaps = random.nextInt(3) == 0;
      int rows = 6 + random.nextInt(30);
      for (int row = 0; row < rows; row++) {
        boolean odd = row == 0 || random.nextDouble() < share;
        String digits =
            String.format(Locale.ROOT, "%." + decimals + "f", random.nextInt(200_000) / 100.0);
        boolean negative = random.nextInt(4) == 0;
        if (gaps && row > 1 && random.nextInt(6) == 0) {
          values.add(null);
          cells.add(notation == Notation.MISSING_AS_A_NUMBER ? unknown(random) : "NA");
        } else {
          values.add(Double.parseDouble((negative ? "-" : "") + digits));
          cells.add(written(notation, digits, negative, odd, random));
        }
      }
      return new Column(notation, values, cells);
    }

    private static String unknown(Random random) {
      return List.of("-999", "-999.0", "-999.00", " -999").get(random.nextInt(4));
    }

    private static String written(
        Notation notation, String digits, boolean negative, boolean odd, Random random) {
      String plain = (negative ? "-" : "") + digits;
      return switch (notation) {
        case UNIT -> plain + " sqft";
        case UNIT_IN_SOME -> odd ? plain + " sqft" : plain;
        case TWO_UNITS -> plain + (odd ? " km" : " miles");
        case BRACKETS -> negative ? "(" + digits + ")" : digits;
        case BRACKETS_AND_CURRENCY -> negative ? "($" + digits + ")" : "$" + digits;
        case CURRENCY_IN_SOME -> odd ? "$" + plain : plain;
        case TWO_CURRENCIES -> (odd ? "$" : "€") + plain;
        case PERCENT_IN_SOME -> odd ? plain + "%" : plain;
        case MINUS_BEHIND -> negative ? digits + "-" : digits;
        case TRUE_MINUS -> plain.replace('-', '\u2212');
        case MISSING_AS_A_NUMBER -> plain;
      };
    }

    List<String> naValues() {
      return notation == Notation.MISSING_AS_A_NUMBER ? List.of(UNKNOWN) : List.of();
    }

    /** What is wrong with how the column is read; empty if nothing is. */
    String wrong(ColumnDecision decision) {
      if (decision.isText()) {
        return "it became text";
      }
      for (int i = 0; i < cells.size(); i++) {
        Double read = decision.rule().number(cells.get(i));
        if (read == null ? values.get(i) != null : !read.equals(values.get(i))) {
          return "\"%s\" became %s, not %s".formatted(cells.get(i), read, values.get(i));
        }
      }
      return "";
    }
  }

  @Test
  void aColumnHasTheNumbersThatAreMeantOrIsRefused() {
    Random random = new Random(7);
    Map<Notation, Integer> read = new TreeMap<>();
    Map<Notation, Integer> refused = new TreeMap<>();
    Map<Notation, String> wrong = new TreeMap<>();
    for (int i = 0; i < COLUMNS; i++) {
      Column column = Column.random(Notation.values()[i % Notation.values().length], random);
      ColumnTally tally = new ColumnTally(column.naValues());
      column.cells().forEach(tally::see);
      DataSpec.Cells cells = new DataSpec.Cells(DataSpec.Decimal.AUTO, column.naValues(), Map.of());
      ColumnDecision decision = TypedTable.decide("x", tally, List.of(tally), cells);
      if (decision.problem().isPresent()) {
        refused.merge(column.notation(), 1, Integer::sum);
      } else if (column.wrong(decision).isEmpty()) {
        read.merge(column.notation(), 1, Integer::sum);
      } else {
        wrong.putIfAbsent(column.notation(), column.wrong(decision) + " in " + column.cells());
      }
    }
    System.out.printf("%d columns, read %s, refused %s%n", COLUMNS, read, refused);
    assertThat(wrong).isEmpty();
  }
}
