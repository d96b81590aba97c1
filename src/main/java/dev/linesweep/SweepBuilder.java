package dev.linesweep;

import dev.linesweep.spark.table.RowSource;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.Device;
import dev.linesweep.spec.EarlyTerminate;
import dev.linesweep.spec.EngineChoice;
import dev.linesweep.spec.EngineSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.Limits;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.SearchSpec;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SpecWriter;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.spec.TrainingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Builds a job in Java. What is not set has the same default as in a job file. */
public final class SweepBuilder extends SweepAxes<SweepBuilder> {
  /** The name of a sweep on a DataFrame if no name is given. */
  public static final String USUAL_NAME = "linesweep";

  private final @Nullable Dataset<Row> rows;
  private final List<String> changes = new ArrayList<>();
  private String name;
  private GivenRows.@Nullable Chosen columns;
  private List<String> orderBy = List.of();
  private String rowWeight = "";
  private DataSpec.@Nullable Source source;
  private DataSpec.@Nullable Standardize standardize;
  private DataSpec.Missing missing = DataSpec.Missing.ERROR;
  private @Nullable SplitSpec split;
  private DataSpec.Unseen unseen = DataSpec.Unseen.AT_PREDICT;
  private TrainingSpec training = TrainingSpec.USUAL;
  private @Nullable MetricSpec metric;
  private MetricSpec.@Nullable Over over;
  private MetricSpec.@Nullable Select select;
  private EngineChoice engine = EngineChoice.DL4J;
  private Device device = EngineSpec.USUAL.device();
  private Limits limits = Limits.NONE;

  SweepBuilder(String name) {
    this.name = name;
    this.rows = null;
  }

  SweepBuilder(Dataset<Row> rows) {
    this.name = USUAL_NAME;
    this.rows = rows;
  }

  @Override
  SweepBuilder self() {
    return this;
  }

  /** The job's name, which is also in the output folder's name. */
  public SweepBuilder name(String value) {
    name = value;
    return this;
  }

  /** Where the samples come from: {@link DataSpec.Line}, {@link DataSpec.Linear} or a table. */
  public SweepBuilder data(DataSpec.Source value) {
    source = value;
    return this;
  }

  /** A CSV file with a header, a label and features by name. */
  public SweepBuilder csv(String path, String label, String... features) {
    return data(
        new DataSpec.Table(
            new DataSpec.Files("csv", path, Map.of()),
            "",
            new DataSpec.Columns(label, List.of(features)),
            List.of(),
            ""));
  }

  /** The label and the features of a DataFrame, by the names of their columns. */
  public SweepBuilder columns(String label, String... features) {
    return columns(label, List.of(features));
  }

  /** As {@link #columns(String, String...)}. */
  public SweepBuilder columns(String label, List<String> features) {
    columns = new GivenRows.Chosen.Named(new DataSpec.Columns(label, features));
    return this;
  }

  /**
   * The label and the features of a DataFrame, by a formula such as {@code price ~ rooms + age}.
   */
  public SweepBuilder formula(String text) {
    columns = new GivenRows.Chosen.Named(new DataSpec.Formula(text));
    return this;
  }

  /** The label of a DataFrame, and a column with vectors of Spark ML that hold the features. */
  public SweepBuilder vector(String label, String features) {
    columns = new GivenRows.Chosen.InVector(label, features);
    return this;
  }

  /** Columns that fix the order of a DataFrame's rows, which the split then depends on. */
  public SweepBuilder orderBy(String... names) {
    return orderBy(List.of(names));
  }

  /** As {@link #orderBy(String...)}. */
  public SweepBuilder orderBy(List<String> names) {
    orderBy = List.copyOf(names);
    return this;
  }

  /**
   * The column of a table that says how much each row counts in the training and in all errors: a
   * number of at least 0. Without one, or with an empty name, all rows count the same.
   */
  public SweepBuilder rowWeight(String column) {
    rowWeight = column;
    return this;
  }

  public SweepBuilder standardize(DataSpec.Standardize value) {
    standardize = value;
    return this;
  }

  public SweepBuilder missing(DataSpec.Missing value) {
    missing = value;
    return this;
  }

  /** What happens to a row with a level that is in no training row. */
  public SweepBuilder unseen(DataSpec.Unseen value) {
    unseen = value;
    return this;
  }

  /** Which rows are held out; by default {@link SplitSpec#usualFor} the rows' source. */
  public SweepBuilder split(SplitSpec value) {
    split = value;
    return this;
  }

  public SweepBuilder training(TrainingSpec value) {
    training = value;
    return this;
  }

  public SweepBuilder metric(MetricSpec value) {
    metric = value;
    return this;
  }

  /**
   * How the metric of a setting with several seeds is computed; by default as {@link #metric} says.
   */
  public SweepBuilder over(MetricSpec.Over value) {
    over = value;
    return this;
  }

  /** Which setting wins; by default as {@link #metric} says, else the best one. */
  public SweepBuilder select(MetricSpec.Select value) {
    select = value;
    return this;
  }

  public SweepBuilder engine(EngineChoice value) {
    engine = value;
    return this;
  }

  public SweepBuilder device(Device value) {
    device = value;
    return this;
  }

  /** The most trials that one run trains, spread over the grid; run the sweep again to continue. */
  public SweepBuilder maxTrials(long most) {
    limits = limits.withMaxTrials(most);
    return this;
  }

  /** How long one run may take; run the sweep again to continue. */
  public SweepBuilder timeBudget(Duration time) {
    limits = limits.withTimeBudget(time);
    return this;
  }

  /** Ends the sweep once a trial's ranking metric is this good. */
  public SweepBuilder stopAtTarget(double target) {
    limits = limits.withStop(new Limits.Stop(target, limits.stop().patience()));
    return this;
  }

  /** Ends the sweep after this many blocks in a row without a better trial. */
  public SweepBuilder stopAfterBlocks(int patience) {
    limits = limits.withStop(new Limits.Stop(limits.stop().target(), patience));
    return this;
  }

  /** Stops trainings early that are worse than others at the same epoch. */
  public SweepBuilder earlyTerminate(EarlyTerminate value) {
    limits = limits.withEarlyTerminate(value);
    return this;
  }

  /**
   * Changes to the job, applied after everything else, in the form of the command's {@code --set}:
   * {@code early_terminate={type: halving, eta: 3, min_epochs: 10}}.
   */
  public SweepBuilder set(String... assignments) {
    return set(List.of(assignments));
  }

  /** As {@link #set(String...)}. */
  public SweepBuilder set(List<String> assignments) {
    changes.addAll(assignments);
    return this;
  }

  /**
   * The sweep.
   *
   * @throws dev.linesweep.spec.JobException if a value breaks a rule of the job file; names the
   *     first such value by its path there, such as {@code parameters.epochs}
   */
  public Sweep build() {
    if (rows == null) {
      return Sweep.of(spec(named()), new RowSource.Named());
    }
    if (columns == null) {
      throw new JobException(
          "data: say which columns are the label and the features, with columns(…), vector(…) or"
              + " formula(…), before build()");
    }
    GivenRows given = GivenRows.of(rows, columns, spec(GivenRows.table(columns, orderBy)));
    return Sweep.of(given.job(), given.rows());
  }

  private SweepSpec spec(DataSpec.Source unweighted) {
    DataSpec.Source from = rowWeight.isEmpty() ? unweighted : weighted(unweighted);
    DataSpec.Standardize usual = DataSpec.Standardize.usualFor(training.loss());
    DataSpec data = new DataSpec(from, standardize == null ? usual : standardize, missing, unseen);
    SplitSpec parts = split == null ? SplitSpec.usualFor(from) : split.resolvedFor(from);
    SweepSpec spec =
        new SweepSpec(
            name,
            data,
            parts,
            training,
            metric(parts),
            new SearchSpec(parameters(), method(), exclusions(), limits),
            new EngineSpec(engine.kindFor(training.loss()), device));
    return changes.isEmpty() ? spec : SpecReader.read(SpecWriter.write(spec), name, changes);
  }

  private DataSpec.Source weighted(DataSpec.Source from) {
    if (from instanceof DataSpec.Table table) {
      return table.weightedBy(rowWeight);
    }
    throw new JobException(
        "data.row_weight: names a column of a table, and generated rows have none; leave it out");
  }

  private MetricSpec metric(SplitSpec rows) {
    MetricSpec named = metric == null ? MetricSpec.usualFor(rows) : metric;
    MetricSpec ranking = over == null ? named : named.withOver(over);
    return select == null ? ranking : ranking.withSelect(select);
  }

  private DataSpec.Source named() {
    if (source == null) {
      throw new JobException(
          name + ": say where the samples come from, with data(…) or csv(…), before build()");
    }
    return source;
  }
}
