package dev.linesweep.spark.table;

import dev.linesweep.text.NameList;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The words next to the years in a column such as {@code Winter 2000} or {@code II/2000}, which say
 * what part of the year a row is of.
 *
 * <p>Seasons, ordinals and Roman numbers have a place in the year, and so have the names of months;
 * the place of other words is known only to their author. A winter may be the first season of its
 * year or the last.
 */
final class PeriodWords implements Serializable {
  /** Characters that are not part of the words, as a pattern without backslashes for use in SQL. */
  private static final String APART = "([0-9]+(st|nd|rd|th)?|[ .,:;/_'’()-])+";

  private static final Pattern SEPARATOR = Pattern.compile(APART);
  private static final int MOST = 24;

  /** Each list in the order of the year; several spellings of one place in one entry. */
  private static final List<String> SEASONS =
      List.of(
          "winter hiver invierno inverno",
          "spring frühling frühjahr printemps primavera",
          "summer sommer été verano estate",
          "autumn fall herbst automne otoño autunno");

  private static final List<String> ORDINALS =
      List.of(
          "first erste erster erstes premier première primer primera primo prima",
          "second zweite zweiter zweites deuxième segundo segunda secondo seconda",
          "third dritte dritter drittes troisième tercer tercera terzo terza",
          "fourth vierte vierter viertes quatrième cuarto cuarta quarto quarta");
  private static final List<String> ROMANS =
      List.of("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii");
  private static final Map<String, Integer> PLACES = places();

  private final TreeSet<String> words = new TreeSet<>();
  private boolean all = true;

  private static Map<String, Integer> places() {
    Map<String, Integer> places = new HashMap<>();
    for (List<String> family : List.of(SEASONS, ORDINALS, ROMANS)) {
      for (int i = 0; i < family.size(); i++) {
        for (String word : family.get(i).split(" ")) {
          places.put(word, i + 1);
        }
      }
    }
    return Map.copyOf(places);
  }

  /** Takes a cell. */
  void see(String cell) {
    if (all) {
      words.add(words(cell));
      keepFew();
    }
  }

  void append(PeriodWords later) {
    all &= later.all;
    words.addAll(later.words);
    keepFew();
  }

  private void keepFew() {
    all &= words.size() <= MOST;
    if (!all) {
      words.clear();
    }
  }

  private static String words(String cell) {
    return SEPARATOR.matcher(cell.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  /** The place in the year that the words of the cell name. */
  static Optional<Integer> place(String cell) {
    return placeOf(words(cell));
  }

  private static Optional<Integer> placeOf(String words) {
    List<Integer> known = new ArrayList<>();
    for (String word : words.split(" ")) {
      Optional.ofNullable(PLACES.get(word)).ifPresent(known::add);
    }
    return known.size() == 1 ? Optional.of(known.get(0)) : Optional.empty();
  }

  /** Whether cells differ in their words, and few enough do to list them. */
  boolean differ() {
    return words.size() > 1;
  }

  /** Whether one of the words may be the first or the last of its year. */
  boolean haveWinter() {
    return words.stream().anyMatch(PeriodWords::isWinter);
  }

  private static boolean isWinter(String words) {
    return List.of(words.split(" ")).stream()
        .anyMatch(List.of(SEASONS.get(0).split(" "))::contains);
  }

  /** The words in the order of the year, those of unknown place last. */
  private List<String> sorted(boolean winterLast) {
    return words.stream()
        .sorted(Comparator.comparingInt(word -> number(word, winterLast)))
        .toList();
  }

  private static int number(String words, boolean winterLast) {
    return winterLast && isWinter(words)
        ? SEASONS.size() + 1
        : placeOf(words).or(() -> MonthWords.place(words)).orElse(Integer.MAX_VALUE);
  }

  /** The words as a message lists them in this order. */
  String list(boolean winterLast) {
    return NameList.quoted(sorted(winterLast));
  }

  /** Numbers of two digits for the words, in this order; words of the same place share one. */
  String sql(String column, boolean winterLast) {
    List<String> sorted = sorted(winterLast);
    StringBuilder sql = new StringBuilder();
    sql.append("CASE trim(regexp_replace(lower(%s), '%s', ' '))".formatted(column, sqlText(APART)));
    int place = 0;
    for (int i = 0; i < sorted.size(); i++) {
      boolean same = i > 0 && samePlace(sorted.get(i - 1), sorted.get(i), winterLast);
      place += same ? 0 : 1;
      sql.append(" WHEN '%s' THEN '%02d'".formatted(sqlText(sorted.get(i)), place));
    }
    return sql.append(" END").toString();
  }

  private static boolean samePlace(String one, String other, boolean winterLast) {
    int place = number(one, winterLast);
    return place != Integer.MAX_VALUE && place == number(other, winterLast);
  }

  private static String sqlText(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'");
  }
}
