package dev.linesweep.spark.table;

import dev.linesweep.spark.table.Columns.Mention;
import dev.linesweep.spec.JobException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Checks that the selected columns hold what a regressor can learn from. */
final class Selected {
  private static final String LABEL = "data.label";
  private static final String FEATURES = "data.features";
  private static final String FORMULA = "data.formula";
  private static final String BASELINE = "data.baseline";

  private final Columns table;
  private final TextColumns texts;

  Selected(TextColumns texts) {
    this.table = texts.table();
    this.texts = texts;
  }

  /** Label and features by name: all of them numbers. */
  void requireNumbers(String label, List<String> features) {
    throwIfAny(nameProblems(table, label, features));
    List<String> all = Stream.concat(Stream.of(label), features.stream()).toList();
    Map<String, ColumnDecision> decisions = texts.among(all);
    List<String> problems = new ArrayList<>();
    labelProblem(LABEL, label, decisions).ifPresent(problems::add);
    String formula = "\n  formula: \"%s\"".formatted(formula(label, features));
    for (String name : features) {
      numberProblem(FEATURES, name, decisions, true)
          .map(problem -> problem + asCategory(decisions.get(name), formula))
          .or(() -> category(name, decisions, formula))
          .ifPresent(problems::add);
    }
    throwIfAny(problems);
  }

  /** A formula's columns: the label a number, the others numbers or categories. */
  void requireFormula(Formula formula) {
    List<String> all =
        Stream.concat(Stream.of(formula.label()), formula.columns().stream()).toList();
    Map<String, ColumnDecision> decisions = texts.among(all);
    List<String> problems = new ArrayList<>();
    labelProblem(FORMULA, formula.label(), decisions).ifPresent(problems::add);
    for (String name : formula.columns()) {
      ColumnDecision decision = decisions.get(name);
      numberProblem(FORMULA, name, decisions, true)
          .or(() -> decision == null ? Optional.empty() : numbersAsText(name, decision))
          .ifPresent(problems::add);
    }
    throwIfAny(problems);
  }

  /** Columns that predict the label as they are: numbers, and not the label itself. */
  void requireBaselines(String label, List<String> columns) {
    throwIfAny(table.problems(Mention.of(BASELINE, columns)));
    Map<String, ColumnDecision> decisions = texts.among(columns);
    List<String> problems = new ArrayList<>();
    for (String name : columns) {
      if (name.equals(label)) {
        problems.add("%s: \"%s\" is the label.".formatted(BASELINE, name));
        continue;
      }
      numberProblem(BASELINE, name, decisions, true)
          .or(
              () ->
                  table.isText(name) && !isPlainNumber(decisions.get(name))
                      ? Optional.of(
                          then(
                              textSentence(BASELINE, name, decisions),
                              "A baseline must be a number."))
                      : Optional.empty())
          .ifPresent(problems::add);
    }
    throwIfAny(problems);
  }

  private Optional<String> labelProblem(
      String key, String label, Map<String, ColumnDecision> decisions) {
    return numberProblem(key, label, decisions, false)
        .or(
            () ->
                table.isText(label) && !isPlainNumber(decisions.get(label))
                    ? Optional.of(
                        then(textSentence(key, label, decisions), "The label must be a number."))
                    : Optional.empty());
  }

  /** Why a column that is not a category cannot be a number either. */
  private Optional<String> numberProblem(
      String key, String name, Map<String, ColumnDecision> decisions, boolean feature) {
    ColumnDecision decision = decisions.get(name);
    if (decision != null && decision.problem().isPresent()) {
      ColumnDecision.Problem problem = decision.problem().get();
      return Optional.of(
          feature
              ? told(key, name, problem.whole())
              : then(told(key, name, problem.sentence().strip()), "The label must be a number."));
    }
    if (table.isText(name) && decision != null) {
      return dateProblem(key, name, decision);
    }
    return typeProblem(key, name, feature);
  }

  private static String asCategory(@Nullable ColumnDecision decision, String formula) {
    boolean text =
        decision != null && decision.problem().filter(p -> !p.asText().isEmpty()).isPresent();
    return text ? "\nand replace label and features by" + formula : "";
  }

  private Optional<String> category(
      String name, Map<String, ColumnDecision> decisions, String formula) {
    if (!table.isText(name) || isPlainNumber(decisions.get(name))) {
      return Optional.empty();
    }
    return Optional.of(
        then(
                textSentence(FEATURES, name, decisions),
                "To use it as a category, replace label and features by")
            + formula);
  }

  private static boolean isPlainNumber(@Nullable ColumnDecision decision) {
    return decision != null
        && decision.rule().type().isNumber()
        && decision.rule().marks() == Marks.POINT
        && decision.rule().currency().isEmpty()
        && !decision.rule().percent();
  }

  private String textSentence(String key, String name, Map<String, ColumnDecision> decisions) {
    ColumnDecision decision = decisions.get(name);
    if (decision == null) {
      return "%s: column \"%s\" is text.".formatted(key, name);
    }
    if (decision.rule().type().isNumber()) {
      return "%s: column \"%s\" is text in the query's result, and its numbers have marks or signs. Leave them to be read before the query, or remove them in it: double(replace(%s, ',', ''))."
          .formatted(key, name, quoted(name));
    }
    if (!decision.tally().zeroFirst().isEmpty() && decision.tally().odd().isEmpty()) {
      return "%s: column \"%s\" is text, since \"%s\" begins with a zero. If it is a number, add under data:\n  types: {%s: number}\n"
          .formatted(key, name, decision.tally().zeroFirst().first(), ColumnDecision.yaml(name))
          .stripTrailing();
    }
    Sightings odd = decision.tally().odd();
    if (odd.isEmpty()) {
      return "%s: column \"%s\" is text, as the job file says.".formatted(key, name);
    }
    return "%s: column \"%s\" is text: row %d holds \"%s\" (%d of %d values %s not a number)."
        .formatted(
            key,
            name,
            odd.firstRow() + 1,
            odd.first(),
            odd.count(),
            decision.tally().cells(),
            odd.count() == 1 ? "is" : "are");
  }

  /** Text of a typed file or a query all of which is numbers, not all of them whole. */
  private Optional<String> numbersAsText(String name, ColumnDecision decision) {
    boolean numbers =
        table.isText(name)
            && decision.rule().type() == CellType.NUMBER
            && decision.tally().cells() > 0;
    String remedy =
        texts.queried()
            ? "For a number, write double(%1$s) AS %1$s in the query; for a category, concat('=', %1$s) AS %1$s."
                .formatted(quoted(name))
            : "Say what it is: add under data\n  types: {%1$s: number}\nor\n  types: {%1$s: text}"
                .formatted(ColumnDecision.yaml(name));
    return numbers
        ? Optional.of(
            "%s: column \"%s\" is text, but all of its values are numbers, such as \"%s\". %s"
                .formatted(FORMULA, name, firstNumber(decision), remedy))
        : Optional.empty();
  }

  private static String firstNumber(ColumnDecision decision) {
    return decision.tally().notations().values().stream()
        .min(Comparator.comparingLong(Sightings::firstRow))
        .map(Sightings::first)
        .orElse("");
  }

  /** One more sentence, on a line of its own if the last one has lines to write. */
  private static String then(String sentence, String next) {
    return sentence + (sentence.contains("\n") ? "\n" : " ") + next;
  }

  private static String told(String key, String name, String problem) {
    return "%s: column \"%s\" %s".formatted(key, name, problem);
  }

  /** Text that is dates. */
  private static Optional<String> dateProblem(String key, String name, ColumnDecision decision) {
    String column = quoted(name);
    CellType type = decision.rule().type();
    if (type == CellType.DATE || type == CellType.TIMESTAMP) {
      return Optional.of(dateSentence(key, name, "date(%s)".formatted(column)));
    }
    List<String> forms = decision.isText() ? decision.tally().dateForms() : List.of();
    if (forms.isEmpty() || decision.tally().odd().isEmpty()) {
      return Optional.empty();
    }
    String date = "to_date(%s, '%s')".formatted(column, forms.get(0));
    String other =
        forms.size() > 1 ? " (or '%s', if the day is first)".formatted(forms.get(1)) : "";
    return Optional.of(dateSentence(key, name, date) + other);
  }

  private static String dateSentence(String key, String name, String date) {
    String made = quoted(name + "_days");
    return ("%s: column \"%s\" holds dates as text, and must be a number. Make one in a query, and"
            + " write %s in place of %s:\n"
            + "  query: SELECT *, unix_date(%s) AS %s FROM input")
        .formatted(key, name, made, quoted(name), date, made);
  }

  private static List<String> nameProblems(Columns table, String label, List<String> features) {
    Stream<Mention> mentions =
        Stream.concat(Mention.of(LABEL, List.of(label)), Mention.of(FEATURES, features));
    List<String> problems = new ArrayList<>(table.problems(mentions));
    Set<String> seen = new HashSet<>();
    for (String feature : features) {
      if (!seen.add(feature)) {
        problems.add("%s: \"%s\" is listed twice.".formatted(FEATURES, feature));
      }
    }
    if (seen.contains(label)) {
      problems.add("%s: \"%s\" is the label.".formatted(FEATURES, label));
    }
    return problems;
  }

  private Optional<String> typeProblem(String key, String name, boolean feature) {
    if (table.isNumeric(name) || table.isText(name) || (feature && table.isBoolean(name))) {
      return Optional.empty();
    }
    Made made = made(name, table.type(name));
    return Optional.of(
        ("%s: column \"%s\" is %s, and must be a number. Make one in a query, and write %s in place"
                + " of %s:\n  query: SELECT *, %s AS %s FROM input")
            .formatted(
                key,
                name,
                made.type(),
                quoted(made.name()),
                quoted(name),
                made.sql(),
                quoted(made.name())));
  }

  /** A number made of a column that is none. */
  private record Made(String type, String sql, String name) {}

  private static Made made(String name, DataType type) {
    String column = quoted(name);
    if (type instanceof StructType struct) {
      StructField field = numericFirst(struct);
      return new Made(
          "a group of columns (%s)".formatted(String.join(", ", struct.fieldNames())),
          column + "." + quoted(field.name()),
          name + "_" + field.name());
    }
    if (type instanceof ArrayType) {
      return new Made("a list", "try_element_at(%s, 1)".formatted(column), name + "_1");
    }
    return switch (type.typeName()) {
      case "date" -> new Made("a date", "unix_date(%s)".formatted(column), name + "_days");
      case "timestamp", "timestamp_ntz" ->
          new Made("a date with a time", "unix_timestamp(%s)".formatted(column), name + "_seconds");
      case "boolean" ->
          new Made("true or false", "cast(%s AS int)".formatted(column), name + "_number");
      default -> new Made("a " + type.typeName(), "hash(%s)".formatted(column), name + "_hash");
    };
  }

  private static StructField numericFirst(StructType struct) {
    return Stream.of(struct.fields())
        .filter(field -> field.dataType() instanceof NumericType)
        .findFirst()
        .orElse(struct.fields()[0]);
  }

  private static String formula(String label, List<String> features) {
    return quotedInFormula(label)
        + " ~ "
        + features.stream().map(Selected::quotedInFormula).collect(Collectors.joining(" + "));
  }

  /** A name as SQL wants it. */
  static String quoted(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : "`" + name.replace("`", "``") + "`";
  }

  private static String quotedInFormula(String name) {
    return name.matches("[\\p{L}_][\\p{L}\\p{N}_.]*") ? name : "`" + name.replace("`", "``") + "`";
  }

  private static void throwIfAny(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new JobException(problems);
    }
  }
}
