package dev.linesweep.text;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines for a terminal. */
public final class Lines {
  /** The columns of most terminals. */
  public static final int WIDTH = 80;

  private Lines() {}

  /** Words broken at spaces, the lines after the first indented. A word is never broken. */
  public static String wrap(String text, int width, String indent) {
    return pack(List.of(text.split(" ")), " ", width, indent);
  }

  /** Items joined and broken between two of them, the separator left at the end of a line. */
  public static String pack(List<String> items, String separator, int width, String indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < items.size(); i++) {
      String item = items.get(i) + (i < items.size() - 1 ? separator : "");
      if (!line.isEmpty() && line.length() + item.stripTrailing().length() > width) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(indent);
      }
      line.append(item);
    }
    lines.add(line.toString().stripTrailing());
    return String.join("\n", lines);
  }
}
