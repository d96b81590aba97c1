package dev.linesweep.spec;

import java.util.List;

/** Lists of names in messages, cut where they are long. */
public final class NameList {
  private NameList() {}

  /** The first names: {@code a, b and 3 more}. */
  public static String first(List<String> names, int most) {
    int more = names.size() - most;
    return more <= 0
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, most)) + " and " + more + " more";
  }
}
