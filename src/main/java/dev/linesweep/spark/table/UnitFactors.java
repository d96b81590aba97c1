package dev.linesweep.spark.table;

import dev.linesweep.text.QuotedName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Converts numbers in different units to one unit: SQL with a factor for each unit. A factor that
 * is not certain is a name that no column has, which the user replaces; a query that still has one
 * is refused.
 *
 * @param column quoted as SQL wants it
 * @param labels the units and currencies of the column
 * @param others whether some numbers have none of them
 */
record UnitFactors(String column, List<UnitLabel> labels, boolean others, boolean certain) {
  private static final Set<String> CELSIUS = Set.of("\u00B0C", "\u2103", "C");
  private static final Set<String> FAHRENHEIT = Set.of("\u00B0F", "\u2109", "F");

  /**
   * Words and letters for the two sides of zero: of a ledger in English and German, and of the
   * equator and the meridian. Single letters are of a side only if all units are of one pair.
   */
  private static final List<Pair> PAIRS =
      List.of(
          new Pair(Set.of("cr", "credit"), Set.of("dr", "debit")),
          new Pair(Set.of("Haben", "haben"), Set.of("Soll", "soll")),
          new Pair(Set.of("H"), Set.of("S")),
          new Pair(Set.of("N"), Set.of("S")),
          new Pair(Set.of("E", "O"), Set.of("W")));

  /** The words and letters for two sides. */
  private record Pair(Set<String> plus, Set<String> minus) {
    boolean has(UnitLabel label) {
      return isIn(label, plus) || isIn(label, minus);
    }

    boolean isMinus(UnitLabel label) {
      return isIn(label, minus);
    }

    static String bare(UnitLabel label) {
      return label.name().replaceFirst("^\u00B0 ?", "");
    }

    private static boolean isIn(UnitLabel label, Set<String> side) {
      String name = bare(label);
      return !label.isCurrency() && (side.contains(name) || side.contains(label.word()));
    }
  }

  /** A way to convert all numbers, and the condition under which it is right. */
  record Way(String condition, String before, String behind) {
    String of(String number) {
      return before + number + behind;
    }
  }

  UnitFactors {
    labels = List.copyOf(labels);
  }

  static UnitFactors of(String column, DressTally dress) {
    List<UnitLabel> units =
        dress.units().values().stream()
            .map(unit -> new UnitLabel(unit, false))
            .sorted(longestFirst())
            .toList();
    List<UnitLabel> currencies =
        dress.currencies().values().stream()
            .map(currency -> new UnitLabel(currency, true))
            .sorted(longestFirst())
            .toList();
    String name = QuotedName.sql(column);
    boolean magnitudes = units.stream().allMatch(unit -> NumberSql.isMagnitude(unit.name()));
    boolean one = different(currencies) <= 1 || magnitudes || dress.amountsWithUnit().isEmpty();
    if (magnitudes) {
      return new UnitFactors(name, currencies, !dress.withoutCurrency().isEmpty(), one);
    }
    boolean sides = pair(units).isPresent();
    if (sides && different(currencies) <= 1 || dress.amounts().isEmpty()) {
      return new UnitFactors(name, units, !dress.withoutUnit().isEmpty(), one);
    }
    List<UnitLabel> all = Stream.concat(units.stream(), currencies.stream()).toList();
    return new UnitFactors(name, all, !dress.bare().isEmpty(), one);
  }

  private static Comparator<UnitLabel> longestFirst() {
    return Comparator.comparingInt((UnitLabel label) -> label.name().length()).reversed();
  }

  private static long different(List<UnitLabel> labels) {
    return labels.stream().map(UnitLabel::key).distinct().count();
  }

  /** Whether these are units of one quantity; if so, the cells are not codes. */
  static boolean areOneQuantity(Set<String> units) {
    List<MetricUnit> known = units.stream().flatMap(unit -> MetricUnit.of(unit).stream()).toList();
    return known.size() == units.size()
        && known.stream().map(MetricUnit::factor).distinct().count() > 1
        && known.stream().map(MetricUnit::base).distinct().count() == 1;
  }

  /** Whether the numbers mean nothing without their units. */
  boolean areNeeded() {
    boolean signed = others && pair(labels).isPresent();
    return !certain || different(labels) > 1 || signed;
  }

  /** All ways; none if no factor converts the units. */
  List<Way> ways() {
    if (!certain) {
      return List.of();
    }
    Optional<Pair> pair = pair(labels);
    if (pair.isPresent()) {
      return sides(pair.get());
    }
    List<String> names = labels.stream().map(UnitLabel::name).toList();
    boolean celsius = names.stream().anyMatch(CELSIUS::contains);
    boolean fahrenheit = names.stream().anyMatch(FAHRENHEIT::contains);
    if (celsius && fahrenheit) {
      return names.stream().allMatch(name -> CELSIUS.contains(name) || FAHRENHEIT.contains(name))
          ? temperatures()
          : List.of();
    }
    return names.stream().anyMatch(name -> name.length() > 1 && isDegrees(name))
        ? List.of()
        : List.of(factors());
  }

  private static boolean isDegrees(String name) {
    return CELSIUS.contains(name) || FAHRENHEIT.contains(name);
  }

  /** The pair that all of these belong to; a single letter needs its counterpart. */
  private static Optional<Pair> pair(List<UnitLabel> labels) {
    return PAIRS.stream()
        .filter(pair -> !labels.isEmpty() && labels.stream().allMatch(pair::has))
        .filter(
            pair ->
                labels.stream().anyMatch(label -> Pair.bare(label).length() > 1)
                    || labels.stream().map(pair::isMinus).distinct().count() > 1)
        .findFirst();
  }

  private List<Way> sides(Pair pair) {
    Map<Boolean, List<UnitLabel>> sides =
        labels.stream().collect(Collectors.partitioningBy(pair::isMinus));
    List<UnitLabel> debits = sides.getOrDefault(true, List.of());
    List<UnitLabel> credits = sides.getOrDefault(false, List.of());
    List<UnitLabel> named = debits.isEmpty() ? credits : debits;
    String rest =
        debits.isEmpty() || credits.isEmpty()
            ? "the others are"
            : (others ? "everything else, such as %s, is" : "%s is").formatted(quoted(credits));
    String minus = "if %s is negative and %s positive".formatted(quoted(named), rest);
    String plus = "if %s is positive and %s negative".formatted(quoted(named), rest);
    return List.of(
        new Way(minus, "", factorOf(named, "-1", "1")),
        new Way(plus, "", factorOf(named, "1", "-1")));
  }

  private String factorOf(List<UnitLabel> named, String factor, String rest) {
    return " * CASE" + whens(named, factor) + " ELSE " + rest + " END";
  }

  private String whens(List<UnitLabel> named, String value) {
    return named.stream()
        .map(label -> " WHEN %s THEN %s".formatted(label.isIn(column), value))
        .collect(Collectors.joining());
  }

  private static String quoted(List<UnitLabel> labels) {
    return labels.stream()
        .map(label -> "\"" + label.name() + "\"")
        .collect(Collectors.joining(" or "));
  }

  private List<Way> temperatures() {
    List<UnitLabel> warm =
        labels.stream().filter(label -> FAHRENHEIT.contains(label.name())).toList();
    List<UnitLabel> cold = labels.stream().filter(label -> CELSIUS.contains(label.name())).toList();
    String degrees =
        "if %s is degrees Celsius and %s is Fahrenheit".formatted(quoted(cold), quoted(warm));
    if (!others) {
      return List.of(celsius(degrees, warm, "32", "0", "1.8", "1"));
    }
    return List.of(
        celsius(degrees + ", and the others are Celsius", warm, "32", "0", "1.8", "1"),
        celsius(degrees + ", and the others are Fahrenheit", cold, "0", "32", "1", "1.8"));
  }

  private Way celsius(
      String condition, List<UnitLabel> named, String zero, String zeros, String one, String ones) {
    return new Way(
        condition,
        "(",
        " - CASE%s ELSE %s END) / CASE%s ELSE %s END"
            .formatted(whens(named, zero), zeros, whens(named, one), ones));
  }

  private Way factors() {
    Map<UnitLabel, BigDecimal> known = new UnitSizes(labels).known();
    UnitLabel base = known.isEmpty() ? first() : smallest(known);
    BigDecimal one = known.getOrDefault(base, BigDecimal.ONE);
    StringBuilder factor = new StringBuilder(" * CASE");
    List<String> meanings = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (UnitLabel label : labels) {
      BigDecimal size = known.get(label);
      String times;
      if (size != null) {
        times = size.divide(one).stripTrailingZeros().toPlainString();
      } else {
        times = label.key().equals(base.key()) ? "1" : placeholder(label.name());
      }
      if (times.startsWith("`") && !names.contains(times)) {
        names.add(times);
      } else if (!times.startsWith("`") && !times.equals("1")) {
        meanings.add("\"%s\" means %s \"%s\"".formatted(label.name(), times, base.name()));
      }
      factor.append(whens(List.of(label), times));
    }
    if (others) {
      String times = placeholder("the others");
      names.add(times);
      factor.append(" ELSE ").append(times);
    }
    return new Way(condition(meanings, names, base), "", factor.append(" END").toString());
  }

  private static String placeholder(String unit) {
    return QuotedName.inBackticks("factor of " + unit);
  }

  private static String condition(List<String> meanings, List<String> names, UnitLabel base) {
    List<String> parts = new ArrayList<>();
    if (!meanings.isEmpty()) {
      parts.add("if " + String.join(" and ", meanings));
    }
    if (!names.isEmpty()) {
      parts.add(
          "with %s replaced by how many \"%s\" %s"
              .formatted(
                  String.join(" and ", names),
                  base.name(),
                  names.size() == 1 ? "one is" : "one of each is"));
    }
    return String.join(", and ", parts);
  }

  private UnitLabel first() {
    return labels.stream().filter(label -> !label.isCurrency()).findFirst().orElse(labels.get(0));
  }

  private static UnitLabel smallest(Map<UnitLabel, BigDecimal> known) {
    return known.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }
}
