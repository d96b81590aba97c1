package dev.linesweep.spark.table;

import dev.linesweep.spark.table.Encoder.Factor;
import dev.linesweep.spark.table.Encoder.Feature;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.text.QuotedName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An {@link Encoder}, with the job's query before it, in words that plain Spark knows: two
 * statements for its SQLTransformer, the levels of text columns for its StringIndexer, and products
 * of columns for its OneHotEncoder and Interaction.
 *
 * @param encode makes of the raw table's rows those that are predicted, with one more column for
 *     each input; empty if the features are columns of the table as they are
 * @param levels of the inputs that are text
 * @param terms the features, in their order
 * @param features the name for the column of their vectors
 * @param finish removes these columns, and the prediction of rows with a missing feature; empty if
 *     there are none
 */
public record SparkEncoding(
    Optional<String> encode,
    List<Levels> levels,
    List<Term> terms,
    String features,
    Optional<String> finish) {
  private static final String MADE = "linesweep_";
  private static final String MISSING = MADE + "missing";
  private static final String FEATURES = MADE + "features";

  /**
   * An input that is text.
   *
   * @param column that holds it
   * @param index for the number of its level
   */
  public record Levels(String column, String index, List<String> levels) {
    public Levels {
      levels = List.copyOf(levels);
    }
  }

  /**
   * Features that are the same product of columns.
   *
   * @param column that holds them
   * @param factors the columns that are multiplied; one for a number or a text
   * @param levels of the one factor, if it is a text; 0 otherwise
   */
  public record Term(String column, List<String> factors, int levels) {
    public Term {
      factors = List.copyOf(factors);
    }

    /** Whether it is one text column, whose last level has no feature. */
    public boolean oneHot() {
      return levels > 0;
    }

    public boolean interaction() {
      return factors.size() > 1;
    }
  }

  public SparkEncoding {
    levels = List.copyOf(levels);
    terms = List.copyOf(terms);
  }

  /** Features that are columns of numbers. */
  public static SparkEncoding ofNumbers(List<String> columns) {
    return new SparkEncoding(
        Optional.empty(),
        List.of(),
        columns.stream().map(name -> new Term(name, List.of(name), 0)).toList(),
        free(FEATURES, columns),
        Optional.empty());
  }

  /** Why plain Spark cannot do what {@code predict} does with this table; empty if it can. */
  public static Optional<String> problem(DataSpec.Table table, Encoder encoder) {
    List<String> names =
        Stream.concat(
                encoder.inputs().stream().map(Encoder.Input::column), Stream.of(encoder.label()))
            .toList();
    Optional<String> odd =
        names.stream().filter(name -> name.contains("__THIS__") || name.contains("${")).findFirst();
    if (odd.isPresent()) {
      return Optional.of("SQLTransformer replaces a part of the name \"%s\"".formatted(odd.get()));
    }
    if (table.query().contains("__THIS__")) {
      return Optional.of("SQLTransformer replaces __THIS__ in the query");
    }
    if (!table.query().isBlank() && !TableSql.canBeNested(table.query())) {
      return Optional.of("the query cannot be nested in another one");
    }
    Set<String> seen = new HashSet<>();
    return names.stream()
        .filter(name -> !seen.add(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .map(name -> "Spark cannot tell \"%s\" from another column".formatted(name))
        .or(
            () ->
                seen.contains(Predictor.PREDICTION)
                    ? Optional.of("a column is called \"%s\"".formatted(Predictor.PREDICTION))
                    : Optional.empty())
        .or(
            () ->
                terms(encoder).isPresent()
                    ? Optional.empty()
                    : Optional.of("its features are not those of RFormula"));
  }

  /** The encoding of a table that has no {@link #problem}. */
  public static SparkEncoding of(DataSpec.Table table, Encoder encoder, DataSpec.Unseen unseen) {
    List<String> columns = encoder.inputs().stream().map(Encoder.Input::column).toList();
    if (isPlain(table, encoder)) {
      return ofNumbers(encoder.featureNames());
    }
    TableSql sql = new TableSql(table, encoder, unseen);
    List<Levels> levels =
        IntStream.range(0, columns.size())
            .filter(i -> encoder.inputs().get(i).text())
            .mapToObj(i -> new Levels(made(i), index(i), encoder.inputs().get(i).levels()))
            .toList();
    List<Term> terms = new ArrayList<>();
    for (List<Integer> inputs : terms(encoder).orElseThrow()) {
      term(encoder, inputs, terms.size()).ifPresent(terms::add);
    }
    Set<String> away = new HashSet<>();
    terms.stream().map(Term::column).forEach(away::add);
    levels.stream().map(Levels::index).forEach(away::add);
    IntStream.range(0, columns.size()).mapToObj(SparkEncoding::made).forEach(away::add);
    return new SparkEncoding(
        Optional.of(sql.encode(SparkEncoding::made, MISSING)),
        levels,
        terms,
        free(FEATURES, columns),
        Optional.of(finish(away.stream().sorted().toList())));
  }

  private static String finish(List<String> made) {
    return "SELECT * EXCEPT (%s, %s, %3$s), CASE WHEN %2$s THEN NULL ELSE %3$s END AS %3$s FROM __THIS__"
        .formatted(String.join(", ", made), MISSING, Predictor.PREDICTION);
  }

  /** Whether the features are columns that already have numeric types. */
  private static boolean isPlain(DataSpec.Table table, Encoder encoder) {
    Set<String> written = new HashSet<>();
    encoder.rules().forEach(rule -> written.add(rule.column()));
    return table.query().isBlank()
        && encoder.inputs().stream()
            .allMatch(
                input ->
                    !input.text()
                        && !written.contains(input.column())
                        && QuotedName.sql(input.column()).equals(input.column()))
        && encoder.features().stream().allMatch(feature -> feature.factors().size() == 1);
  }

  private static String made(int input) {
    return MADE + input;
  }

  private static String index(int input) {
    return MADE + input + "_level";
  }

  private static Optional<Term> term(Encoder encoder, List<Integer> inputs, int number) {
    Encoder.Input first = encoder.inputs().get(inputs.get(0));
    if (inputs.size() > 1) {
      List<String> factors =
          inputs.stream()
              .map(input -> encoder.inputs().get(input).text() ? index(input) : made(input))
              .toList();
      return Optional.of(new Term(MADE + "term_" + number, factors, 0));
    }
    if (!first.text()) {
      String column = made(inputs.get(0));
      return Optional.of(new Term(column, List.of(column), 0));
    }
    return Optional.of(
        new Term(MADE + "term_" + number, List.of(index(inputs.get(0))), first.levels().size()));
  }

  /** What the features are products of, term by term; empty if they are in another order. */
  private static Optional<List<List<Integer>>> terms(Encoder encoder) {
    List<List<Integer>> terms = new ArrayList<>();
    for (Feature feature : encoder.features()) {
      List<Integer> inputs = feature.factors().stream().map(Factor::input).toList();
      if (terms.isEmpty() || !terms.get(terms.size() - 1).equals(inputs)) {
        terms.add(inputs);
      }
    }
    List<Terms.Input> inputs =
        encoder.inputs().stream().map(in -> new Terms.Input(in.column(), in.text())).toList();
    Encoder again =
        new Terms(encoder.label(), inputs, terms, 0)
            .encoder(
                encoder.inputs().stream().map(Encoder.Input::levels).toList(), encoder.rules());
    return again.features().equals(encoder.features()) ? Optional.of(terms) : Optional.empty();
  }

  /** The name, or a variant of it that is not the name of a column. */
  private static String free(String name, List<String> columns) {
    return columns.stream().anyMatch(name::equalsIgnoreCase) ? MADE + name : name;
  }
}
