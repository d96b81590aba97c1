package dev.linesweep.spark.table;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Names that files of daily prices have for the same columns, by site and language: Yahoo Finance,
 * Stooq, Nasdaq, Investing.com, Alpha Vantage, Google Sheets, MetaStock's {@code <CLOSE>}.
 *
 * <p>They serve to say which column is likely meant, never to read one column as another.
 */
final class OtherNames {
  private static final List<Set<String>> GROUPS =
      List.of(
          Set.of("date", "data", "datum", "fecha", "dt", "day", "timestamp", "tradedate", "дата"),
          Set.of(
              "close",
              "closelast",
              "closeprice",
              "closingprice",
              "last",
              "lastprice",
              "price",
              "zamkniecie",
              "zamknięcie",
              "schluss",
              "schlusskurs",
              "zuletzt",
              "cierre",
              "último",
              "ultimo",
              "dernier",
              "clôture",
              "cloture",
              "chiusura",
              "цена"),
          Set.of("open", "openprice", "otwarcie", "eröffnung", "eröffn", "apertura", "ouverture"),
          Set.of("high", "highprice", "najwyzszy", "najwyższy", "hoch", "máximo", "maximo"),
          Set.of("low", "lowprice", "najnizszy", "najniższy", "tief", "mínimo", "minimo"),
          Set.of("volume", "vol", "wolumen", "volumen", "umsatz", "shares"));

  private OtherNames() {}

  /** The one of these columns that may be meant by a name that none of them has. */
  static Optional<String> of(String name, List<String> columns) {
    return GROUPS.stream()
        .filter(group -> group.contains(plain(name)))
        .map(group -> columns.stream().filter(column -> group.contains(plain(column))).toList())
        .filter(found -> found.size() == 1)
        .flatMap(List::stream)
        .findFirst()
        .or(() -> sameLetters(name, columns));
  }

  private static Optional<String> sameLetters(String name, List<String> columns) {
    Stream<String> same = columns.stream().filter(column -> plain(column).equals(plain(name)));
    List<String> found = same.toList();
    return found.size() == 1 && !plain(name).isEmpty()
        ? Optional.of(found.get(0))
        : Optional.empty();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
