package dev.linesweep.spark.table;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A unit whose factor is certain: a metric one with a common prefix, or bytes, of which KB has 1000
 * and KiB 1024. Rare prefixes that may be another unit or a slip (nm, Mg) are not known.
 *
 * @param base what it counts, such as m or g/l
 * @param factor how many of the base it is
 */
record MetricUnit(String base, BigDecimal factor) {
  /** The prefixes of each base. */
  private static final Map<String, String> BASES =
      Map.ofEntries(
          Map.entry("m", "u m c d k"),
          Map.entry("g", "u m k"),
          Map.entry("l", "u m c d h"),
          Map.entry("s", "u m"),
          Map.entry("W", "m k M G"),
          Map.entry("Wh", "k M G T"),
          Map.entry("J", "k M G"),
          Map.entry("cal", "k"),
          Map.entry("Hz", "k M G"),
          Map.entry("V", "u m k"),
          Map.entry("A", "u m k"),
          Map.entry("Pa", "h k M"),
          Map.entry("B", "k K M G T P Ki Mi Gi Ti"));

  private static final Map<String, String> PREFIXES =
      Map.ofEntries(
          Map.entry("u", "0.000001"),
          Map.entry("m", "0.001"),
          Map.entry("c", "0.01"),
          Map.entry("d", "0.1"),
          Map.entry("h", "100"),
          Map.entry("k", "1000"),
          Map.entry("K", "1000"),
          Map.entry("M", "1000000"),
          Map.entry("G", "1000000000"),
          Map.entry("T", "1000000000000"),
          Map.entry("P", "1000000000000000"),
          Map.entry("Ki", "1024"),
          Map.entry("Mi", "1048576"),
          Map.entry("Gi", "1073741824"),
          Map.entry("Ti", "1099511627776"));

  /** Written in full; without the s of the plural. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("meter", "m"),
          Map.entry("metre", "m"),
          Map.entry("kilometer", "km"),
          Map.entry("kilometre", "km"),
          Map.entry("centimeter", "cm"),
          Map.entry("centimetre", "cm"),
          Map.entry("gram", "g"),
          Map.entry("kilogram", "kg"),
          Map.entry("liter", "l"),
          Map.entry("litre", "l"),
          Map.entry("byte", "B"),
          Map.entry("mcg", "ug"));

  static Optional<MetricUnit> of(String unit) {
    String name = unit.endsWith(".") ? unit.substring(0, unit.length() - 1) : unit;
    int slash = name.indexOf('/');
    if (slash <= 0) {
      return simple(name);
    }
    String per = name.substring(slash);
    return simple(name.substring(0, slash).strip())
        .map(part -> new MetricUnit(part.base() + per.replace('L', 'l'), part.factor()));
  }

  private static Optional<MetricUnit> simple(String written) {
    String name = written.replace('\u00B5', 'u').replace('\u03BC', 'u');
    Optional<MetricUnit> exact = prefixed(name.endsWith("L") ? lastLower(name) : name);
    if (exact.isPresent()) {
      return exact;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    String word = lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
    String known = WORDS.getOrDefault(word, "");
    boolean sloppy = lower.equals("km") || lower.equals("cm") || lower.equals("kg");
    return prefixed(sloppy ? lower : known);
  }

  private static String lastLower(String name) {
    return name.substring(0, name.length() - 1) + "l";
  }

  private static Optional<MetricUnit> prefixed(String name) {
    for (Map.Entry<String, String> base : BASES.entrySet()) {
      if (name.equals(base.getKey())) {
        return Optional.of(new MetricUnit(name, BigDecimal.ONE));
      }
      for (String prefix : base.getValue().split(" ")) {
        if (name.equals(prefix + base.getKey())) {
          String factor = PREFIXES.getOrDefault(prefix, "1");
          return Optional.of(new MetricUnit(base.getKey(), new BigDecimal(factor)));
        }
      }
    }
    return Optional.empty();
  }
}
