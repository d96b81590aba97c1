package dev.linesweep.ml;

import dev.linesweep.SweepBuilder;
import dev.linesweep.spec.Device;
import dev.linesweep.spec.EngineChoice;
import dev.linesweep.spec.EngineSpec;
import dev.linesweep.spec.MetricSpec;
import java.time.Duration;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;

/** The params of the metric, the engine, the output folder and the limits of a sweep. */
public abstract sealed class SweepParams extends DataParams permits LineSweep {
  private final Param<String> metric;
  private final Param<String> select;
  private final Param<String> name;
  private final Param<String> engine;
  private final Param<String> device;
  private final Param<String> out;
  private final BooleanParam freshStart;
  private final BooleanParam overwrite;
  private final LongParam timeBudget;
  private final LongParam maxTrials;
  private final StringArrayParam jobSettings;

  SweepParams(String uid) {
    super(uid);
    metric =
        new Param<>(
            this,
            "metric",
            "metric that ranks the settings; if not set, validation_loss with folds or a validation"
                + " part, else test_loss: one of "
                + String.join(", ", MetricSpec.names()),
            Rule.oneOf(MetricSpec.names()));
    select = choice("select", "which setting wins", MetricSpec.Select.values());
    name = new Param<>(this, "name", "name of the sweep and of its folder under runs/");
    engine = choice("engine", "engine that trains", EngineChoice.values());
    device = choice("device", "device on which the fused engine trains", Device.values());
    out =
        new Param<>(
            this,
            "out",
            "output folder, a path or any Hadoop URI that every executor sees; if not set,"
                + " runs/<name>-<identity>");
    freshStart =
        new BooleanParam(
            this, "freshStart", "whether an earlier run in the folder is removed first");
    overwrite =
        new BooleanParam(
            this, "overwrite", "whether the tables of another grid in the folder may be replaced");
    timeBudget =
        new LongParam(
            this,
            "timeBudget",
            "seconds after which a fit ends with the best model so far; 0 for no limit",
            ParamValidators.gtEq(0));
    maxTrials =
        new LongParam(
            this,
            "maxTrials",
            "the most trials that a fit trains, spread over the grid; 0 for all",
            ParamValidators.gtEq(0));
    jobSettings =
        new StringArrayParam(
            this,
            "jobSettings",
            "more keys of the job file as path=value, such as early_terminate={type: halving,"
                + " eta: 3, min_epochs: 10}; applied last");
    setDefault(select, "best");
    setDefault(name, SweepBuilder.USUAL_NAME);
    setDefault(engine, EngineSpec.USUAL.kind().key());
    setDefault(device, EngineSpec.USUAL.device().key());
    setDefault(freshStart, (Object) false);
    setDefault(overwrite, (Object) false);
    setDefault(timeBudget, (Object) 0L);
    setDefault(maxTrials, (Object) 0L);
    setDefault(jobSettings, new String[0]);
  }

  public Param<String> metric() {
    return metric;
  }

  public Param<String> select() {
    return select;
  }

  public Param<String> name() {
    return name;
  }

  public Param<String> engine() {
    return engine;
  }

  public Param<String> device() {
    return device;
  }

  public Param<String> out() {
    return out;
  }

  public BooleanParam freshStart() {
    return freshStart;
  }

  public BooleanParam overwrite() {
    return overwrite;
  }

  public LongParam timeBudget() {
    return timeBudget;
  }

  public LongParam maxTrials() {
    return maxTrials;
  }

  public StringArrayParam jobSettings() {
    return jobSettings;
  }

  /** Sets the metric, the engine and the limits of a job. */
  void runOf(SweepBuilder job) {
    job.name(getOrDefault(name))
        .select(chosen(MetricSpec.Select.values(), select))
        .engine(chosen(EngineChoice.values(), engine))
        .device(chosen(Device.values(), device))
        .timeBudget(Duration.ofSeconds((Long) getOrDefault(timeBudget)))
        .maxTrials((Long) getOrDefault(maxTrials))
        .set(getOrDefault(jobSettings));
    if (isDefined(metric)) {
      job.metric(MetricSpec.named(getOrDefault(metric)).orElseThrow());
    }
  }
}
