package dev.linesweep.spark.table;

import java.util.Locale;
import java.util.Map;

/** A unit or a currency as cells have it. */
record UnitLabel(String name, boolean isCurrency) {
  private static final Map<String, String> CURRENCIES =
      Map.of(
          "EUR", "\u20AC", "USD", "$", "US$", "$", "GBP", "\u00A3", "JPY", "\u00A5", "Fr", "CHF");

  /** The same for spellings of one unit. */
  String key() {
    String bare = bare();
    if (isCurrency) {
      return CURRENCIES.getOrDefault(name, name);
    }
    return MetricUnit.of(name)
        .map(unit -> unit.base() + " " + unit.factor())
        .orElse(bare.length() == 1 || bare.endsWith("b") || bare.endsWith("B") ? bare : word());
  }

  private String bare() {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** Without plural and case. */
  String word() {
    String word = bare().toLowerCase(Locale.ROOT);
    return word.length() > 2 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
  }

  /** SQL that is true for cells with this unit; {@code column} is quoted. */
  String isIn(String column) {
    return isCurrency
        ? "contains(%s, '%s')".formatted(column, name)
        : "%s RLIKE r'%s[\\s\\h\\p{Cf}*\u2020\u2021]*$'".formatted(column, NumberSql.literal(name));
  }
}
