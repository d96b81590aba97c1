package dev.linesweep.spec;

import static dev.linesweep.spec.RefusedJob.change;
import static dev.linesweep.spec.RefusedJob.data;
import static dev.linesweep.spec.RefusedJob.table;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** One case per message on what {@code data} says. */
class RefusesDataTest {
  static final List<RefusedJob> CASES =
      List.of(
          data(
              "rowsOfALineHaveNoWeights",
              "{line: {}, row_weight: w}",
              "j:2:18: data.row_weight: cannot be used with data.line; leave it out"),
          table(
              "weightsOfRowsAndAGpuDoNotGoTogether",
              ", row_weight: w}\nengine: fused\ndevice: gpu # {",
              "j:4:9: device: rows have weights (data.row_weight), and fused trains such rows only"
                  + " on the CPU, got \"gpu\"; write cpu"),
          table(
              "aWeightHasAName",
              ", row_weight: ''",
              "j:2:55: data.row_weight: expected text, got \"\""),
          table(
              "theLabelIsNoWeight",
              ", row_weight: y",
              "j:2:55: data.row_weight: \"y\" is the label; name the column that says how"
                  + " much each row counts, or leave row_weight out"),
          table(
              "aFeatureIsNoWeight",
              ", row_weight: x",
              "j:2:55: data.row_weight: \"x\" is among the features too; leave it out of the"
                  + " features, or give the weight another name in a query: SELECT *, x AS"
                  + " row_weight FROM input"),
          table(
              "aWeightHasItsOwnWord",
              ", sample_weight: w",
              "j:2:43: data.sample_weight: unknown key \"sample_weight\": write row_weight"),
          table(
              "aWeightHasItsOwnWordOnSpark",
              ", weightCol: w",
              "j:2:43: data.weightCol: unknown key \"weightCol\": write row_weight"),
          table(
              "environmentVariablesStandInOptionsOnly",
              ", hint: \"${env:X}\"",
              "j:2:49: data.hint: ${env:NAME} is allowed only in the values of data.options"),
          data(
              "dataHasASource",
              "{standardize: all}",
              "j:2:7: data: expected exactly one of line, linear, format or table, got none"),
          data(
              "aMisspelledSourceIsNamedAlone",
              "{pathh: a.csv}",
              "j:2:8: data.pathh: unknown key \"pathh\" (did you mean \"path\"?)"),
          data(
              "dataHasOneSource",
              "{line: {}, table: t}",
              "j:2:7: data: expected exactly one of line, linear, format or table, got line and"
                  + " table"),
          data(
              "labelDoesNotGoWithALine",
              "{line: {}, label: y}",
              "j:2:18: data.label: cannot be used with data.line; leave it out"),
          data(
              "aLineHasPoints",
              "{line: {start: 1.0}}",
              "j:2:14: data.line: has fewer than 2 points from start to end; make step smaller or"
                  + " end larger"),
          data(
              "aLineMayNotBeTooLong",
              "{line: {step: 1e-9}}",
              "j:2:14: data.line: would make more than 50000000 numbers; make it smaller"),
          data(
              "linearDataMayNotBeTooLarge",
              "{linear: {rows: 100000000}}",
              "j:2:16: data.linear: would make more than 50000000 numbers; make it smaller"),
          data(
              "linearDataHasRows",
              "{linear: {rows: 1}}",
              "j:2:23: data.linear.rows: expected a whole number >= 2 and <= 2147483647, got"
                  + " \"1\""),
          data(
              "anUnknownFormatIsRefused",
              "{format: xml, path: x, formula: y ~ x}",
              "j:2:16: data.format: expected csv, parquet, json, orc, jdbc, delta or iceberg, got"
                  + " \"xml\""),
          data(
              "filesNeedAPath",
              "{format: csv, formula: y ~ x}",
              "j:2:7: data.path: missing; write for example path: data/houses.csv"),
          data(
              "jdbcHasNoPath",
              "{format: jdbc, path: x, options: {url: u, dbtable: t}, formula: y ~ x}",
              "j:2:22: data.path: cannot be used with format: jdbc; leave it out"),
          data(
              "jdbcNeedsAUrl",
              "{format: jdbc, formula: y ~ x}",
              "j:2:7: data.options: jdbc needs a url and a dbtable; write {url: …, dbtable: …}"),
          data(
              "pathDoesNotGoWithATable",
              "{table: t, path: x, formula: y ~ x}",
              "j:2:18: data.path: cannot be used with data.table; leave it out"),
          data(
              "aTableIsAName",
              "{table: \"a/b\", formula: y ~ x}",
              "j:2:15: data.table: expected a table such as catalog.db.table, got \"a/b\""),
          data(
              "filesAreNotATable",
              "{table: delta.`/lake/homes`, formula: y ~ x}",
              "j:2:15: data.table: \"delta.`/lake/homes`\" names files; write format: delta and"
                  + " path: /lake/homes instead of table"),
          data(
              "aTableNeedsASelection",
              "{table: t}",
              "j:2:7: data: expected either label and features, or formula, got neither; write for"
                  + " example label: price, features: [rooms, age]"),
          data(
              "labelNeedsFeatures",
              "{table: t, label: y}",
              "j:2:7: data.features: missing; write for example features: [rooms, age]"),
          data(
              "featuresNeedALabel",
              "{table: t, features: [x]}",
              "j:2:7: data.label: missing; write for example label: price"),
          data(
              "featuresMayNotBeEmpty",
              "{table: t, label: y, features: []}",
              "j:2:38: data.features: must not be empty"),
          data(
              "aFeatureMayNotBeListedTwice",
              "{table: t, label: y, features: [x, z, x]}",
              "j:2:45: data.features[2]: \"x\" is listed twice"),
          data(
              "theLabelIsNoFeature",
              "{table: t, label: y, features: [x, y]}",
              "j:2:38: data.features: the label \"y\" is among them"),
          data(
              "aFormulaHasATilde",
              "{table: t, formula: y = x}",
              "j:2:27: data.formula: expected label ~ features, got \"y = x\""),
          data(
              "anOptionIsText",
              "{format: csv, path: x, options: {a: [secret]}, formula: y ~ x}",
              "j:2:43: data.options.a: expected text, got a list"),
          data(
              "optionsIgnoreCase",
              "{format: csv, path: x, options: {sep: a, SEP: b}, formula: y ~ x}",
              "j:2:48: data.options.SEP: duplicate option, since Spark ignores case"),
          data(
              "referencesHaveAName",
              "{format: csv, path: x, options: {a: \"${env:}\"}, formula: y ~ x}",
              "j:2:43: data.options.a: expected ${env:NAME}, where NAME has letters, digits and _"),
          data(
              "optionNamesHaveNoReferences",
              "{format: csv, path: x, options: {\"${env:A}\": b}, formula: y ~ x}",
              "j:2:40: data.options: ${env:NAME} is allowed only in the values of data.options"),
          table(
              "formulaReplacesLabelAndFeatures",
              ", formula: y ~ x",
              "j:2:7: data: expected either label and features, or formula, got both; leave one of"
                  + " them out"),
          table(
              "anUnknownStandardizeIsRefused",
              ", standardize: both",
              "j:2:56: data.standardize: expected none, features or all, got \"both\""),
          table(
              "missingIsErrorOrDrop",
              ", missing: skip",
              "j:2:52: data.missing: expected error or drop, got \"skip\""),
          table(
              "aQueryIsChecked",
              ", query: SELECT * FROM secret",
              "j:2:50: data.query: may read input only, got \"secret\""),
          table(
              "orderByMayNotBeEmpty", ", order_by: []", "j:2:53: data.order_by: must not be empty"),
          change(
              "dataIsRequired",
              "data: {line: {}}\n",
              "",
              "j:1:1: data: missing; write for example data: {line: {}}"),
          change(
              "mapeNeedsTheLabelsUnits",
              "data: {line: {}}",
              "data: {line: {}, standardize: all}\ntraining: {loss: mape}",
              "j:2:31: data.standardize: the loss mape needs the label in its own units, got"
                  + " \"all\"; write features"));

  @ParameterizedTest
  @FieldSource("CASES")
  void aJobIsRefused(RefusedJob job) {
    job.isRefused();
  }
}
