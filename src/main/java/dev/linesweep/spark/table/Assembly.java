package dev.linesweep.spark.table;

import dev.linesweep.data.ColumnValues;
import dev.linesweep.data.Matrix;
import dev.linesweep.data.Parts;
import dev.linesweep.data.RowGroups;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.OtherColumns;
import dev.linesweep.text.Decimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns packed rows into the matrix, and fits the levels of text columns on the training rows. */
record Assembly(
    Terms terms,
    TableReader.Rules rules,
    RowOrder order,
    MemoryCheck memory,
    List<CellRule> cells,
    JobLines job) {
  /** Assembles the matrix, freeing each chunk after its use. */
  TableData assemble(
      PackedRows packed, String description, List<String> notes, OtherColumns otherColumns) {
    long together = packed.largestPartition();
    RowTally tally = RowTally.of(packed.chunks(), terms, weightAt(otherColumns));
    tally.requireUsable(rules.missing(), order, job);
    int used = Math.toIntExact(tally.complete());
    RowGroups groups = groups(packed, used);
    List<Levels> levels = levels(packed, groups);
    List<String> said = new ArrayList<>(notes);
    said.addAll(Levels.notes(levels, rules.unseen()));
    Encoder encoder = encoder(levels, used);
    List<ColumnValues> others = others(packed.chunks(), otherColumns.baselines(), used);
    double[] weights = weights(packed.chunks(), weightAt(otherColumns), used);
    return new TableData(
        matrix(packed.chunks(), encoder, weights, used),
        groups,
        encoder,
        new TableData.Rows(
            tally.rows(),
            tally.rows() - tally.labelled(),
            tally.labelled() - tally.complete(),
            together),
        description,
        said,
        others);
  }

  /** The values of the last inputs, which are not features. */
  private List<ColumnValues> others(
      List<double[]> chunks, List<DataSpec.BaselineColumn> baselines, int rows) {
    List<ColumnValues> all = new ArrayList<>();
    int first = terms.ofFeatures().size();
    for (int i = 0; i < baselines.size(); i++) {
      DataSpec.BaselineColumn baseline = baselines.get(i);
      double[] values = column(chunks, first + i, rows);
      all.add(new ColumnValues(baseline.name(), baseline.column(), values));
    }
    return all;
  }

  /** The input with the weights of rows, behind the baselines; -1 for none. */
  private int weightAt(OtherColumns others) {
    return others.hasRowWeight() ? terms.ofFeatures().size() + others.baselines().size() : -1;
  }

  private double[] weights(List<double[]> chunks, int input, int rows) {
    return input < 0 ? new double[0] : column(chunks, input, rows);
  }

  /** The groups by the values of the last input, if the split has groups. */
  private RowGroups groups(PackedRows packed, int rows) {
    if (!rules.split().hasGroups()) {
      return RowGroups.ofRows(rows);
    }
    int last = terms.inputs().size() - 1;
    List<String> words = packed.words().get(last);
    return RowGroups.of(
        terms.inputs().get(last).column(),
        Arrays.stream(column(packed.chunks(), last, rows))
            .mapToObj(value -> words.isEmpty() ? Decimal.of(value) : words.get((int) value))
            .toList());
  }

  /** Whether the row has its label and all its inputs. */
  private boolean isComplete(double[] chunk, int at) {
    return RowTally.isComplete(chunk, at, terms.inputs().size() + 1);
  }

  /** The levels of the text columns, in the order of the inputs. Puts levels into the chunks. */
  private List<Levels> levels(PackedRows packed, RowGroups groups) {
    List<Levels> all = new ArrayList<>();
    if (!terms.anyText()) {
      return all;
    }
    Parts parts = Parts.of(rules.split(), groups);
    for (int input = 0; input < terms.ofFeatures().size(); input++) {
      if (terms.inputs().get(input).text()) {
        int[] wordOf = words(packed.chunks(), input, groups.rows());
        requireTwo(terms.inputs().get(input).column(), packed.words().get(input), wordOf);
        Levels levels =
            Levels.fit(
                terms.inputs().get(input).column(), packed.words().get(input), wordOf, parts);
        replace(packed.chunks(), input, levels.levelOf());
        all.add(levels);
      }
    }
    return all;
  }

  private int[] words(List<double[]> chunks, int input, int rows) {
    double[] column = column(chunks, input, rows);
    return Arrays.stream(column).mapToInt(value -> (int) value).toArray();
  }

  private double[] column(List<double[]> chunks, int input, int rows) {
    int width = terms.inputs().size() + 1;
    double[] column = new double[rows];
    int row = 0;
    for (double[] chunk : chunks) {
      for (int at = 0; at < chunk.length; at += width) {
        if (isComplete(chunk, at)) {
          column[row++] = chunk[at + input];
        }
      }
    }
    return column;
  }

  private static void requireTwo(String column, List<String> words, int[] wordOf) {
    if (Arrays.stream(wordOf).allMatch(word -> word == wordOf[0])) {
      throw Formula.problem(
          "column \"%s\" is \"%s\" in every row, so it explains nothing. Remove it.",
          column, words.get(wordOf[0]));
    }
  }

  private void replace(List<double[]> chunks, int input, int[] levelOf) {
    int width = terms.inputs().size() + 1;
    for (double[] chunk : chunks) {
      for (int at = input; at < chunk.length; at += width) {
        if (!Double.isNaN(chunk[at])) {
          chunk[at] = levelOf[(int) chunk[at]];
        }
      }
    }
  }

  private Encoder encoder(List<Levels> levels, int rows) {
    List<List<String>> known = new ArrayList<>();
    int text = 0;
    for (Terms.Input input : terms.ofFeatures()) {
      known.add(input.text() ? levels.get(text++).known() : List.of());
    }
    long features = terms.features(known);
    if (features == 0) {
      throw Formula.problem(
          "column \"%s\" is \"%s\" in every training row, so no feature is left. Add a column, or"
              + " set split: {by: random}.",
          levels.get(0).column(), levels.get(0).known().get(0));
    }
    memory.require(rows, terms.inputs().size(), features, 0);
    return terms.encoder(known, cells);
  }

  private Matrix matrix(List<double[]> packed, Encoder encoder, double[] weights, int rows) {
    RowEncoder row = new RowEncoder(encoder);
    int inputs = terms.inputs().size();
    int features = encoder.features().size();
    double[] x = new double[rows * features];
    double[] y = new double[rows];
    int at = 0;
    for (int c = 0; c < packed.size(); c++) {
      double[] chunk = packed.set(c, new double[0]);
      for (int from = 0; from < chunk.length; from += inputs + 1) {
        if (isComplete(chunk, from)) {
          row.encode(chunk, from, x, at * features);
          y[at++] = chunk[from + inputs] + 0.0;
        }
      }
    }
    return new Matrix(x, y, weights, encoder.featureNames(), terms.label());
  }
}
