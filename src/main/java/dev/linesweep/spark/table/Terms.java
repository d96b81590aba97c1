package dev.linesweep.spark.table;

import dev.linesweep.spark.table.Encoder.Factor;
import dev.linesweep.spark.table.Encoder.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The features that a job asks for, before the levels of its text columns are known: a sum of
 * terms, each a product of columns.
 *
 * @param inputs the columns that features are made of, then those that are only read
 * @param terms in the order of the features, as indices into the inputs
 * @param extra number of the last inputs, of which no feature is made
 */
record Terms(String label, List<Input> inputs, List<List<Integer>> terms, int extra) {
  /**
   * A column of the table.
   *
   * @param text whether it becomes one 0/1 feature per level
   */
  record Input(String column, boolean text) {}

  Terms {
    inputs = List.copyOf(inputs);
    terms = terms.stream().map(List::copyOf).toList();
  }

  /** Each column is one feature, under its own name. */
  static Terms ofNumbers(String label, List<String> columns) {
    return new Terms(
        label,
        columns.stream().map(column -> new Input(column, false)).toList(),
        IntStream.range(0, columns.size()).mapToObj(List::of).toList(),
        0);
  }

  static Terms of(Formula formula, Columns table) {
    return new Terms(
        formula.label(),
        formula.columns().stream().map(name -> new Input(name, table.isText(name))).toList(),
        formula.terms(),
        0);
  }

  /** The same with columns of numbers that are read next to the features. */
  Terms reading(List<String> columns) {
    List<Input> more = new ArrayList<>(inputs);
    columns.forEach(column -> more.add(new Input(column, false)));
    return new Terms(label, more, terms, extra + columns.size());
  }

  /**
   * The same with a column that is read next to the features, behind all others, and tells which
   * rows belong together.
   *
   * @param text whether it holds something else than numbers
   */
  Terms groupedBy(String column, boolean text) {
    List<Input> more = new ArrayList<>(inputs);
    more.add(new Input(column, text));
    return new Terms(label, more, terms, extra + 1);
  }

  /** The inputs that features are made of. */
  List<Input> ofFeatures() {
    return inputs.subList(0, inputs.size() - extra);
  }

  /** The columns of the inputs, and then the label's. */
  List<String> columns() {
    return Stream.concat(inputs.stream().map(Input::column), Stream.of(label)).toList();
  }

  /** The columns that must be numbers. */
  List<String> numbers() {
    return Stream.concat(
            inputs.stream().filter(input -> !input.text()).map(Input::column), Stream.of(label))
        .toList();
  }

  /** The columns that are read as text. */
  List<String> texts() {
    return inputs.stream().filter(Input::text).map(Input::column).toList();
  }

  boolean anyText() {
    return ofFeatures().stream().anyMatch(Input::text);
  }

  /** How many features these levels make. */
  long features(List<List<String>> levels) {
    long all = 0;
    for (List<Integer> term : terms) {
      double product = 1;
      for (int input : term) {
        int known = levels.get(input).size();
        product *= !inputs.get(input).text() ? 1 : term.size() > 1 ? known : known - 1;
      }
      all += (long) Math.min(product, Integer.MAX_VALUE);
    }
    return all;
  }

  /**
   * The encoder with these levels, whose features are those of Spark ML's RFormula, in its order:
   * term by term, a text column as one 0/1 feature per level but its last; in an interaction that
   * one has its feature too.
   *
   * @param levels by input, most frequent first; empty for a number
   * @param rules of the text columns of the table as read
   */
  Encoder encoder(List<List<String>> levels, List<CellRule> rules) {
    List<Encoder.Input> known =
        IntStream.range(0, ofFeatures().size())
            .mapToObj(i -> new Encoder.Input(inputs.get(i).column(), levels.get(i)))
            .toList();
    List<Feature> features = new ArrayList<>();
    for (List<Integer> term : terms) {
      List<List<Factor>> products = List.of(List.of());
      for (int input : term) {
        products = times(products, factors(input, known.get(input), term.size() > 1));
      }
      products.forEach(product -> features.add(new Feature(name(product, known), product)));
    }
    return new Encoder(label, known, features, rules);
  }

  private static List<Factor> factors(int index, Encoder.Input input, boolean allLevels) {
    if (!input.text()) {
      return List.of(new Factor(index, -1));
    }
    int levels = input.levels().size() - (allLevels ? 0 : 1);
    return IntStream.range(0, levels).mapToObj(level -> new Factor(index, level)).toList();
  }

  private static List<List<Factor>> times(List<List<Factor>> products, List<Factor> factors) {
    List<List<Factor>> all = new ArrayList<>();
    for (List<Factor> product : products) {
      for (Factor factor : factors) {
        List<Factor> longer = new ArrayList<>(product);
        longer.add(factor);
        all.add(longer);
      }
    }
    return all;
  }

  private static String name(List<Factor> product, List<Encoder.Input> inputs) {
    List<String> parts = new ArrayList<>();
    for (Factor factor : product) {
      Encoder.Input input = inputs.get(factor.input());
      parts.add(
          factor.level() < 0
              ? input.column()
              : input.column() + "_" + input.levels().get(factor.level()));
    }
    return String.join(":", parts);
  }
}
