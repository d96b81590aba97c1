package dev.linesweep.spec;

import dev.linesweep.spec.condition.Condition;
import dev.linesweep.spec.condition.ConditionException;
import dev.linesweep.spec.condition.Kind;
import dev.linesweep.text.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A condition of {@code exclude}, over the settings of a training. An optimizer's parameter has two
 * names, its own and one with the optimizer's name before it: {@code momentum}, {@code
 * nesterovs_momentum}.
 */
public final class Exclusion {
  private static final Map<String, Kind> KINDS = kinds();

  private Exclusion() {}

  /**
   * Reads the condition.
   *
   * @throws JobException if it is not a condition, or does not say which trainings to leave out
   */
  public static Condition of(String text) {
    return of("exclude", text);
  }

  /**
   * @param path of the text in a job
   */
  static Condition of(String path, String text) {
    Condition condition;
    try {
      condition = Condition.parse(ParameterName.undotted(text), KINDS);
    } catch (ConditionException e) {
      throw new BrokenRule(path, Words.quoted(text) + " " + e.getMessage());
    }
    BrokenRule.unless(
        !condition.names().contains("epochs"),
        path,
        "epochs cannot be excluded, since one training passes through all of them; list the ones"
            + " that you want in parameters.epochs, or select trials with show --where");
    requireTexts(path, condition, "optimizer", Choice.keys(Optimizer.values()));
    requireTexts(path, condition, "batch_size", List.of("full"));
    return condition;
  }

  /** A misspelled text would exclude nothing, or everything. */
  private static void requireTexts(
      String path, Condition condition, String name, List<String> known) {
    for (String text : condition.texts(name)) {
      BrokenRule.unless(
          known.contains(text) || (name.equals("batch_size") && text.matches("[1-9]\\d*")),
          path,
          "%s is never %s%s".formatted(name, Words.quoted(text), near(text, known)));
    }
  }

  private static String near(String text, List<String> known) {
    return Words.didYouMean(text.toLowerCase(Locale.ROOT), known);
  }

  private static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new TreeMap<>();
    kinds.put("optimizer", Kind.TEXT);
    kinds.put("batch_size", Kind.TEXT_OR_NUMBER);
    List.of("learning_rate", "epochs", "l1", "l2", "seed")
        .forEach(name -> kinds.put(name, Kind.NUMBER));
    Arrays.stream(Optimizer.values())
        .forEach(
            optimizer ->
                optimizer
                    .parameters()
                    .forEach(
                        parameter -> {
                          kinds.put(parameter.key(), Kind.NUMBER);
                          kinds.put(ParameterName.of(optimizer, parameter), Kind.NUMBER);
                        }));
    return kinds;
  }
}
