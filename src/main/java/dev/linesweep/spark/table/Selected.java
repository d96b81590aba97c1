package dev.linesweep.spark.table;

import dev.linesweep.spark.table.Columns.Mention;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.OtherColumns;
import dev.linesweep.text.QuotedName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.jspecify.annotations.Nullable;

/** Checks that the selected columns hold what a regressor can learn from. */
final class Selected {
  private static final String LABEL = "data.label";
  private static final String FEATURES = "data.features";
  private static final String FORMULA = "data.formula";
  private static final String BASELINE = "data.baseline";
  private static final String ROW_WEIGHT = "data.row_weight";

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
    requireRows(all);
    Map<String, ColumnDecision> decisions = texts.amongClear(all);
    List<String> problems = new ArrayList<>();
    UnitsRow.refuse(FEATURES, all, decisions, texts.job());
    labelProblem(LABEL, label, decisions).ifPresent(problems::add);
    String formula = "\n  formula: " + QuotedName.yamlText(formula(label, features));
    for (String name : features) {
      numberProblem(FEATURES, name, decisions, MustBe.FEATURE)
          .map(problem -> problem + asCategory(decisions.get(name), formula))
          .or(() -> category(name, decisions, formula))
          .ifPresent(problems::add);
    }
    throwIfAny(problems);
  }

  /** Refuses a label and features that are all lists: such a table has its columns in one row. */
  private void requireRows(List<String> columns) {
    boolean lists = columns.stream().allMatch(name -> table.type(name) instanceof ArrayType);
    if (lists) {
      String zipped =
          columns.stream().distinct().map(QuotedName::sql).collect(Collectors.joining(", "));
      throw new JobException(
          "%s: the columns are lists with one element per row. Turn them into rows in a query:\n%s"
              .formatted(
                  LABEL,
                  JobLines.query("SELECT inline(arrays_zip(%s)) FROM input".formatted(zipped))));
    }
  }

  /** A formula's columns: the label a number, the others numbers or categories. */
  void requireFormula(Formula formula) {
    List<String> all =
        Stream.concat(Stream.of(formula.label()), formula.columns().stream()).toList();
    Map<String, ColumnDecision> decisions = texts.amongClear(all);
    List<String> problems = new ArrayList<>();
    UnitsRow.refuse(FORMULA, all, decisions, texts.job());
    labelProblem(FORMULA, formula.label(), decisions).ifPresent(problems::add);
    for (String name : formula.columns()) {
      ColumnDecision decision = decisions.get(name);
      numberProblem(FORMULA, name, decisions, MustBe.FEATURE)
          .or(() -> decision == null ? Optional.empty() : numbersAsText(name, decision))
          .or(() -> decision == null ? Optional.empty() : unreadNumbers(name, decision))
          .ifPresent(problems::add);
    }
    throwIfAny(problems);
  }

  /** Columns that are read next to the features: numbers, and not the label itself. */
  void requireOthers(Terms features, OtherColumns others) {
    List<String> baselines =
        others.baselines().stream().map(DataSpec.BaselineColumn::column).toList();
    requireOthers(BASELINE, features.label(), baselines, "A baseline must be a number.");
    if (others.hasRowWeight()) {
      String weight = others.rowWeight();
      requireOthers(ROW_WEIGHT, features.label(), List.of(weight), "A weight must be a number.");
      if (features.inputs().stream().anyMatch(input -> input.column().equals(weight))) {
        throw new JobException(ROW_WEIGHT + ": " + OtherColumns.among(weight));
      }
    }
  }

  private void requireOthers(String key, String label, List<String> columns, String rule) {
    throwIfAny(table.problems(Mention.of(key, columns)));
    Map<String, ColumnDecision> decisions = texts.amongClear(columns);
    List<String> problems = new ArrayList<>();
    for (String name : columns) {
      if (name.equals(label)) {
        problems.add("%s: \"%s\" is the label.".formatted(key, name));
        continue;
      }
      numberProblem(key, name, decisions, new MustBe(rule, true))
          .or(
              () ->
                  table.isText(name) && !isPlainNumber(decisions.get(name))
                      ? Optional.of(then(textSentence(key, name, decisions), rule))
                      : Optional.empty())
          .ifPresent(problems::add);
    }
    throwIfAny(problems);
  }

  /**
   * What a column must be to be used.
   *
   * @param rule that it is a number; empty for a feature, which may be text in a formula
   * @param booleans whether true and false will do
   */
  private record MustBe(String rule, boolean booleans) {
    static final MustBe FEATURE = new MustBe("", true);
    static final MustBe LABEL = new MustBe("The label must be a number.", false);

    boolean isCategory() {
      return rule.isEmpty();
    }
  }

  private Optional<String> labelProblem(
      String key, String label, Map<String, ColumnDecision> decisions) {
    return numberProblem(key, label, decisions, MustBe.LABEL)
        .or(
            () ->
                table.isText(label) && !isPlainNumber(decisions.get(label))
                    ? Optional.of(then(textSentence(key, label, decisions), MustBe.LABEL.rule))
                    : Optional.empty());
  }

  /** Why a column that is not a category cannot be a number either. */
  private Optional<String> numberProblem(
      String key, String name, Map<String, ColumnDecision> decisions, MustBe must) {
    ColumnDecision decision = decisions.get(name);
    if (decision != null && decision.problem().isPresent()) {
      ColumnProblem problem = decision.problem().get();
      return Optional.of(
          must.isCategory()
              ? told(key, name, problem.text(texts.job()))
              : then(told(key, name, problem.textOfNumber(texts.job())), must.rule));
    }
    if (table.isText(name) && decision != null) {
      return dateProblem(key, name, decision);
    }
    return table.isNumeric(name) || table.isText(name) || (must.booleans && table.isBoolean(name))
        ? Optional.empty()
        : Optional.of(typeProblem(key, name, must.isCategory()));
  }

  private String typeProblem(String key, String name, boolean feature) {
    if (table.type(name) instanceof BinaryType) {
      return bytesProblem(key, name, feature && key.equals(FORMULA));
    }
    return MadeColumn.ofType(name, table.type(name))
        .map(made -> made.problem(key, texts.job()))
        .orElseGet(
            () ->
                told(
                    key,
                    name,
                    "has the type %s but must be a number. Remove it, or convert it to a number in a query."
                        .formatted(table.type(name).simpleString())));
  }

  private String bytesProblem(String key, String name, boolean category) {
    Column text = table.text(name);
    Column wrong = table.column(name).isNotNull().and(text.try_cast("double").isNull());
    if (table.rows().filter(wrong).isEmpty()) {
      return MadeColumn.ofBytes(name).problem(key, texts.job());
    }
    return told(key, name, "is binary, and its bytes are not numbers written as text. ")
        + (category
            ? "To use it as a category, convert it to text in a query:\n"
                + texts.job().replaced(name, "cast(%s AS string)".formatted(QuotedName.sql(name)))
            : "Use another column, or store this one as numbers.");
  }

  private Optional<String> dateProblem(String key, String name, ColumnDecision decision) {
    return MadeColumn.ofDates(decision).map(made -> made.problem(key, texts.job()));
  }

  private static String asCategory(@Nullable ColumnDecision decision, String formula) {
    boolean text =
        decision != null && decision.problem().filter(ColumnProblem::mayBeText).isPresent();
    return text ? "\nand replace label and features with" + formula : "";
  }

  private Optional<String> category(
      String name, Map<String, ColumnDecision> decisions, String formula) {
    if (!table.isText(name) || isPlainNumber(decisions.get(name))) {
      return Optional.empty();
    }
    return Optional.of(
        then(
                textSentence(FEATURES, name, decisions),
                "To use it as a category, replace label and features with")
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
    return decision == null
        ? "%s: column \"%s\" is text.".formatted(key, name)
        : new TextProblems(key, decision, texts.job()).sentence();
  }

  /** A text column of a typed file or a query that holds only numbers, not all of them whole. */
  private Optional<String> numbersAsText(String name, ColumnDecision decision) {
    boolean numbers =
        table.isText(name)
            && decision.rule().type() == CellType.NUMBER
            && decision.tally().cells() > 0;
    return numbers
        ? Optional.of(new TextProblems(FORMULA, decision, texts.job()).numbers())
        : Optional.empty();
  }

  /** Text that would become categories, and is a number in nearly every row. */
  private Optional<String> unreadNumbers(String name, ColumnDecision decision) {
    ColumnTally tally = decision.tally();
    boolean unread =
        table.isText(name)
            && decision.isText()
            && !texts.cells().types().containsKey(name)
            && tally.unread().make(tally.numbers(), tally.cells());
    return unread
        ? Optional.of(new TextProblems(FORMULA, decision, texts.job()).unread())
        : Optional.empty();
  }

  /** Adds a sentence, on a new line if the one before it ends with lines to write. */
  private static String then(String sentence, String next) {
    return sentence + (sentence.contains("\n") ? "\n" : " ") + next;
  }

  private static String told(String key, String name, String problem) {
    return "%s: column \"%s\" %s".formatted(key, name, problem);
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

  private static String formula(String label, List<String> features) {
    return QuotedName.formula(label)
        + " ~ "
        + features.stream().map(QuotedName::formula).collect(Collectors.joining(" + "));
  }

  private static void throwIfAny(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new JobException(problems);
    }
  }
}
