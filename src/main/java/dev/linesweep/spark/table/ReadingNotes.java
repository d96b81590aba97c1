package dev.linesweep.spark.table;

import dev.linesweep.text.Counted;
import dev.linesweep.text.NameList;
import dev.linesweep.text.QuotedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says how the columns in use were read, if the user should know. */
final class ReadingNotes {
  /** More categories than these without anything special share one note. */
  private static final int LISTED = 3;

  private ReadingNotes() {}

  /**
   * One note for each column that is not simply numbers.
   *
   * @param written what was read
   * @param used columns of the table as read that the job depends on
   */
  static List<String> of(TypedTable typed, Encoder encoder, TableOrigin written, Set<String> used) {
    List<String> notes = new ArrayList<>();
    List<Encoder.Input> categories = new ArrayList<>();
    for (Encoder.Input input : encoder.inputs()) {
      if (input.text()) {
        Optional<ColumnDecision> decision = typed.decision(input.column());
        String why = decision.map(ReadingNotes::why).orElse("");
        if (why.isEmpty()) {
          categories.add(input);
        } else {
          notes.add("%s: text%s; %s".formatted(input.column(), why, oneHot(input)));
        }
      }
    }
    for (ColumnDecision decision : typed.decisions()) {
      List<String> reasons =
          new ArrayList<>(
              written.isWritten(decision.column()) ? List.of() : List.of("text in the file"));
      reasons.addAll(decision.reasons());
      if (!decision.isText() && !reasons.isEmpty() && used.contains(decision.column())) {
        notes.add(
            "%s: %s; %s"
                .formatted(
                    decision.column(), decision.rule().type().word(), String.join("; ", reasons)));
      }
    }
    notes.addAll(categories(categories));
    encoder.inputs().forEach(input -> twins(input).ifPresent(notes::add));
    notes.addAll(unusedMarkers(typed.decisions(), written.isWritten()));
    return notes;
  }

  /** Values that differ only in the whitespace around them. */
  private static Optional<String> twins(Encoder.Input input) {
    return input.levels().stream()
        .collect(Collectors.groupingBy(NumberText::stripped, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .filter(alike -> alike.size() > 1)
        .findFirst()
        .map(
            alike ->
                "%s: %s differ only in whitespace but are different values; %s AS %s in a query merges them"
                    .formatted(
                        input.column(),
                        alike.stream()
                            .sorted()
                            .map(ReadingNotes::shown)
                            .collect(Collectors.joining(" and ")),
                        "regexp_replace(%s, r'^[\\h\\s]+|[\\h\\s]+$', '')"
                            .formatted(QuotedName.sql(input.column())),
                        QuotedName.sql(input.column())));
  }

  /** The text in quotes, with the codes of whitespace other than the plain space. */
  private static String shown(String text) {
    StringBuilder shown = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      boolean visible = c == ' ' || !NumberText.isBlank(c);
      shown.append(visible ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04X", (int) c));
    }
    return shown.append('"').toString();
  }

  private static List<String> unusedMarkers(List<ColumnDecision> decisions, boolean written) {
    TreeSet<String> unused = new TreeSet<>();
    decisions.forEach(decision -> unused.addAll(decision.tally().naValues()));
    decisions.forEach(decision -> unused.removeAll(decision.tally().foundMarkers()));
    return unused.isEmpty()
        ? List.of()
        : List.of(
            "na_values: %s %s not in any %s"
                .formatted(
                    NameList.quoted(unused),
                    Counted.word(unused.size(), "is", "are"),
                    written ? "cell" : "text that is read as numbers"));
  }

  private static List<String> categories(List<Encoder.Input> categories) {
    return categories.size() > LISTED
        ? List.of(
            "text, one-hot: "
                + categories.stream()
                    .map(
                        input ->
                            "%s (%s, base level %s)"
                                .formatted(input.column(), values(input), base(input)))
                    .collect(Collectors.joining(", ")))
        : categories.stream()
            .map(input -> "%s: text, %s".formatted(input.column(), oneHot(input)))
            .toList();
  }

  private static String oneHot(Encoder.Input input) {
    return "%s, one-hot, base level %s".formatted(values(input), base(input));
  }

  private static String values(Encoder.Input input) {
    return Counted.of(input.levels().size(), "value");
  }

  private static String base(Encoder.Input input) {
    return shown(input.levels().get(input.levels().size() - 1));
  }

  private static String why(ColumnDecision decision) {
    List<String> parts = new ArrayList<>(decision.reasons());
    List<String> markers =
        decision.tally().missing().mostFrequent().stream()
            .filter(
                marker -> !marker.isEmpty() && !decision.rule().missing().texts().contains(marker))
            .toList();
    if (!markers.isEmpty()) {
      parts.add(
          "\"%s\" counts as a value, not as missing (na_values: [%s] changes that)"
              .formatted(markers.get(0), QuotedName.yamlText(markers.get(0))));
    }
    if (decision.tally().numbers() > 0 && decision.tally().numbers() < decision.tally().cells()) {
      parts.add(
          "%d of %d cells are numbers"
              .formatted(decision.tally().numbers(), decision.tally().cells()));
    }
    return parts.isEmpty() ? "" : ", " + String.join(", ", parts);
  }
}
