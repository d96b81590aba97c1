package dev.linesweep.spark.table;

import dev.linesweep.text.QuotedName;
import java.io.Serializable;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names of months in a column whose cells hold a day, a name and a year, or a name and a year,
 * if they are not the English ones.
 *
 * <p>Java's own tables know the names in other languages. A name that they do not know, or that
 * means different months in two languages, is not guessed.
 */
final class MonthWords implements Serializable {
  private static final Pattern DATED =
      Pattern.compile(
          "(?:[^0-9]*[^0-9\\p{L}])?(?:(?<day>[0-9]{1,2})[.]?(?:er|º|ª|°)?[ ./-]*)?(?:de"
              + " )?(?<word>\\p{L}{3,})[.]?[ ,./-]+(?:del?"
              + " )?(?<year>[12][0-9]{3}|['’]?[0-9]{2})(?<rest>[^0-9].*)?");
  private static final Pattern PERIOD =
      Pattern.compile(
          "(week|quarter|half|term|semester|season|day|month|year|part|step|run)s?"
              + "|quartal|halbjahr|woche|tertial|trimestre|semestre"
              + "|spring|summer|autumn|fall|winter|and|the");
  private static final List<String> LANGUAGES =
      List.of(
          "de", "de-AT", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "en");

  /** Austrian and short German names that Java's tables lack. */
  private static final Map<String, Integer> MORE =
      Map.of("jänner", 1, "jän", 1, "feber", 2, "mär", 3, "mrz", 3);

  private static final int MOST = 40;

  private final TreeSet<String> words = new TreeSet<>();
  private boolean all = true;
  private boolean whole = true;
  private boolean loose;
  private boolean withDay;
  private boolean withoutDay;

  /** Takes a cell. */
  void see(String cell) {
    Matcher dated = all ? DATED.matcher(cell.strip().toLowerCase(Locale.ROOT)) : DATED.matcher("");
    all &= dated.matches() && !PERIOD.matcher(word(dated)).matches() && words.size() <= MOST;
    if (!all) {
      words.clear();
      return;
    }
    words.add(word(dated));
    whole &= dated.group("rest") == null && year(dated).length() == 4;
    loose |= dated.group("day") == null || year(dated).length() != 4;
    withDay |= dated.group("day") != null;
    withoutDay |= dated.group("day") == null;
    whole &= dated.group("day") != null || Character.isLetter(cell.strip().codePointAt(0));
  }

  private static String word(Matcher dated) {
    return Optional.ofNullable(dated.group("word")).orElse("");
  }

  private static String year(Matcher dated) {
    return Optional.ofNullable(dated.group("year")).orElse("");
  }

  void append(MonthWords later) {
    all &= later.all;
    whole &= later.whole;
    loose |= later.loose;
    withDay |= later.withDay;
    withoutDay |= later.withoutDay;
    words.addAll(later.words);
  }

  /** Whether these are names that English does not have. */
  boolean areForeign() {
    return all && !foreign().isEmpty() && (!loose || known().keySet().containsAll(words));
  }

  private static boolean isEnglish(String word) {
    return CellOrder.MONTHS.key(word).isPresent();
  }

  /** The names that are not the English ones. */
  List<String> foreign() {
    return words.stream().filter(word -> !isEnglish(word)).toList();
  }

  /** Makes a date of the column; empty if some name is not known for certain. */
  Optional<String> sql(String column) {
    TreeMap<String, TreeSet<Integer>> known = known();
    boolean certain =
        words.stream().allMatch(word -> known.getOrDefault(word, new TreeSet<>()).size() == 1);
    if (!certain || !whole || withDay == withoutDay) {
      return Optional.empty();
    }
    String text =
        withDay
            ? "regexp_replace(lower(%s), '^[^0-9]*', '')".formatted(column)
            : "lower(%s)".formatted(column);
    // The longest first, since one name may begin another.
    String month =
        words.stream()
            .sorted(Comparator.comparing(String::length).reversed())
            .map(
                word ->
                    "WHEN contains(%s, %s) THEN %d"
                        .formatted(
                            text,
                            "'" + word + "'",
                            known.getOrDefault(word, new TreeSet<>()).first()))
            .collect(Collectors.joining(" ", "CASE ", " END"));
    String day = withDay ? "int(regexp_extract(%s, '[0-9]{1,2}', 0))".formatted(column) : "1";
    return Optional.of(
        "make_date(int(regexp_extract(%s, '[0-9]{4}', 0)), %s, %s)".formatted(column, month, day));
  }

  /** The one month that a word names. */
  static Optional<Integer> place(String word) {
    return Optional.ofNullable(known().get(word))
        .filter(months -> months.size() == 1)
        .map(TreeSet::first);
  }

  private static TreeMap<String, TreeSet<Integer>> known() {
    TreeMap<String, TreeSet<Integer>> known = new TreeMap<>();
    for (String language : LANGUAGES) {
      Locale locale = Locale.forLanguageTag(language);
      for (Month month : Month.values()) {
        for (TextStyle style :
            List.of(
                TextStyle.FULL,
                TextStyle.SHORT,
                TextStyle.FULL_STANDALONE,
                TextStyle.SHORT_STANDALONE)) {
          String word =
              month.getDisplayName(style, locale).toLowerCase(Locale.ROOT).replace(".", "");
          known.computeIfAbsent(word, none -> new TreeSet<>()).add(month.getValue());
        }
      }
    }
    MORE.forEach((word, month) -> known.put(word, new TreeSet<>(List.of(month))));
    return known;
  }

  /** The names as a message lists them. */
  String list() {
    return foreign().stream().limit(12).map(QuotedName::yamlText).collect(Collectors.joining(", "));
  }
}
