package dev.linesweep.ml;

import dev.linesweep.SweepResult;
import dev.linesweep.spec.JobException;
import dev.linesweep.text.NameList;
import dev.linesweep.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.types.StructType;

/** Explains what is wrong with a sweep in terms of params instead of the job file. */
final class ParamFaults {
  /** The param of keys that have no other, in which they are written as in the job file. */
  private static final String OTHERS = "jobSettings";

  /** Params by the key of the job file that they stand for. */
  private static final Map<String, String> PARAMS = new LinkedHashMap<>();

  static {
    PARAMS.put("parameters.optimizer", "optimizers");
    PARAMS.put("parameters.learning_rate", "learningRates");
    PARAMS.put("parameters.epochs", "epochs");
    PARAMS.put("parameters.seed", "seeds");
    PARAMS.put("parameters.batch_size", "batchSizes");
    PARAMS.put("parameters.l1", "l1");
    PARAMS.put("parameters.l2", "l2");
    PARAMS.put("search_seed", "searchSeed");
    PARAMS.put("count", "count");
    PARAMS.put("data.features", "featuresCol");
    PARAMS.put("data.label", "labelCol");
    PARAMS.put("data.row_weight", "weightCol");
    PARAMS.put("data.order_by", "orderByCols");
    PARAMS.put("data.missing", "missing");
    PARAMS.put("data.standardize", "standardize");
    PARAMS.put("training.loss", "trainingLoss");
    PARAMS.put("split.test", "testFraction");
    PARAMS.put("split.validation", "validationFraction");
    PARAMS.put("split.folds", "folds");
    PARAMS.put("split.by", "splitBy");
    PARAMS.put("split.seed", "splitSeed");
    PARAMS.put("split.groups", "groupsCol");
    PARAMS.put("metric", "metric");
    PARAMS.put("select", "select");
    PARAMS.put("engine", "engine");
    PARAMS.put("device", "device");
    PARAMS.put("time_budget", "timeBudget");
    PARAMS.put("max_trials", "maxTrials");
    PARAMS.put("name", "name");
    PARAMS.put("--set", OTHERS);
    PARAMS.put("data.baseline", OTHERS);
  }

  private ParamFaults() {}

  /** A run of a sweep. */
  interface Running {
    SweepResult run() throws InterruptedException;
  }

  /** Runs it; a fault that the user can fix is an {@link IllegalArgumentException}, as in Spark. */
  static SweepResult told(String uid, Running sweep) {
    try {
      return sweep.run();
    } catch (JobException e) {
      throw new IllegalArgumentException(
          e.problems().stream()
              .map(problem -> uid + ": " + named(problem))
              .collect(Collectors.joining("\n")),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException stopped =
          new CancellationException(
              uid + ": fit was interrupted. Finished blocks are kept: fit again to continue.");
      stopped.initCause(e);
      throw stopped;
    }
  }

  /** The message with the names of params instead of the keys of the job file. */
  private static String named(String problem) {
    return PARAMS.entrySet().stream()
        .filter(param -> problem.matches("(?s)" + Pattern.quote(param.getKey()) + "\\b.*"))
        .map(param -> named(problem, param.getKey(), param.getValue()))
        .findFirst()
        .orElseGet(() -> withParams(problem));
  }

  private static String named(String problem, String key, String param) {
    if (param.equals(OTHERS)) {
      return "param %s: %s".formatted(param, problem);
    }
    String place = "^" + Pattern.quote(key) + "(\\.values)?(\\[\\d+])?: ";
    return "param %s: %s".formatted(param, withParams(problem.replaceFirst(place, "")));
  }

  /** With params also where the text names other keys of the job file. */
  private static String withParams(String text) {
    String told = text;
    for (Map.Entry<String, String> param : PARAMS.entrySet()) {
      if (param.getKey().contains(".") && !param.getValue().equals(OTHERS)) {
        String key = "(?<![\\w.])" + Pattern.quote(param.getKey()) + "(?!\\w|\\.\\w)";
        told = told.replaceAll(key, param.getValue());
      }
    }
    return told;
  }

  /** Refuses a param that names a missing column. */
  static void requireColumn(String uid, StructType schema, Param<?> param, String name) {
    List<String> there = List.of(schema.fieldNames());
    if (!there.contains(name)) {
      throw new IllegalArgumentException(
          "%s: param %s: there is no column %s%s. The columns are %s."
              .formatted(
                  uid,
                  param.name(),
                  Words.quoted(name),
                  Words.didYouMean(name, there),
                  NameList.first(there, 20)));
    }
  }

  static IllegalStateException noModel(String uid, SweepResult result) {
    return new IllegalStateException(
        "%s: no trial completed, so there is no model: %d diverged, %d failed, %d not trained.%s See %s."
            .formatted(
                uid,
                result.diverged(),
                result.failed(),
                result.left(),
                result.diverged() > 0 ? " Set smaller learningRates, or leave them out." : "",
                result.folder()));
  }
}
