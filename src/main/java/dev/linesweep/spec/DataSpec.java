package dev.linesweep.spec;

import dev.linesweep.text.Words;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code data}: where the samples come from, and what is done to them before the split. */
public record DataSpec(Source source, Standardize standardize, Missing missing, Unseen unseen)
    implements Serializable {

  /** The same with the default treatment of unseen levels. */
  public DataSpec(Source source, Standardize standardize, Missing missing) {
    this(source, standardize, missing, Unseen.AT_PREDICT);
  }

  /** The same with every relative path made absolute. */
  DataSpec absolute() {
    if (source instanceof Table table && table.origin() instanceof Files files) {
      return new DataSpec(table.from(files.absolute()), standardize, missing, unseen);
    }
    return this;
  }

  /** The same rows with a hint how to get them, unless the job has one. */
  DataSpec hinted(String how) {
    return source instanceof Table table
        ? new DataSpec(table.hinted(how), standardize, missing, unseen)
        : this;
  }

  /** Other columns of the same table. */
  DataSpec selecting(Selection columns) {
    return source instanceof Table table
        ? new DataSpec(table.selecting(columns), standardize, missing, unseen)
        : this;
  }

  /** Values of features that a synthetic source may have. */
  public static final int MOST_NUMBERS = 50_000_000;

  private static void requireFits(String path, double numbers) {
    BrokenRule.unless(
        numbers <= MOST_NUMBERS,
        path,
        "would make more than " + MOST_NUMBERS + " numbers; make it smaller");
  }

  /** Where rows come from. */
  public sealed interface Source extends Serializable {}

  /** The points y = weight x + bias for x = start + i·step below end. */
  public record Line(double weight, double bias, double start, double end, double step)
      implements Source {
    public Line {
      NumberRule.ANY.require("data.line.weight", weight);
      NumberRule.ANY.require("data.line.bias", bias);
      NumberRule.ANY.require("data.line.start", start);
      NumberRule.ANY.require("data.line.end", end);
      NumberRule.POSITIVE.require("data.line.step", step);
      double points = Math.ceil((end - start) / step);
      BrokenRule.unless(
          points >= 2,
          "data.line",
          "has fewer than 2 points from start to end; make step smaller or end larger");
      requireFits("data.line", points);
    }
  }

  /** Rows of Gaussian features times known weights, plus Gaussian noise of the given deviation. */
  public record Linear(int rows, int features, double noise, long seed) implements Source {
    public Linear {
      BrokenRule.unless(rows >= 2, "data.linear.rows", "expected a whole number >= 2, got " + rows);
      BrokenRule.unless(
          features >= 1, "data.linear.features", "expected a whole number >= 1, got " + features);
      NumberRule.NOT_NEGATIVE.require("data.linear.noise", noise);
      requireFits("data.linear", (double) rows * features);
    }
  }

  /**
   * A table that Spark reads.
   *
   * @param query one SELECT over {@code input}, or empty for the table as it is
   * @param orderBy columns that fix the order of rows; may be empty
   * @param hint how to get the data, shown if the data is missing; may be empty
   * @param cells how its text is read
   * @param others columns that are read for something else; may be none
   */
  public record Table(
      Origin origin,
      String query,
      Selection selection,
      List<String> orderBy,
      String hint,
      Cells cells,
      OtherColumns others)
      implements Source {
    public Table {
      orderBy = List.copyOf(orderBy);
      ValueRules.different("data.order_by", orderBy);
      others.requireApart(selection);
    }

    /** The same table of another origin. */
    Table from(Origin other) {
      return new Table(other, query, selection, orderBy, hint, cells, others);
    }

    Table selecting(Selection other) {
      return new Table(origin, query, other, orderBy, hint, cells, others);
    }

    /** The same table with a hint, unless it has one. */
    public Table hinted(String how) {
      String one = hint.isEmpty() ? how : hint;
      return new Table(origin, query, selection, orderBy, one, cells, others);
    }

    /** The same table whose rows count as much as a column says. */
    public Table weightedBy(String column) {
      OtherColumns more = others.weightedBy(column);
      return new Table(origin, query, selection, orderBy, hint, cells, more);
    }

    /** A table without such columns. */
    public Table(
        Origin origin,
        String query,
        Selection selection,
        List<String> orderBy,
        String hint,
        Cells cells) {
      this(origin, query, selection, orderBy, hint, cells, OtherColumns.NONE);
    }

    /** The same with the meaning of text detected from the table. */
    public Table(
        Origin origin, String query, Selection selection, List<String> orderBy, String hint) {
      this(origin, query, selection, orderBy, hint, Cells.AUTO);
    }
  }

  /**
   * What the job file says about cells that are text.
   *
   * @param decimal the mark before the decimals of numbers
   * @param naValues markers of missing values, besides the usual ones
   * @param types types of columns by name; those of other columns are detected; sorted by name
   */
  public record Cells(Decimal decimal, List<String> naValues, Map<String, ColumnType> types)
      implements Serializable {
    public static final Cells AUTO = new Cells(Decimal.AUTO, List.of(), Map.of());

    public Cells {
      naValues = List.copyOf(naValues);
      types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
    }
  }

  /** The mark before the decimals of numbers in text. */
  public enum Decimal {
    AUTO("auto"),
    POINT("."),
    COMMA(",");

    private final String key;

    Decimal(String key) {
      this.key = key;
    }

    /** The mark as the job file writes it. */
    public String key() {
      return key;
    }
  }

  /** What a column is, whatever its cells look like. */
  public enum ColumnType {
    TEXT,
    NUMBER,
    /** A number with a point before the decimals; commas are between thousands. */
    DECIMAL_POINT,
    /** A number with a comma before the decimals; points are between thousands. */
    DECIMAL_COMMA
  }

  /**
   * A column that predicts the label as it is.
   *
   * @param name what the tables call it
   */
  public record BaselineColumn(String name, String column) implements Serializable {}

  /** The source that Spark reads the table from. */
  public sealed interface Origin extends Serializable {}

  /**
   * Files or a JDBC source.
   *
   * @param format csv, parquet, json, orc, jdbc, delta or iceberg
   * @param path absolute URI in a {@link SweepSpec}; empty for jdbc
   * @param options Spark's reader options; values may hold {@code ${env:NAME}}, unresolved here;
   *     sorted by key
   */
  public record Files(String format, String path, Map<String, String> options) implements Origin {
    public Files {
      options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
      Optional<FileFormat> known = Choice.of(FileFormat.values(), format);
      BrokenRule.unless(
          known.isPresent(), "data.format", Choice.expected(FileFormat.values(), format));
      options.forEach(
          (key, value) ->
              FileOptions.problem(known.orElseThrow(), key, value)
                  .ifPresent(
                      problem ->
                          BrokenRule.unless(false, "data.options." + Words.oneLine(key), problem)));
    }

    /** The same with a relative path resolved against the working directory. */
    private Files absolute() {
      if (format.equals(FileFormat.JDBC.key())) {
        return this;
      }
      BrokenRule.unless(!path.isEmpty(), "data.path", "must not be empty");
      return new Files(format, JobPaths.resolve(JobPaths.workingDirectory(), path), options);
    }
  }

  /**
   * A DataFrame that a program gives to the sweep: {@code format: dataframe}. No job file brings
   * its rows back.
   */
  public record DataFrame() implements Origin {
    /** The value of {@code format} in the job file. */
    public static final String KEY = "dataframe";
  }

  /** A table of Spark's catalog, {@code catalog.db.table}. */
  public record CatalogTable(String name) implements Origin {}

  /** Which columns are the features and which the label. */
  public sealed interface Selection extends Serializable {}

  /** Columns that are given by name. */
  public record Columns(String label, List<String> features) implements Selection {
    public Columns {
      features = List.copyOf(features);
      BrokenRule.unless(!label.isBlank(), "data.label", "must not be empty");
      ValueRules.distinct("data.features", features, name -> name);
      BrokenRule.unless(
          !features.contains(label),
          "data.features",
          "the label " + Words.quoted(label) + " is among them");
    }
  }

  /** Columns that a formula of Spark ML's RFormula selects. */
  public record Formula(String text) implements Selection {
    public Formula {
      BrokenRule.unless(
          text.indexOf('~') > 0,
          "data.formula",
          "expected label ~ features, got " + Words.quoted(text));
    }
  }

  /** What is scaled to mean 0 and standard deviation 1 over the training rows. */
  public enum Standardize {
    NONE,
    FEATURES,
    ALL;

    /** The default. */
    public static Standardize usualFor(Loss loss) {
      return loss.needsOwnUnits() ? FEATURES : ALL;
    }
  }

  /** How a row with a missing feature is treated. */
  public enum Missing {
    ERROR,
    DROP
  }

  /** How a row is treated whose text column has a level that no training row has. */
  public enum Unseen {
    /** The row has the base level in the sweep, and is refused when the model predicts. */
    AT_PREDICT,
    /** The row is refused. */
    ERROR,
    /** The row has the base level. */
    BASE
  }
}
