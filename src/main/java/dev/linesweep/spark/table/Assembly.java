package dev.linesweep.spark.table;

import dev.linesweep.data.ColumnValues;
import dev.linesweep.data.Matrix;
import dev.linesweep.data.Parts;
import dev.linesweep.data.RowGroups;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Decimal;
import dev.linesweep.text.NameList;
import dev.linesweep.text.QuotedName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Turns packed rows into the matrix. Reports values that are missing or infinite, and fits the
 * levels of text columns on the training rows.
 */
record Assembly(
    Terms terms,
    TableReader.Rules rules,
    RowOrder order,
    MemoryCheck memory,
    List<CellRule> cells,
    JobLines job) {
  private static final int SHOWN = 5;

  /** Findings on one column in the labelled rows. */
  private static final class Tally {
    long missing;
    long firstMissing = -1;
    long infinite;
    long firstInfinite = -1;

    void see(double value, long row) {
      if (Double.isNaN(value) && missing++ == 0) {
        firstMissing = row;
      }
      if (Double.isInfinite(value) && infinite++ == 0) {
        firstInfinite = row;
      }
    }
  }

  /** Assembles the matrix, freeing each chunk after its use. */
  TableData assemble(
      PackedRows packed,
      String description,
      List<String> notes,
      List<DataSpec.BaselineColumn> baselines) {
    int inputs = terms.inputs().size();
    long together = packed.largestPartition();
    long rows = 0;
    long labelled = 0;
    long complete = 0;
    Tally[] tallies = new Tally[inputs + 1];
    Arrays.setAll(tallies, i -> new Tally());
    for (double[] chunk : packed.chunks()) {
      for (int at = 0; at < chunk.length; at += inputs + 1, rows++) {
        if (Double.isNaN(chunk[at + inputs])) {
          continue;
        }
        labelled++;
        complete += isComplete(chunk, at) ? 1 : 0;
        for (int i = 0; i <= inputs; i++) {
          tallies[i].see(chunk[at + i], rows);
        }
      }
    }
    requireUsable(tallies, rows, labelled, complete);
    int used = Math.toIntExact(complete);
    RowGroups groups = groups(packed, used);
    List<Levels> levels = levels(packed, groups);
    List<String> said = new ArrayList<>(notes);
    said.addAll(Levels.notes(levels, rules.unseen()));
    Encoder encoder = encoder(levels, used);
    List<ColumnValues> others = others(packed.chunks(), baselines, used);
    return new TableData(
        matrix(packed.chunks(), encoder, used),
        groups,
        encoder,
        new TableData.Rows(rows, rows - labelled, labelled - complete, together),
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

  private void requireUsable(Tally[] tallies, long rows, long labelled, long complete) {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < tallies.length; i++) {
      Tally tally = tallies[i];
      String column = i < terms.inputs().size() ? terms.inputs().get(i).column() : terms.label();
      if (tally.missing > 0 && rules.missing() == DataSpec.Missing.ERROR) {
        problems.add(
            "data.missing: column \"%s\" has no value in %d of %s, first in %s."
                    .formatted(
                        column,
                        tally.missing,
                        Counted.of(labelled, "row"),
                        order.row(tally.firstMissing))
                + " Set missing: drop to leave such rows out, or fill the gaps in a query:"
                + " coalesce(%s, …).".formatted(QuotedName.sql(column)));
      }
      if (tally.infinite > 0) {
        problems.add(
            "data: column \"%s\" is infinite in %s, first in %s. To drop such rows, add under data:\n%s"
                .formatted(
                    column,
                    Counted.of(tally.infinite, "row"),
                    order.row(tally.firstInfinite),
                    job.where(finite(tallies))));
      }
    }
    if (problems.isEmpty() && complete == 0) {
      problems.add(emptiness(rows, labelled, tallies));
    }
    if (!problems.isEmpty()) {
      throw new JobException(problems);
    }
  }

  /** The condition of rows to keep; rows without a value are kept. */
  private String finite(Tally[] tallies) {
    return IntStream.range(0, tallies.length)
        .filter(i -> tallies[i].infinite > 0)
        .mapToObj(i -> i < terms.inputs().size() ? terms.inputs().get(i).column() : terms.label())
        .distinct()
        .map(name -> "coalesce(abs(%s), 0) <> double('Infinity')".formatted(QuotedName.sql(name)))
        .collect(Collectors.joining(" AND "));
  }

  private String emptiness(long rows, long labelled, Tally[] tallies) {
    if (rows == 0) {
      return "data: the table has no rows.";
    }
    return labelled == 0
        ? "data.label: column \"%s\" has no value in %s.".formatted(terms.label(), all(rows))
        : "data.missing: %s %s a feature (%s), so dropping them leaves none."
            .formatted(all(labelled), Counted.word(labelled, "lacks", "lack"), incomplete(tallies));
  }

  /** The columns with missing values, those with the most first. */
  private String incomplete(Tally[] tallies) {
    List<String> columns =
        IntStream.range(0, terms.inputs().size())
            .boxed()
            .filter(i -> tallies[i].missing > 0)
            .sorted(Comparator.comparingLong(i -> -tallies[i].missing))
            .map(
                i ->
                    "\"%s\" in %s"
                        .formatted(
                            terms.inputs().get(i).column(), Counted.of(tallies[i].missing, "row")))
            .toList();
    return NameList.first(columns, SHOWN);
  }

  private static String all(long rows) {
    return rows == 1 ? "the only row" : "all " + Counted.of(rows, "row");
  }

  /** Whether the row has its label and all its inputs. */
  private boolean isComplete(double[] chunk, int at) {
    for (int i = 0; i <= terms.inputs().size(); i++) {
      if (Double.isNaN(chunk[at + i])) {
        return false;
      }
    }
    return true;
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

  private Matrix matrix(List<double[]> packed, Encoder encoder, int rows) {
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
    return new Matrix(x, y, encoder.featureNames(), terms.label());
  }
}
