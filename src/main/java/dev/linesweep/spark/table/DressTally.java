package dev.linesweep.spark.table;

import java.io.Serializable;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the numbers of one column are written with: currencies, percent signs, units, brackets,
 * blanks.
 *
 * <p>Tallies of consecutive parts append to one another as those of {@link ColumnTally} do.
 */
final class DressTally implements Serializable {
  private static final int KEPT = 6;
  private static final int WORDS = 20;
  private static final int CURRENCIES = 300;

  private final Sightings currencies = new Sightings(CURRENCIES);
  private final Sightings withoutCurrency = new Sightings(1);
  private final Sightings percents = new Sightings(1);
  private final Sightings withoutPercent = new Sightings(1);
  private final Sightings units = new Sightings(KEPT);
  private final Sightings before = new Sightings(KEPT);
  private final Sightings marked = new Sightings(1);
  private final Sightings withoutUnit = new Sightings(1);
  private final Sightings amounts = new Sightings(1);
  private final Sightings amountsWithUnit = new Sightings(1);
  private final Sightings remarks = new Sightings(KEPT);
  private final Sightings invisible = new Sightings(1);
  private final Sightings bare = new Sightings(1);
  private final Sightings brackets = new Sightings(1);
  private final Sightings minusBehind = new Sightings(1);
  private final Sightings minusApart = new Sightings(1);
  private final Sightings likeCodes = new Sightings(1);
  private final Sightings dressed = new Sightings(3);
  private final Sightings numbers = new Sightings(KEPT + 2);
  private final Sightings otherDigits = new Sightings(1);
  private final Sightings wholePrices = new Sightings(1);
  private final Sightings words = new Sightings(WORDS);
  private final TreeMap<Integer, Sightings> notations = new TreeMap<>();
  private final TreeSet<Character> signs = new TreeSet<>();
  private boolean points;

  /** A cell that {@link NumberText} reads. */
  void see(NumberText number, String cell, Sightings.Seen seen) {
    seeNumber(number, cell, seen);
    withoutUnit.see(cell, seen);
    (number.currency().isEmpty() ? bare : amounts).see(cell, seen);
    if (!Digits.ascii(cell).equals(cell) && cell.chars().anyMatch(DressTally::isOtherDigit)) {
      otherDigits.see(cell, seen);
    }
  }

  private static boolean isOtherDigit(int c) {
    return c >= 0x80 && Character.isDigit(c);
  }

  /** A cell that it does not read. */
  void seeOther(String cell, Sightings.Seen seen) {
    DressedNumber number = DressedNumber.of(cell).orElse(null);
    if (number == null) {
      words.see(cell, seen);
      return;
    }
    dressed.see(cell, seen);
    numbers.see(number.number().text(), seen);
    seeNumber(number.number(), cell, seen);
    notations
        .computeIfAbsent(number.number().notations(), key -> new Sightings(1))
        .see(number.number().text(), seen);
    (number.unit().isEmpty() ? withoutUnit : units)
        .see(number.unit().isEmpty() ? cell : number.unit(), seen);
    boolean invisible = DressedNumber.hasInvisible(cell);
    if (invisible) {
      this.invisible.see(cell, seen);
    }
    if (number.remark()) {
      remarks.see(cell, seen);
    }
    boolean amount = !number.number().currency().isEmpty();
    if (number.unit().isEmpty()) {
      (amount ? amounts : bare).see(cell, seen);
    } else if (amount) {
      amountsWithUnit.see(cell, seen);
    }
    if (!number.before().isEmpty()) {
      before.see(number.before(), seen);
      marked.see(cell, seen);
    }
    if (number.isLikeACode()) {
      likeCodes.see(cell, seen);
    }
    if (number.brackets()) {
      brackets.see(cell, seen);
    } else if (number.minusBehind()) {
      minusBehind.see(cell, seen);
    } else if (number.unit().isEmpty()
        && number.before().isEmpty()
        && !number.remark()
        && !invisible) {
      minusApart.see(cell, seen);
    }
  }

  private void seeNumber(NumberText number, String cell, Sightings.Seen seen) {
    if (WholePrice.isIn(Digits.ascii(cell))) {
      wholePrices.see(cell, seen);
    }
    (number.percent() ? percents : withoutPercent).see(cell, seen);
    if (number.currency().isEmpty()) {
      withoutCurrency.see(cell, seen);
    } else {
      currencies.see(number.currency(), seen);
    }
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c == '.') {
        points = true;
      } else if ((c < '0' || c > '9') && !Character.isLetter(c)) {
        signs.add(c);
      }
    }
  }

  /** Adds the tally of the rows that follow, which begin at this row. */
  void append(DressTally later, long row) {
    currencies.append(later.currencies, row);
    withoutCurrency.append(later.withoutCurrency, row);
    percents.append(later.percents, row);
    withoutPercent.append(later.withoutPercent, row);
    units.append(later.units, row);
    before.append(later.before, row);
    marked.append(later.marked, row);
    withoutUnit.append(later.withoutUnit, row);
    amounts.append(later.amounts, row);
    amountsWithUnit.append(later.amountsWithUnit, row);
    bare.append(later.bare, row);
    remarks.append(later.remarks, row);
    invisible.append(later.invisible, row);
    brackets.append(later.brackets, row);
    minusBehind.append(later.minusBehind, row);
    minusApart.append(later.minusApart, row);
    likeCodes.append(later.likeCodes, row);
    dressed.append(later.dressed, row);
    numbers.append(later.numbers, row);
    otherDigits.append(later.otherDigits, row);
    wholePrices.append(later.wholePrices, row);
    words.append(later.words, row);
    later.notations.forEach(
        (bits, seen) -> notations.computeIfAbsent(bits, key -> new Sightings(1)).append(seen, row));
    signs.addAll(later.signs);
    points |= later.points;
  }

  Sightings currencies() {
    return currencies;
  }

  Sightings withoutCurrency() {
    return withoutCurrency;
  }

  Sightings percents() {
    return percents;
  }

  Sightings withoutPercent() {
    return withoutPercent;
  }

  /** What stands behind the numbers of cells such as 12 km. */
  Sightings units() {
    return units;
  }

  /** What stands before the numbers of cells such as ca. 12. */
  Sightings before() {
    return before;
  }

  /** Such cells. */
  Sightings marked() {
    return marked;
  }

  Sightings withoutUnit() {
    return withoutUnit;
  }

  /** With a currency and no unit. */
  Sightings amounts() {
    return amounts;
  }

  Sightings amountsWithUnit() {
    return amountsWithUnit;
  }

  /** Numbers such as {@code 961*} and {@code < 5}. */
  Sightings remarks() {
    return remarks;
  }

  /** Numbers with a character that has no width. */
  Sightings invisible() {
    return invisible;
  }

  /** With neither a currency nor a unit. */
  Sightings bare() {
    return bare;
  }

  /** Numbers in brackets, as accountants write negative ones. */
  Sightings brackets() {
    return brackets;
  }

  /** Numbers such as 5-. */
  Sightings minusBehind() {
    return minusBehind;
  }

  /** Numbers such as - 5. */
  Sightings minusApart() {
    return minusApart;
  }

  /** Cells such as 10D. */
  Sightings likeCodes() {
    return likeCodes;
  }

  /** Cells that {@link DressedNumber} reads. */
  Sightings dressed() {
    return dressed;
  }

  /** How many different numbers these are, up to eight. */
  int differentNumbers() {
    return numbers.values().size();
  }

  /** Numbers in digits of another script. */
  Sightings otherDigits() {
    return otherDigits;
  }

  /** Numbers with a dash in place of the cents. */
  Sightings wholePrices() {
    return wholePrices;
  }

  /** Cells without a number of any kind. */
  Sightings words() {
    return words;
  }

  /** Whether there are more words, or more marks before numbers, than it keeps. */
  boolean isMixed() {
    return words.hasMore() || before.hasMore();
  }

  /** Of the cells that {@link DressedNumber} reads, by the notations that read their numbers. */
  NavigableMap<Integer, Sightings> notations() {
    return notations;
  }

  /** Every character of numbers that is neither one of ASCII's digits nor a letter. */
  TreeSet<Character> signs() {
    TreeSet<Character> all = new TreeSet<>(signs);
    if (points) {
      all.add('.');
    }
    return all;
  }
}
