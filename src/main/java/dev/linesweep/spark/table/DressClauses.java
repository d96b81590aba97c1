package dev.linesweep.spark.table;

import dev.linesweep.text.NameList;
import java.util.ArrayList;
import java.util.List;

/** What is unusual about a column's numbers, as clauses that follow the column's name. */
record DressClauses(DressTally dress) {
  private static final int SHOWN = 5;

  List<String> all() {
    List<String> clauses = new ArrayList<>();
    if (hasCurrencies()) {
      clauses.add(
          "holds amounts in %s%s"
              .formatted(
                  names(dress.currencies()), without("a currency", dress.withoutCurrency())));
    }
    if (hasPercents()) {
      clauses.add(
          "holds %s, but not all of its numbers have a percent sign"
              .formatted(at(dress.percents())));
    }
    if (!dress.units().isEmpty()) {
      boolean all = dress.units().values().size() == 1 && dress.withoutUnit().isEmpty();
      clauses.add(
          all && dress.words().isEmpty()
              ? "is a number followed by %s in every cell, such as %s"
                  .formatted(names(dress.units()), at(dress.dressed()))
              : "holds numbers with %s, such as %s%s"
                  .formatted(
                      names(dress.units()),
                      at(dress.dressed()),
                      without("a unit", dress.withoutUnit())));
    }
    if (!dress.before().isEmpty()) {
      clauses.add(
          "holds numbers with %s before them, such as %s"
              .formatted(names(dress.before()), at(dress.marked())));
    }
    if (!dress.brackets().isEmpty()) {
      clauses.add("holds %s, a negative number in brackets".formatted(at(dress.brackets())));
    }
    if (!dress.minusBehind().isEmpty()) {
      clauses.add(
          "holds %s, with the minus sign after the number".formatted(at(dress.minusBehind())));
    }
    if (!dress.minusApart().isEmpty()) {
      clauses.add("holds %s, with a space after the minus sign".formatted(at(dress.minusApart())));
    }
    if (!dress.remarks().isEmpty()) {
      clauses.add(
          "holds %s, with a symbol that is not part of the number".formatted(at(dress.remarks())));
    }
    if (!dress.invisible().isEmpty()) {
      clauses.add("holds %s, with an invisible character".formatted(at(dress.invisible())));
    }
    return clauses;
  }

  boolean hasCurrencies() {
    return !dress.currencies().isEmpty()
        && (dress.currencies().values().size() > 1 || !dress.withoutCurrency().isEmpty());
  }

  boolean hasPercents() {
    return !dress.percents().isEmpty() && !dress.withoutPercent().isEmpty();
  }

  static String names(Sightings words) {
    return NameList.quoted(words.values().stream().limit(SHOWN).toList())
        + (words.values().size() > SHOWN ? ", …" : "");
  }

  private static String without(String what, Sightings cells) {
    return cells.isEmpty() ? "" : " and numbers without %s, such as %s".formatted(what, at(cells));
  }

  static String at(Sightings cells) {
    return cell(cells.first(), cells.firstRow());
  }

  static String cell(String text, long row) {
    return "\"%s\" (row %d)".formatted(text, row + 1);
  }
}
