package dev.linesweep.text;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Lists of names in messages, shortened if they are long. */
public final class NameList {
  private NameList() {}

  /** The first names: {@code a, b and 3 more}. */
  public static String first(List<String> names, int most) {
    int more = names.size() - most;
    return more <= 0
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, most)) + " and " + more + " more";
  }

  /** {@code "a", "b"}. */
  public static String quoted(Collection<String> texts) {
    return texts.stream().map("\"%s\""::formatted).collect(Collectors.joining(", "));
  }
}
