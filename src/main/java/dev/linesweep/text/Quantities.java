package dev.linesweep.text;

import java.util.Locale;

/** Bytes and durations in readable units. */
public final class Quantities {
  private Quantities() {}

  /** For example {@code 640 bytes}, {@code 1.2 MiB}. */
  public static String bytes(long count) {
    if (count < 1024) {
      return count + " bytes";
    }
    String[] units = {"KiB", "MiB", "GiB", "TiB"};
    double value = count / 1024.0;
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, units[unit]);
  }

  /** For example {@code 0.2 s}, {@code 45 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
  public static String duration(double seconds) {
    if (seconds < 0.1) {
      return "0.1 s";
    }
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return whole / 60 + " min" + (whole % 60 == 0 ? "" : " " + whole % 60 + " s");
    }
    long minutes = whole / 60;
    return Rounded.of(minutes / 60) + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
  }
}
