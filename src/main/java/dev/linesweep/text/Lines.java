package dev.linesweep.text;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines for a terminal. */
public final class Lines {
  /** The width of most terminals, in columns. */
  public static final int WIDTH = 80;

  private Lines() {}

  /** Breaks text at spaces; the lines after the first are indented. A word is never broken. */
  public static String wrap(String text, int width, String indent) {
    return pack(List.of(text.split(" ")), " ", width, indent);
  }

  /** Joins items and breaks lines between two of them; the separator stays at the end of a line. */
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
