package dev.linesweep.spark.table;

import java.io.Serializable;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of one text column while rows pass in the order of its characters: which other
 * orders its cells have, and where these disagree first.
 *
 * <p>Surveys of consecutive rows append to one another.
 */
final class TextSurvey implements Serializable {
  private static final Pattern SLASHED =
      Pattern.compile("(\\d{1,2})([/.-])(\\d{1,2})\\2(?:\\d{4}|\\d{2})");

  private static final Pattern YEAR_BEHIND = Pattern.compile("([0-9]{2})(?:\\s+[0-9]{1,2}:.*)?$");
  private static final Pattern YEAR_BEFORE = Pattern.compile("^([0-9]{2})");

  private static final Pattern DECIMAL = Pattern.compile("[0-9]+(?:[.][0-9]+)?");

  /** Two values in the order of their characters, which another order turns round. */
  record Turned(String first, String second) implements Serializable {}

  private final EnumSet<CellOrder> orders = EnumSet.allOf(CellOrder.class);
  private final EnumMap<CellOrder, Turned> turned = new EnumMap<>(CellOrder.class);
  private final BitSet forms = DayForms.all();
  private final MonthWords months = new MonthWords();
  private final PeriodWords periods = new PeriodWords();
  private final ShortYears behind = new ShortYears();
  private final ShortYears before = new ShortYears();
  private boolean unsaid;
  private boolean onlyWeekdays = true;
  private boolean onlySlashed = true;
  private boolean dayFirst;
  private boolean monthFirst;
  private boolean onlyHashes = true;
  private boolean onlyOneNumber = true;
  private boolean points;
  private int width;
  private @Nullable String least;
  private @Nullable String greatest;

  /** Takes a cell. */
  void see(String cell) {
    orders.removeIf(order -> order.key(cell).isEmpty());
    String plain = DayForms.plain(cell);
    DayForms.retain(forms, plain);
    seeYear(YEAR_BEHIND, plain, behind);
    seeYear(YEAR_BEFORE, plain, before);
    months.see(plain);
    periods.see(cell);
    unsaid |= !plain.equals(cell.strip());
    onlyWeekdays &= DayForms.hasWeekday(cell);
    seeSlashes(cell);
    onlyHashes &= CellOrder.isHash(cell);
    List<String> decimals = DECIMAL.matcher(cell).results().map(run -> run.group()).toList();
    onlyOneNumber &= decimals.size() == 1;
    points |= decimals.size() == 1 && decimals.get(0).contains(".");
    width = Math.max(width, CellOrder.width(cell));
    least = least == null || cell.compareTo(least) < 0 ? cell : least;
    greatest = greatest == null || cell.compareTo(greatest) > 0 ? cell : greatest;
  }

  private void seeYear(Pattern pattern, String plain, ShortYears years) {
    Matcher year = pattern.matcher(plain);
    if ((onlySlashed || !forms.isEmpty()) && year.find()) {
      years.see(Integer.parseInt(year.group(1)));
    }
  }

  private void seeSlashes(String cell) {
    Matcher slashed = SLASHED.matcher(cell.strip());
    onlySlashed &= slashed.matches();
    if (onlySlashed) {
      dayFirst |= Integer.parseInt(slashed.group(1)) > 12;
      monthFirst |= Integer.parseInt(slashed.group(3)) > 12;
    }
  }

  /** Takes two cells that follow one another, the columns before this one being equal. */
  void compare(String first, String second) {
    for (CellOrder order : orders) {
      if (!turned.containsKey(order)
          && CellOrder.BY_NUMBERS.compare(
                  order.key(first).orElseThrow(), order.key(second).orElseThrow())
              > 0) {
        turned.put(order, new Turned(first, second));
      }
    }
  }

  /** Adds what was seen of the rows that follow. */
  void append(TextSurvey later) {
    orders.retainAll(later.orders);
    later.turned.forEach(turned::putIfAbsent);
    forms.and(later.forms);
    months.append(later.months);
    periods.append(later.periods);
    behind.append(later.behind);
    before.append(later.before);
    unsaid |= later.unsaid;
    onlyWeekdays &= later.onlyWeekdays;
    onlySlashed &= later.onlySlashed;
    dayFirst |= later.dayFirst;
    monthFirst |= later.monthFirst;
    onlyHashes &= later.onlyHashes;
    onlyOneNumber &= later.onlyOneNumber;
    points |= later.points;
    width = Math.max(width, later.width);
    for (String cell : later.ends()) {
      least = least == null || cell.compareTo(least) < 0 ? cell : least;
      greatest = greatest == null || cell.compareTo(greatest) > 0 ? cell : greatest;
    }
  }

  /** The least and the greatest cell; empty if there is none. */
  List<String> ends() {
    return least == null || greatest == null ? List.of() : List.of(least, greatest);
  }

  int width() {
    return width;
  }

  /** The order that the cells have: years before months before numbers. */
  private CellOrder order() {
    return orders.iterator().next();
  }

  /** Where the order of characters is not the one that the cells have. */
  Optional<Map.Entry<CellOrder, Turned>> disagreement() {
    return onlyHashes
        ? Optional.empty()
        : turned.entrySet().stream().filter(entry -> entry.getKey() == order()).findFirst();
  }

  /** Whether a form of days or times is left that reads all cells. */
  boolean hasForms() {
    return !forms.isEmpty();
  }

  /** The forms of days and times that read all cells. */
  List<DayForms.Form> forms() {
    if (isConstant()) {
      return List.of();
    }
    List<DayForms.Form> all = DayForms.of(forms);
    return all.stream().anyMatch(this::isRatherYearFirst)
        ? all.stream().filter(this::isRatherYearFirst).toList()
        : all;
  }

  /** Only digits, of which the first two are the same far more often than the last two. */
  private boolean isRatherYearFirst(DayForms.Form form) {
    return form.compact() && form.shortYearFirst() && before.count() < behind.count();
  }

  /** Years of two digits, where the form has them. */
  ShortYears years(DayForms.Form form) {
    return form.shortYearFirst() ? before : behind;
  }

  /** Years of two digits at the end. */
  ShortYears yearsBehind() {
    return behind;
  }

  /** Whether the order of the form is the order of its characters and numbers from the left. */
  boolean readsFromTheLeft(DayForms.Form form) {
    return !unsaid && form.readsFromTheLeft() && !(form.shortYear() && years(form).span());
  }

  /** Whether some cells name a weekday, or GMT or UTC. */
  boolean hasUnsaid() {
    return unsaid;
  }

  /** Whether all cells name a weekday next to numbers. */
  boolean namesWeekdays() {
    return onlyWeekdays && !isConstant();
  }

  MonthWords months() {
    return months;
  }

  PeriodWords periods() {
    return periods;
  }

  boolean isConstant() {
    return least == null || least.equals(greatest);
  }

  /** Numbers such as 13/2/2020 and 2/13/2020: in some the day is first, in others the month. */
  boolean mixesDaysAndMonths() {
    return onlySlashed && dayFirst && monthFirst;
  }

  /** The character between the numbers of such a date. */
  static String mark(String slashed) {
    Matcher matcher = SLASHED.matcher(slashed.strip());
    return matcher.matches() ? matcher.group(2) : "/";
  }

  /** Whether the years of such dates have four digits. */
  static boolean hasLongYear(String slashed) {
    return slashed.strip().matches(".*[^0-9][0-9]{4}");
  }

  /** Whether each cell has one number, some with decimals. */
  boolean hasDecimals() {
    return onlyOneNumber && points;
  }
}
