package dev.linesweep.spark.table;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How large units are that belong to one quantity: that of the first one that has one. */
record UnitSizes(List<UnitLabel> labels) {
  private static final Map<String, Set<String>> MINORS =
      Map.of(
          "\u20AC", Set.of("ct", "cent", "c", "\u00A2"),
          "$", Set.of("ct", "cent", "c", "\u00A2"),
          "\u00A3", Set.of("p", "pence"));

  UnitSizes {
    labels = List.copyOf(labels);
  }

  /** By unit, of how many of the smallest it is; empty if fewer than two are known. */
  Map<UnitLabel, BigDecimal> known() {
    Map<UnitLabel, BigDecimal> money = money();
    if (!money.isEmpty()) {
      return money;
    }
    Map<UnitLabel, BigDecimal> known = new LinkedHashMap<>();
    Optional<String> quantity =
        labels.stream().flatMap(label -> metric(label).stream()).map(MetricUnit::base).findFirst();
    for (UnitLabel label : labels) {
      metric(label)
          .filter(unit -> quantity.filter(unit.base()::equals).isPresent())
          .ifPresent(unit -> known.put(label, unit.factor()));
    }
    return known.values().stream().distinct().count() > 1 ? known : Map.of();
  }

  private static Optional<MetricUnit> metric(UnitLabel label) {
    return label.isCurrency() ? Optional.empty() : MetricUnit.of(label.name());
  }

  /** Euros and cents, if they are the only money. */
  private Map<UnitLabel, BigDecimal> money() {
    for (Map.Entry<String, Set<String>> minors : MINORS.entrySet()) {
      Map<UnitLabel, BigDecimal> known = new LinkedHashMap<>();
      for (UnitLabel label : labels) {
        if (label.isCurrency() && label.key().equals(minors.getKey())) {
          known.put(label, BigDecimal.valueOf(100));
        } else if (minors.getValue().contains(label.word())) {
          known.put(label, BigDecimal.ONE);
        }
      }
      if (known.size() == labels.size() && known.values().stream().distinct().count() == 2) {
        return known;
      }
    }
    return Map.of();
  }
}
