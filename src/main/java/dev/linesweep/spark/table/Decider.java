package dev.linesweep.spark.table;

import java.util.List;
import java.util.Optional;

/**
 * Decides as which type a text column is read.
 *
 * @param decimal the table's evidence on decimal marks
 * @param wanted what the job file says about the column
 */
record Decider(
    String column, ColumnTally tally, DecimalMark decimal, ColumnDecision.Wanted wanted) {
  /** A column with at least this share of numbers is not text. */
  private static final double NEARLY = 0.5;

  /**
   * Nor is a column with this share of numbers, if they are several and there are only one or two
   * other values.
   */
  private static final double NEARLY_BUT_MARKERS = 0.2;

  /** Numbers with more different units than these are text. */
  private static final int UNITS = 5;

  /**
   * Up to this many different numbers with signs, such as {@code < 18} and {@code > 65}, are
   * classes.
   */
  private static final int CLASSES = 5;

  ColumnDecision decide() {
    if (wanted == ColumnDecision.Wanted.TEXT) {
      return text();
    }
    if (tally.cells() == 0) {
      return read(CellRule.of(column, CellType.NUMBER, tally.naValues()));
    }
    if (tally.numbers() == tally.cells()) {
      if (wanted == ColumnDecision.Wanted.ANYTHING && tally.dayMonths().may()) {
        return unclear(problems().dayMonths());
      }
      return isCode() ? text(because(tally.zeroFirst().first())) : number();
    }
    if (areDressedNumbers()) {
      return unclear(problems().dressed());
    }
    if (wanted == ColumnDecision.Wanted.NUMBER) {
      return unclear(problems().nearly("a number", tally.numbers()));
    }
    if (tally.booleans().count() == tally.cells()) {
      return read(CellRule.of(column, CellType.BOOLEAN, tally.naValues()));
    }
    return tally.dates().count() + tally.times().count() == tally.cells() ? time() : mixed();
  }

  private boolean isCode() {
    return wanted == ColumnDecision.Wanted.ANYTHING
        && !tally.zeroFirst().isEmpty()
        && tally.notDigits().isEmpty()
        && tally.numbers() == tally.finiteNumbers();
  }

  private static String because(String code) {
    return "since \"%s\" begins with a zero".formatted(code);
  }

  /** Whether most cells are numbers, some of them with units, with marks or in brackets. */
  private boolean areDressedNumbers() {
    DressTally dress = tally.dress();
    long numbers = tally.finiteNumbers() + dress.dressed().count();
    if (dress.dressed().isEmpty() || mayBeCodes(dress)) {
      return false;
    }
    boolean all = numbers == tally.cells();
    boolean mostlyRemarks = numbers - dress.remarks().count() < NEARLY * tally.cells();
    if (mostlyRemarks && dress.differentNumbers() + tally.differentNumbers() <= CLASSES) {
      return false;
    }
    int units = dress.units().values().size();
    if (units <= 1) {
      boolean several = dress.differentNumbers() + tally.differentNumbers() > 1;
      return several && (all || numbers >= NEARLY * tally.cells());
    }
    boolean few = units <= UNITS && !dress.units().hasMore() && !dress.isMixed();
    return few && dress.differentNumbers() > units && numbers >= NEARLY * tally.cells();
  }

  /** Whether cells such as 10D may be codes: they are not if they count thousands or millions. */
  private boolean mayBeCodes(DressTally dress) {
    return !dress.likeCodes().isEmpty()
        && !UnitFactors.areOneQuantity(dress.units().values())
        && (!dress.units().values().stream().allMatch(NumberSql::isMagnitude)
            || dress.notations().keySet().stream().allMatch(bits -> bits == NumberText.ALL));
  }

  private ColumnDecision time() {
    CellType type = tally.times().isEmpty() ? CellType.DATE : CellType.TIMESTAMP;
    return read(CellRule.of(column, type, tally.naValues()));
  }

  private ColumnDecision mixed() {
    boolean nearly =
        tally.numbers() >= NEARLY * tally.cells()
            || (tally.numbers() >= NEARLY_BUT_MARKERS * tally.cells()
                && tally.odd().values().size() <= 2
                && tally.differentNumbers() == 3);
    if (nearly) {
      return unclear(problems().nearly("a number", tally.numbers()));
    }
    long dates = tally.dates().count() + tally.times().count();
    return dates >= NEARLY * tally.cells() ? unclear(problems().nearly("a date", dates)) : text();
  }

  private ColumnDecision number() {
    DressTally dress = tally.dress();
    boolean currencies =
        !dress.currencies().isEmpty()
            && (dress.currencies().values().size() > 1 || !dress.withoutCurrency().isEmpty());
    boolean percents = !dress.percents().isEmpty() && !dress.withoutPercent().isEmpty();
    if (currencies || percents) {
      return unclear(problems().dressed());
    }
    DecimalMark.Choice choice = decimal.choose(tally);
    if (choice instanceof DecimalMark.Unclear unclear) {
      return unclear(problems().notation(unclear));
    }
    Marks marks = ((DecimalMark.Clear) choice).marks();
    String currency = dress.currencies().isEmpty() ? "" : dress.currencies().first();
    boolean percent = !dress.percents().isEmpty();
    return read(new CellRule(column, tally.width(), marks, currency, percent, tally.markers()));
  }

  private NumberProblems problems() {
    return new NumberProblems(column, tally, decimal);
  }

  private ColumnDecision text(String... reasons) {
    return new ColumnDecision(
        CellRule.text(column, tally.naValues()), tally, List.of(reasons), Optional.empty());
  }

  private ColumnDecision read(CellRule rule) {
    boolean said = wanted != ColumnDecision.Wanted.ANYTHING;
    List<String> reasons = new ReadingReasons(tally, decimal, said).of(rule);
    return new ColumnDecision(rule, tally, reasons, Optional.empty());
  }

  private ColumnDecision unclear(ColumnProblem problem) {
    return new ColumnDecision(
        CellRule.text(column, List.of()), tally, List.of(), Optional.of(problem));
  }
}
