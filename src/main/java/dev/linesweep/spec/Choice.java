package dev.linesweep.spec;

import dev.linesweep.text.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** One of an enum's constants, as users write and read them: in lower case. */
public final class Choice {
  private Choice() {}

  /** The constant with that key; empty if there is none. */
  public static <E extends Enum<E>> Optional<E> of(E[] choices, String key) {
    return Stream.of(choices).filter(choice -> key(choice).equals(key)).findFirst();
  }

  /** The message for a text that is none of them. */
  public static String expected(Enum<?>[] choices, String written) {
    return expected(choices, written, Words.quoted(written));
  }

  /**
   * @param described what was written, as messages quote it
   */
  static String expected(Enum<?>[] choices, String written, String described) {
    List<String> keys = keys(choices);
    return "expected "
        + Words.anyOf(keys)
        + ", got "
        + described
        + Words.didYouMean(written.toLowerCase(Locale.ROOT), keys);
  }

  public static List<String> keys(Enum<?>[] choices) {
    return Stream.of(choices).map(Choice::key).toList();
  }

  private static String key(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
