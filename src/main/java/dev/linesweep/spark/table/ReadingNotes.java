package dev.linesweep.spark.table;

import dev.linesweep.spec.QuotedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says how the columns in use were read, where a user should know. */
final class ReadingNotes {
  /** More categories than these without anything special share one note. */
  private static final int LISTED = 3;

  private ReadingNotes() {}

  /**
   * One note for each column that is not simply numbers.
   *
   * @param written whether the format has only text
   * @param used columns of the table as read that the job depends on
   */
  static List<String> of(TypedTable typed, Encoder encoder, boolean written, Set<String> used) {
    List<String> notes = new ArrayList<>();
    List<String> categories = new ArrayList<>();
    for (Encoder.Input input : encoder.inputs()) {
      if (input.text()) {
        Optional<ColumnDecision> decision = typed.decision(input.column());
        String why = decision.map(ReadingNotes::why).orElse("");
        int levels = input.levels().size();
        String values = levels == 1 ? "1 value" : levels + " values";
        if (why.isEmpty()) {
          categories.add("%s (%s)".formatted(input.column(), values));
        } else {
          notes.add("%s: text%s; %s, one-hot".formatted(input.column(), why, values));
        }
      }
    }
    for (ColumnDecision decision : typed.decisions()) {
      List<String> reasons = new ArrayList<>(written ? List.of() : List.of("text in the file"));
      reasons.addAll(decision.reasons());
      if (!decision.isText() && !reasons.isEmpty() && used.contains(decision.column())) {
        notes.add(
            "%s: %s; %s"
                .formatted(
                    decision.column(), decision.rule().type().word(), String.join("; ", reasons)));
      }
    }
    notes.addAll(categories(categories));
    return notes;
  }

  private static List<String> categories(List<String> categories) {
    return categories.size() > LISTED
        ? List.of("text, one-hot: " + String.join(", ", categories))
        : categories.stream()
            .map(category -> category.replaceFirst(" \\((\\d+ values?)\\)$", ": text, $1, one-hot"))
            .toList();
  }

  private static String why(ColumnDecision decision) {
    List<String> parts = new ArrayList<>(decision.reasons());
    List<String> markers =
        decision.tally().missing().mostFrequent().stream()
            .filter(marker -> !marker.isEmpty() && !decision.rule().missing().contains(marker))
            .toList();
    if (!markers.isEmpty()) {
      parts.add(
          "\"%s\" is one of its values, not a missing one (na_values: [%s] changes that)"
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
