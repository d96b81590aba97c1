package dev.linesweep.spark.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Clean numbers, and the same in a notation that a spreadsheet may write. */
record DrawnTable(String group, List<List<@Nullable Double>> values, List<List<String>> cells) {
  private static final List<String> MARKERS =
      List.of(
          "NA", "N/A", "n/a", "NaN", "nan", "null", "NULL", "None", "-", "--", "?", ".", "#N/A",
          "missing", "", " ");

  static DrawnTable random(Random random) {
    char decimal = random.nextBoolean() ? '.' : ',';
    List<String> groups = List.of("", "", decimal == '.' ? "," : ".", " ", "'", "\u00A0");
    String group = groups.get(random.nextInt(groups.size()));
    List<List<@Nullable Double>> values = new ArrayList<>();
    List<List<String>> cells = new ArrayList<>();
    for (int column = 1 + random.nextInt(3); column > 0; column--) {
      int decimals = random.nextInt(4);
      int size = 1 + random.nextInt(8);
      String before = any(random, "", "", "", "$", "€ ", "US$");
      String after = before.isEmpty() ? any(random, "", "", "", "%", " %", " EUR", "€") : "";
      double gaps = random.nextInt(3) == 0 ? 0.3 : 0;
      List<@Nullable Double> numbers = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      for (int row = 1 + random.nextInt(12); row > 0; row--) {
        if (random.nextDouble() < gaps) {
          numbers.add(null);
          texts.add(MARKERS.get(random.nextInt(MARKERS.size())));
        } else {
          String digits = digits(random, size);
          String fraction =
              decimals == 0 ? "" : digits(random, decimals + 9).substring(0, decimals);
          String sign = any(random, "", "", "-");
          numbers.add(
              Double.parseDouble(sign + digits + (fraction.isEmpty() ? "" : "." + fraction)));
          texts.add(
              sign
                  + before
                  + grouped(digits, group)
                  + (fraction.isEmpty() ? "" : decimal + fraction)
                  + after);
        }
      }
      values.add(numbers);
      cells.add(texts);
    }
    return new DrawnTable(group, values, cells);
  }

  private static String digits(Random random, int most) {
    String digits = Long.toString(Math.abs(random.nextLong() % (long) Math.pow(10, most)));
    return digits + (most > 9 ? "123456789".repeat(2) : "");
  }

  private static String grouped(String digits, String group) {
    StringBuilder grouped = new StringBuilder();
    for (int i = 0; i < digits.length(); i++) {
      grouped.append(i > 0 && (digits.length() - i) % 3 == 0 ? group : "");
      grouped.append(digits.charAt(i));
    }
    return grouped.toString();
  }

  /** Whether nobody can tell a decimal mark from one between thousands, or there is neither. */
  static boolean mayBeEither(String cell) {
    return MARKERS.contains(cell)
        || Stream.of(cell.replaceAll("[^0-9.,]", ""))
            .allMatch(core -> core.matches("\\d+|[1-9]\\d{0,2}[.,]\\d{3}"));
  }

  private static String any(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
