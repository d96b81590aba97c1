package dev.linesweep.ml;

import dev.linesweep.Sweep;
import dev.linesweep.SweepBuilder;
import dev.linesweep.SweepResult;
import dev.linesweep.model.LinearModel;
import dev.linesweep.report.SweepListener;
import dev.linesweep.text.Caller;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A sweep as an estimator of Spark ML: {@code fit} trains all settings of its params, and the model
 * is the winner as Spark's own {@link LinearRegressionModel}, in the label's own units. The whole
 * sweep is in the output folder, from which an interrupted {@code fit} of the same rows continues.
 *
 * <pre>{@code
 * LinearRegressionModel model =
 *     new LineSweep().setLabelCol("price").setLearningRates(0.01, 0.1).setOut("runs/prices").fit(df);
 * }</pre>
 */
public final class LineSweep extends SweepParams implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  public LineSweep() {
    this(Identifiable$.MODULE$.randomUID("linesweep"));
  }

  public LineSweep(String uid) {
    super(uid);
  }

  /** Reads an estimator that {@link #write} has saved. */
  public static MLReader<LineSweep> read() {
    return new DefaultParamsReadable<LineSweep>() {
      private static final long serialVersionUID = 1L;
    }.read();
  }

  /** Reads the estimator that was saved there. */
  public static LineSweep load(String path) {
    return read().load(path);
  }

  public LineSweep setFeaturesCol(String value) {
    return with(featuresCol(), value);
  }

  public LineSweep setLabelCol(String value) {
    return with(labelCol(), value);
  }

  public LineSweep setPredictionCol(String value) {
    return with(predictionCol(), value);
  }

  /** The column that says how much each row counts; empty for none. */
  public LineSweep setWeightCol(String value) {
    return with(weightCol(), value);
  }

  public LineSweep setOrderByCols(String... values) {
    return with(orderByCols(), values);
  }

  public LineSweep setMissing(String value) {
    return with(missing(), value);
  }

  public LineSweep setStandardize(String value) {
    return with(standardize(), value);
  }

  public LineSweep setTrainingLoss(String value) {
    return with(trainingLoss(), value);
  }

  public LineSweep setTestFraction(double value) {
    return with(testFraction(), value);
  }

  public LineSweep setValidationFraction(double value) {
    return with(validationFraction(), value);
  }

  public LineSweep setFolds(int value) {
    return with(folds(), value);
  }

  public LineSweep setSplitBy(String value) {
    return with(splitBy(), value);
  }

  public LineSweep setSplitSeed(long value) {
    return with(splitSeed(), value);
  }

  public LineSweep setGroupsCol(String value) {
    return with(groupsCol(), value);
  }

  public LineSweep setOptimizers(String... values) {
    return with(optimizers(), values);
  }

  public LineSweep setLearningRates(double... values) {
    return with(learningRates(), values);
  }

  public LineSweep setEpochs(int... values) {
    return with(epochs(), values);
  }

  public LineSweep setSeeds(int... values) {
    return with(seeds(), values);
  }

  public LineSweep setBatchSizes(int... values) {
    return with(batchSizes(), values);
  }

  public LineSweep setL1(double... values) {
    return with(l1(), values);
  }

  public LineSweep setL2(double... values) {
    return with(l2(), values);
  }

  public LineSweep setMethod(String value) {
    return with(method(), value);
  }

  public LineSweep setCount(int value) {
    return with(count(), value);
  }

  public LineSweep setSearchSeed(long value) {
    return with(searchSeed(), value);
  }

  public LineSweep setMetric(String value) {
    return with(metric(), value);
  }

  public LineSweep setSelect(String value) {
    return with(select(), value);
  }

  public LineSweep setName(String value) {
    return with(name(), value);
  }

  public LineSweep setEngine(String value) {
    return with(engine(), value);
  }

  public LineSweep setDevice(String value) {
    return with(device(), value);
  }

  public LineSweep setOut(String value) {
    return with(out(), value);
  }

  public LineSweep setFreshStart(boolean value) {
    return with(freshStart(), value);
  }

  public LineSweep setOverwrite(boolean value) {
    return with(overwrite(), value);
  }

  public LineSweep setTimeBudget(long seconds) {
    return with(timeBudget(), seconds);
  }

  public LineSweep setMaxTrials(long value) {
    return with(maxTrials(), value);
  }

  public LineSweep setJobSettings(String... values) {
    return with(jobSettings(), values);
  }

  private <T> LineSweep with(Param<T> param, T value) {
    set(param, value);
    return this;
  }

  /**
   * Runs the sweep, or what an earlier {@code fit} with the same rows and params left untrained.
   * What is decided about the data, such as rows dropped because they have no label, is logged as a
   * warning.
   *
   * @return the best setting's model
   * @throws IllegalArgumentException if a param or the rows cannot be trained; nothing is written
   *     then
   * @throws dev.linesweep.spark.SweepFailure if the sweep cannot continue
   * @throws CancellationException if the thread is interrupted; finished blocks are kept
   */
  @Override
  public LinearRegressionModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    SweepResult result =
        ParamFaults.told(uid(), () -> sweep(dataset).run(dataset.sparkSession(), new Warnings()));
    LinearModel best = result.model().orElseThrow(() -> ParamFaults.noModel(uid(), result));
    LinearRegressionModel model =
        new LinearRegressionModel(uid(), Vectors.dense(best.weights()), best.bias());
    model.set(model.featuresCol(), getOrDefault(featuresCol()));
    model.set(model.labelCol(), getOrDefault(labelCol()));
    model.set(model.predictionCol(), getOrDefault(predictionCol()));
    if (!weights().isEmpty()) {
      model.set(model.weightCol(), weights());
    }
    return (LinearRegressionModel) model.setParent(this);
  }

  private final class Warnings implements SweepListener {
    @Override
    public void note(String line) {
      log().warn(line);
    }
  }

  /** The sweep that {@link #fit} runs. */
  public Sweep sweep(Dataset<?> dataset) {
    SweepBuilder job = Sweep.on(dataset.toDF());
    dataOf(job);
    axesOf(job);
    runOf(job);
    Sweep sweep = job.build().withCaller(Caller.ESTIMATOR);
    sweep = isDefined(out()) ? sweep.withOut(getOrDefault(out())) : sweep;
    sweep = (Boolean) getOrDefault(freshStart()) ? sweep.withFreshStart() : sweep;
    return (Boolean) getOrDefault(overwrite()) ? sweep.withOverwrite() : sweep;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    requireColumns(schema);
    String prediction = getOrDefault(predictionCol());
    if (List.of(schema.fieldNames()).contains(prediction)) {
      throw new IllegalArgumentException(
          "%s: column %s already exists. Set predictionCol to another name"
              .formatted(uid(), prediction));
    }
    return schema.add(prediction, DataTypes.DoubleType, false);
  }

  @Override
  public LineSweep copy(ParamMap extra) {
    return defaultCopy(extra);
  }
}
