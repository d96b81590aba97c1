package dev.linesweep.ml;

import dev.linesweep.SweepBuilder;
import dev.linesweep.spark.table.SpreadVector;
import dev.linesweep.spec.Choice;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.spec.TrainingSpec;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/** The params of the columns, the parts of the rows and the loss: {@code data} of a job. */
public abstract sealed class DataParams extends AxisParams permits SweepParams {
  private final Param<String> featuresCol;
  private final Param<String> labelCol;
  private final Param<String> predictionCol;
  private final Param<String> weightCol;
  private final StringArrayParam orderByCols;
  private final Param<String> missing;
  private final Param<String> standardize;
  private final Param<String> trainingLoss;
  private final DoubleParam testFraction;
  private final DoubleParam validationFraction;
  private final IntParam folds;
  private final Param<String> splitBy;
  private final LongParam splitSeed;
  private final Param<String> groupsCol;

  DataParams(String uid) {
    super(uid);
    featuresCol = new Param<>(this, "featuresCol", "column with the vectors of features");
    labelCol = new Param<>(this, "labelCol", "column of the label, a number");
    predictionCol =
        new Param<>(this, "predictionCol", "column that the model writes its predictions to");
    weightCol =
        new Param<>(
            this, "weightCol", "column that says how much each row counts, a number of at least 0");
    orderByCols =
        new StringArrayParam(
            this,
            "orderByCols",
            "columns that fix the order of rows, which then matters to the split; without them"
                + " rows are sorted by their values",
            Rule.distinct());
    missing =
        choice("missing", "what to do with a row that misses a feature", DataSpec.Missing.values());
    standardize =
        choice(
            "standardize",
            "what is scaled to mean 0 and standard deviation 1 for training; if not set, all, or"
                + " features if trainingLoss needs the label's own zero",
            DataSpec.Standardize.values());
    trainingLoss = choice("trainingLoss", "the loss that training minimizes", Loss.values());
    testFraction =
        new DoubleParam(
            this,
            "testFraction",
            "share of the rows for the test part, in (0, 1)",
            ParamValidators.inRange(0, 1, false, false));
    validationFraction =
        new DoubleParam(
            this,
            "validationFraction",
            "share of the rows for the validation part, in [0, 1); 0 for none",
            ParamValidators.inRange(0, 1, true, false));
    folds =
        new IntParam(
            this,
            "folds",
            "folds of a cross-validation over the training rows, >= 2; 0 for none",
            (Rule<Object>) value -> value.equals(0) || (Integer) value >= 2);
    splitBy =
        choice(
            "splitBy",
            "how rows are assigned to parts; if not set, order with orderByCols, else random",
            SplitSpec.By.values());
    splitSeed = new LongParam(this, "splitSeed", "seed of a random split");
    groupsCol =
        new Param<>(
            this, "groupsCol", "column whose rows of equal values stay together in one part");
    setDefault(featuresCol, "features");
    setDefault(labelCol, "label");
    setDefault(predictionCol, "prediction");
    setDefault(orderByCols, new String[0]);
    setDefault(missing, "error");
    setDefault(trainingLoss, TrainingSpec.USUAL.loss().key());
    setDefault(testFraction, (Object) SplitSpec.USUAL.test());
    setDefault(validationFraction, (Object) SplitSpec.USUAL.validation());
    setDefault(folds, (Object) SplitSpec.USUAL.folds());
    setDefault(splitSeed, (Object) SplitSpec.USUAL.seed());
  }

  /** A param whose value is one of an enum's keys in the job file. */
  final Param<String> choice(String name, String what, Enum<?>[] values) {
    List<String> keys = Choice.keys(values);
    return new Param<>(this, name, what + ": " + String.join(", ", keys), Rule.oneOf(keys));
  }

  public Param<String> featuresCol() {
    return featuresCol;
  }

  public Param<String> labelCol() {
    return labelCol;
  }

  public Param<String> predictionCol() {
    return predictionCol;
  }

  public Param<String> weightCol() {
    return weightCol;
  }

  /** The column of weights; empty for none, as in Spark's own estimators. */
  final String weights() {
    return isDefined(weightCol) ? getOrDefault(weightCol) : "";
  }

  public StringArrayParam orderByCols() {
    return orderByCols;
  }

  public Param<String> missing() {
    return missing;
  }

  public Param<String> standardize() {
    return standardize;
  }

  public Param<String> trainingLoss() {
    return trainingLoss;
  }

  public DoubleParam testFraction() {
    return testFraction;
  }

  public DoubleParam validationFraction() {
    return validationFraction;
  }

  public IntParam folds() {
    return folds;
  }

  public Param<String> splitBy() {
    return splitBy;
  }

  public LongParam splitSeed() {
    return splitSeed;
  }

  public Param<String> groupsCol() {
    return groupsCol;
  }

  /** Refuses a table without the columns that the params name, or with others under their names. */
  final void requireColumns(StructType schema) {
    require(
        schema,
        featuresCol(),
        SQLDataTypes.VectorType()::equals,
        "Spark ML vectors",
        type -> ". Create them with " + SpreadVector.maker(type));
    require(schema, labelCol(), NumericType.class::isInstance, "numbers", type -> "");
    if (!weights().isEmpty()) {
      require(
          schema,
          weightCol(),
          type -> type instanceof NumericType || type instanceof BooleanType,
          "numbers",
          type -> "");
    }
    for (String name : getOrDefault(orderByCols())) {
      ParamFaults.requireColumn(uid(), schema, orderByCols(), name);
    }
    if (isDefined(groupsCol())) {
      ParamFaults.requireColumn(uid(), schema, groupsCol(), getOrDefault(groupsCol()));
    }
  }

  private void require(
      StructType schema,
      Param<String> param,
      Predicate<DataType> right,
      String what,
      Function<DataType, String> remedy) {
    ParamFaults.requireColumn(uid(), schema, param, getOrDefault(param));
    DataType type = schema.apply(getOrDefault(param)).dataType();
    if (!right.test(type)) {
      throw new IllegalArgumentException(
          "%s: column %s (param %s) must hold %s but holds %s%s"
              .formatted(
                  uid(),
                  getOrDefault(param),
                  param.name(),
                  what,
                  type.simpleString(),
                  remedy.apply(type)));
    }
  }

  /** Sets the columns, the parts and the loss of a job. */
  void dataOf(SweepBuilder job) {
    job.vector(getOrDefault(labelCol), getOrDefault(featuresCol))
        .orderBy(getOrDefault(orderByCols))
        .rowWeight(weights())
        .missing(chosen(DataSpec.Missing.values(), missing))
        .training(
            new TrainingSpec(
                chosen(Loss.values(), trainingLoss),
                TrainingSpec.USUAL.init(),
                TrainingSpec.USUAL.shuffleSeed()))
        .split(split());
    if (isDefined(standardize)) {
      job.standardize(chosen(DataSpec.Standardize.values(), standardize));
    }
  }

  private SplitSpec split() {
    boolean usual = !isDefined(splitBy);
    return new SplitSpec(
        (Double) getOrDefault(testFraction),
        (Double) getOrDefault(validationFraction),
        usual ? SplitSpec.USUAL.by() : chosen(SplitSpec.By.values(), splitBy),
        (Long) getOrDefault(splitSeed),
        usual,
        (Integer) getOrDefault(folds),
        isDefined(groupsCol) ? getOrDefault(groupsCol) : "");
  }

  /** The enum constant that a param names. */
  final <E extends Enum<E>> E chosen(E[] values, Param<String> param) {
    return Choice.of(values, getOrDefault(param)).orElseThrow();
  }
}
