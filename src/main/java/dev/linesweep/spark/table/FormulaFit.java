package dev.linesweep.spark.table;

import dev.linesweep.spark.table.Encoder.Factor;
import dev.linesweep.spark.table.Encoder.Feature;
import dev.linesweep.spark.table.Encoder.Input;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.feature.RFormula;
import org.apache.spark.ml.feature.RFormulaModel;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Fits a formula with Spark ML's RFormula and writes down what it does, as an {@link Encoder}.
 *
 * <p>The encoder's features stand in RFormula's order: term by term, a text column as one 0/1
 * feature per level but its rarest; in an interaction RFormula keeps that one too. Their names are
 * checked against RFormula's own attributes.
 */
final class FormulaFit {
  private FormulaFit() {}

  /** Fits on the rows that have a label and all the formula's columns. */
  static Encoder fit(Formula formula, Columns table, List<CellRule> rules) {
    Dataset<Row> rows = complete(formula, table);
    requireLevels(formula, table, rows);
    RFormulaModel model =
        new RFormula().setFormula(formula.aliased()).setFeaturesCol("features").fit(rows);
    List<Input> inputs = inputs(formula, levels(model));
    List<Feature> features = features(inputs, model);
    requireNames(model, rows, inputs, features);
    return new Encoder(formula.label(), inputs, named(features, inputs), rules);
  }

  private static Dataset<Row> complete(Formula formula, Columns table) {
    List<Column> selected = new ArrayList<>();
    Column present = functions.lit(true);
    for (int i = 0; i < formula.columns().size(); i++) {
      String name = formula.columns().get(i);
      boolean text = table.isText(name);
      Column value = text ? table.column(name) : table.number(name);
      selected.add(value.as(Formula.alias(i)));
      Column given = value.isNotNull();
      present = present.and(text ? given : given.and(functions.not(functions.isnan(value))));
    }
    Column label = table.number(formula.label());
    selected.add(label.as("y"));
    return table
        .rows()
        .filter(present.and(label.isNotNull()).and(functions.not(functions.isnan(label))))
        .select(selected.toArray(Column[]::new));
  }

  private static void requireLevels(Formula formula, Columns table, Dataset<Row> rows) {
    List<String> texts = formula.columns().stream().filter(table::isText).toList();
    if (texts.isEmpty()) {
      return;
    }
    List<Column> extremes = new ArrayList<>();
    for (String name : texts) {
      Column text = functions.col(Formula.alias(formula.columns().indexOf(name)));
      extremes.add(functions.min(text));
      extremes.add(functions.max(text));
    }
    Row found =
        rows.agg(extremes.get(0), extremes.subList(1, extremes.size()).toArray(Column[]::new))
            .head();
    for (int i = 0; i < texts.size(); i++) {
      Object least = found.get(2 * i);
      if (least == null) {
        throw Formula.problem("no row has a label and all the formula's columns.");
      }
      if (least.equals(found.get(2 * i + 1))) {
        throw Formula.problem(
            "column \"%s\" is \"%s\" in every row, so it can explain nothing. Leave it out.",
            texts.get(i), least);
      }
    }
  }

  private static Map<String, List<String>> levels(RFormulaModel model) {
    Map<String, List<String>> levels = new HashMap<>();
    collectLevels(model.pipelineModel(), levels);
    return levels;
  }

  private static void collectLevels(PipelineModel pipeline, Map<String, List<String>> levels) {
    for (Transformer stage : pipeline.stages()) {
      if (stage instanceof PipelineModel nested) {
        collectLevels(nested, levels);
      } else if (stage instanceof StringIndexerModel indexer) {
        String[] columns =
            indexer.isDefined(indexer.inputCols())
                ? indexer.getInputCols()
                : new String[] {indexer.getInputCol()};
        for (int i = 0; i < columns.length; i++) {
          levels.put(columns[i], List.of(indexer.labelsArray()[i]));
        }
      }
    }
  }

  private static List<Input> inputs(Formula formula, Map<String, List<String>> levels) {
    List<Input> inputs = new ArrayList<>();
    for (int i = 0; i < formula.columns().size(); i++) {
      inputs.add(
          new Input(formula.columns().get(i), levels.getOrDefault(Formula.alias(i), List.of())));
    }
    return inputs;
  }

  private static List<Feature> features(List<Input> inputs, RFormulaModel model) {
    List<Feature> features = new ArrayList<>();
    for (scala.collection.immutable.Seq<String> term :
        CollectionConverters.asJava(model.resolvedFormula().terms())) {
      List<List<Factor>> products = List.of(List.of());
      for (String alias : CollectionConverters.asJava(term)) {
        int input = Integer.parseInt(alias.substring(1));
        products = times(products, factors(input, inputs.get(input), term.size() > 1));
      }
      products.forEach(product -> features.add(new Feature("", product)));
    }
    return features;
  }

  private static List<Factor> factors(int index, Input input, boolean allLevels) {
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

  private static List<Feature> named(List<Feature> features, List<Input> inputs) {
    return features.stream()
        .map(feature -> new Feature(name(feature, inputs, false), feature.factors()))
        .toList();
  }

  private static String name(Feature feature, List<Input> inputs, boolean aliased) {
    List<String> parts = new ArrayList<>();
    for (Factor factor : feature.factors()) {
      Input input = inputs.get(factor.input());
      String column = aliased ? Formula.alias(factor.input()) : input.column();
      parts.add(factor.level() < 0 ? column : column + "_" + input.levels().get(factor.level()));
    }
    return String.join(":", parts);
  }

  private static void requireNames(
      RFormulaModel model, Dataset<Row> rows, List<Input> inputs, List<Feature> features) {
    Attribute[] attributes =
        AttributeGroup.fromStructField(model.transform(rows).schema().apply("features"))
            .attributes()
            .get();
    List<String> theirs = new ArrayList<>();
    for (Attribute attribute : attributes) {
      theirs.add(attribute.name().get());
    }
    List<String> ours = features.stream().map(feature -> name(feature, inputs, true)).toList();
    if (!theirs.equals(ours)) {
      throw new IllegalStateException("RFormula has features " + theirs + ", we have " + ours);
    }
  }
}
