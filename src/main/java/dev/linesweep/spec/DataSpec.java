package dev.linesweep.spec;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code data}: where the samples come from, and what is done to them before the split. */
public record DataSpec(Source source, Standardize standardize, Missing missing, Unseen unseen)
    implements Serializable {

  /** With the usual treatment of unseen levels. */
  public DataSpec(Source source, Standardize standardize, Missing missing) {
    this(source, standardize, missing, Unseen.AT_PREDICT);
  }

  /** Where rows come from. */
  public sealed interface Source extends Serializable {}

  /** The points y = weight x + bias for x = start + i·step below end. */
  public record Line(double weight, double bias, double start, double end, double step)
      implements Source {}

  /** Rows of Gaussian features times known weights, plus Gaussian noise of the given deviation. */
  public record Linear(int rows, int features, double noise, long seed) implements Source {}

  /**
   * A table that Spark reads.
   *
   * @param query one SELECT over {@code input}, or empty for the table as it is
   * @param orderBy columns that fix the order of rows; may be empty
   * @param hint how to get the data, shown where it is missing; may be empty
   * @param cells how its text is read
   * @param baselines columns that predict the label as they are; may be empty
   */
  public record Table(
      Origin origin,
      String query,
      Selection selection,
      List<String> orderBy,
      String hint,
      Cells cells,
      List<BaselineColumn> baselines)
      implements Source {
    public Table {
      orderBy = List.copyOf(orderBy);
      baselines = List.copyOf(baselines);
    }

    /** A table without baselines of its own. */
    public Table(
        Origin origin,
        String query,
        Selection selection,
        List<String> orderBy,
        String hint,
        Cells cells) {
      this(origin, query, selection, orderBy, hint, cells, List.of());
    }

    /** With all that text means found out from the table itself. */
    public Table(
        Origin origin, String query, Selection selection, List<String> orderBy, String hint) {
      this(origin, query, selection, orderBy, hint, Cells.AUTO);
    }
  }

  /**
   * What the job file says of cells that are text.
   *
   * @param decimal the mark before the decimals of numbers
   * @param naValues markers of missing values, besides the usual ones
   * @param types of columns by name; those of other columns are found out; sorted by name
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

    /** As the job file has it. */
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

  /** What Spark reads the table from. */
  public sealed interface Origin extends Serializable {}

  /**
   * Files or a JDBC source.
   *
   * @param format csv, parquet, json, orc or jdbc
   * @param path absolute URI, resolved beside the job file; empty for jdbc
   * @param options Spark's reader options; values may hold {@code ${env:NAME}}, unresolved here;
   *     sorted by key
   */
  public record Files(String format, String path, Map<String, String> options) implements Origin {
    public Files {
      options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    }
  }

  /** A table of Spark's catalog, {@code catalog.db.table}. */
  public record CatalogTable(String name) implements Origin {}

  /** Which columns are the features and which the label. */
  public sealed interface Selection extends Serializable {}

  /** By name. */
  public record Columns(String label, List<String> features) implements Selection {
    public Columns {
      features = List.copyOf(features);
    }
  }

  /** By a formula of Spark ML's RFormula. */
  public record Formula(String text) implements Selection {}

  /** What is scaled to mean 0 and deviation 1 over the training rows. */
  public enum Standardize {
    NONE,
    FEATURES,
    ALL
  }

  /** What happens to a row with a missing feature. */
  public enum Missing {
    ERROR,
    DROP
  }

  /** What happens to a row that holds a level of a text column that no training row has. */
  public enum Unseen {
    /** It is treated as the base level in the sweep, and refused where the model predicts. */
    AT_PREDICT,
    /** It is refused. */
    ERROR,
    /** It is treated as the base level. */
    BASE
  }
}
