package dev.linesweep.spec;

import dev.linesweep.spec.condition.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code exclude}: a condition, or a list of them. */
final class ExcludeReader {
  private ExcludeReader() {}

  static List<Condition> read(Field field) {
    List<Condition> conditions = new ArrayList<>();
    List<Field> items = field.items();
    for (Field item : items) {
      item.text().flatMap(text -> condition(item, text)).ifPresent(conditions::add);
    }
    if (items.isEmpty()) {
      field.problem("must not be empty; write for example [\"optimizer = 'sgd' and l1 > 0\"]");
    }
    return conditions;
  }

  private static Optional<Condition> condition(Field item, String text) {
    try {
      return Optional.of(Exclusion.of(item.path(), text));
    } catch (BrokenRule rule) {
      item.problem(rule.words() + cut(text));
      return Optional.empty();
    }
  }

  /** A comma ends an item of a list in brackets. */
  private static String cut(String text) {
    long open = text.chars().filter(c -> c == '(').count();
    long closed = text.chars().filter(c -> c == ')').count();
    return open == closed ? "" : ". In a list in brackets, put each condition in double quotes";
  }
}
