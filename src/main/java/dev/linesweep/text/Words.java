package dev.linesweep.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Quotes what the user wrote, lists choices and guesses what was meant, for messages. */
public final class Words {
  private static final int LONGEST_QUOTE = 60;
  private static final int LONGEST_GUESS = 40;
  private static final int SHORTEST_ABBREVIATION = 3;

  private Words() {}

  /** The text in quotes, on one line, shortened if it is long. */
  public static String quoted(String text) {
    return '"' + oneLine(text) + '"';
  }

  /** The text without control characters, shortened if it is long. */
  public static String oneLine(String text) {
    String cut = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    StringBuilder out = new StringBuilder();
    cut.chars().forEach(c -> out.append(Character.isISOControl(c) ? ' ' : (char) c));
    return out.toString();
  }

  /** The words with a capital letter, as a sentence begins. */
  public static String capital(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** {@code a, b or c}. */
  public static String anyOf(List<String> words) {
    return joined(words, " or ");
  }

  /** {@code a, b and c}. */
  public static String allOf(List<String> words) {
    return joined(words, " and ");
  }

  private static String joined(List<String> words, String last) {
    int end = words.size() - 1;
    return end < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, end)) + last + words.get(end);
  }

  /** {@code (did you mean "epochs"?)} with a space before it, or nothing if no word is close. */
  public static String didYouMean(String written, Collection<String> known) {
    return nearest(written, known).map(w -> " (did you mean \"" + w + "\"?)").orElse("");
  }

  /**
   * The known word with the fewest edits, if at most a third of its letters change; among equals
   * one that begins with the same letter.
   */
  public static Optional<String> nearest(String written, Collection<String> known) {
    if (written.length() > LONGEST_GUESS) {
      return Optional.empty();
    }
    Optional<String> same = known.stream().filter(word -> sameLetters(word, written)).findFirst();
    return same.isPresent()
        ? same
        : known.stream()
            .filter(word -> EditDistance.between(written, word) <= Math.max(1, word.length() / 3))
            .min(
                Comparator.comparingInt((String word) -> EditDistance.between(written, word))
                    .thenComparing(word -> !word.regionMatches(true, 0, written, 0, 1)))
            .or(() -> abbreviated(written, known));
  }

  /** The only word that begins with the same letter and contains the others in this order. */
  private static Optional<String> abbreviated(String written, Collection<String> known) {
    List<String> found = known.stream().filter(word -> isShort(written, word)).toList();
    return written.length() >= SHORTEST_ABBREVIATION && found.size() == 1
        ? Optional.of(found.get(0))
        : Optional.empty();
  }

  private static boolean isShort(String written, String word) {
    int at = 0;
    for (int i = 0; i < word.length() && at < written.length(); i++) {
      at += word.charAt(i) == written.charAt(at) ? 1 : 0;
    }
    return at == written.length()
        && written.length() * 2 >= word.length()
        && written.charAt(0) == word.charAt(0);
  }

  public static boolean sameLetters(String a, String b) {
    return letters(a).equals(letters(b));
  }

  /**
   * {@code learningrate} for {@code Learning_Rate}, {@code learningRate} or {@code learning-rate}.
   */
  private static String letters(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[_ -]", "");
  }
}
