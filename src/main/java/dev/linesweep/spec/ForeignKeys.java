package dev.linesweep.spec;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Keys of W&amp;B Sweeps, Optuna, Ray Tune, scikit-learn, Keras and PyTorch, each with what to
 * write here instead.
 */
final class ForeignKeys {
  private static final String RANGE = "write {min: 0.001, max: 1.0, count: 10}";
  private static final String LOG_RANGE = "write {min: 0.001, max: 1.0, count: 10, scale: log}";
  private static final String VALUES = "write {values: [0.01, 0.1]}";
  private static final String DRAWN = "write {min: 0.001, max: 0.1, distribution: uniform}";
  private static final String LOG_DRAWN = "write {min: 0.001, max: 0.1, distribution: log_uniform}";
  private static final String NORMAL = "normal distributions are not supported; " + RANGE;
  private static final String BUDGET =
      "write count: 100 with method: sobol or random; max_trials bounds a run of any method";
  private static final String METHOD =
      "write method: sobol with count: 100; without it every point of the grid is trained";
  private static final String GOAL = "write metric: {name: test_loss, goal: minimize}";
  private static final String AXIS = "belongs under parameters";
  private static final String RATE = "write learning_rate under parameters";
  private static final String L2 = "write l2 under parameters";
  private static final String EPOCHS = "write epochs under parameters";
  private static final String LOSS = "write training: {loss: mae}";
  private static final String VALIDATION = "write split: {validation: 0.1}";
  private static final String SEEDS = "write seed: {values: [1, 2, 3]} under parameters";
  private static final String FOLDS = "write split: {folds: 5}";
  private static final String EARLY =
      "trials that differ in epochs share one training, so write epochs: {values: [10, 100, 400]}"
          + " and the best of them ranks first";
  private static final String EARLY_TERMINATE =
      "write early_terminate: {type: halving, min_epochs: 10}";
  private static final String RESOURCE =
      "survivors train to the largest of parameters.epochs; leave it out";
  private static final String BRACKETS =
      "type: halving has one bracket, type: hyperband all; leave it out";
  private static final String MIN_EPOCHS = "write min_epochs";
  private static final String TRACKING = "write tracking: {mlflow: 'http://localhost:5000'}";
  private static final String EXPERIMENT = "write tracking: {experiment: prices}";
  private static final String ROW_WEIGHT = "write row_weight";
  private static final String WEIGHT_OF_DATA = "write data: {row_weight: exposure}";
  private static final String CORES = "run --master 'local[4]' sets how many train at once";

  static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("program", "Linesweep trains by itself; leave it out"),
          Map.entry("command", "Linesweep trains by itself; leave it out"),
          Map.entry("project", "the name of the job names its folder; write name: line"),
          Map.entry("entity", "the name of the job names its folder; write name: line"),
          Map.entry("description", "a comment begins with #; leave it out"),
          Map.entry("study_name", "write name: line"),
          Map.entry("storage", "run --out DIR names the folder, which resumes by itself"),
          Map.entry("mlflow", TRACKING),
          Map.entry("mlflow_uri", TRACKING),
          Map.entry("tracking_uri", TRACKING),
          Map.entry("experiment_name", EXPERIMENT),
          Map.entry("experiment", EXPERIMENT),
          Map.entry("run_cap", BUDGET),
          Map.entry("n_trials", BUDGET),
          Map.entry("num_samples", BUDGET),
          Map.entry("timeout", "run --time-budget T bounds a run"),
          Map.entry("early_terminate", EARLY_TERMINATE),
          Map.entry("pruner", EARLY_TERMINATE),
          Map.entry("scheduler", EARLY_TERMINATE),
          Map.entry("sampler", METHOD),
          Map.entry("search_alg", METHOD),
          Map.entry("direction", GOAL),
          Map.entry("directions", GOAL),
          Map.entry("mode", GOAL),
          Map.entry("objective", GOAL),
          Map.entry("target", GOAL),
          Map.entry("param_space", "write parameters:"),
          Map.entry("search_space", "write parameters:"),
          Map.entry("log", "write scale: log"),
          Map.entry("low", "write min and max"),
          Map.entry("high", "write min and max"),
          Map.entry("step", "write count, the number of points from min to max"),
          Map.entry("q", "write count, the number of points from min to max"),
          Map.entry("num", "write count, the number of points from min to max"),
          Map.entry("mu", NORMAL),
          Map.entry("sigma", NORMAL),
          Map.entry("probabilities", "values are equally likely; " + VALUES),
          Map.entry("suggest_float", RANGE),
          Map.entry("suggest_uniform", RANGE),
          Map.entry("suggest_discrete_uniform", RANGE),
          Map.entry("suggest_int", "write {min: 1, max: 100, count: 10}"),
          Map.entry("suggest_loguniform", LOG_RANGE),
          Map.entry("suggest_categorical", VALUES),
          Map.entry("grid_search", VALUES),
          Map.entry("choice", VALUES),
          Map.entry("categorical", VALUES),
          Map.entry("uniform", RANGE),
          Map.entry("quniform", RANGE),
          Map.entry("randint", "write {min: 1, max: 100, count: 10}"),
          Map.entry("randn", NORMAL),
          Map.entry("loguniform", LOG_RANGE),
          Map.entry("qloguniform", LOG_RANGE),
          Map.entry("lograndint", "write {min: 1, max: 100, count: 10, scale: log}"),
          Map.entry("lr", RATE),
          Map.entry(
              "alpha", "write l2 under parameters, l1 as for a lasso, or learning_rate as a step"),
          Map.entry("eta", RATE),
          Map.entry("eta0", RATE),
          Map.entry("learning_rate_init", RATE),
          Map.entry("step_size", RATE),
          Map.entry("lambda", L2),
          Map.entry("reg_lambda", L2),
          Map.entry("regularization", L2),
          Map.entry("reg_alpha", "write l1 under parameters"),
          Map.entry("penalty", "write l1: 0.01 or l2: 0.01 under parameters"),
          Map.entry("l1_ratio", "write l1 and l2 under parameters, each with its own strength"),
          Map.entry("max_iter", EPOCHS),
          Map.entry("n_iter", "write epochs under parameters, or count: 100 with method: random"),
          Map.entry("iterations", EPOCHS),
          Map.entry("n_epochs", EPOCHS),
          Map.entry("num_epochs", EPOCHS),
          Map.entry("max_epochs", EPOCHS),
          Map.entry("nb_epoch", EPOCHS),
          Map.entry("batch", "write batch_size under parameters"),
          Map.entry("mini_batch_size", "write batch_size under parameters"),
          Map.entry("early_stopping", EARLY),
          Map.entry("patience", EARLY),
          Map.entry("n_iter_no_change", EARLY),
          Map.entry("tol", EARLY),
          Map.entry("callbacks", EARLY),
          Map.entry("n_jobs", CORES),
          Map.entry("num_workers", CORES),
          Map.entry("workers", CORES),
          Map.entry("resources_per_trial", CORES),
          Map.entry("test_size", "write split: {test: 0.2}"),
          Map.entry("train_size", "write split: {test: 0.2}, the share of the test rows"),
          Map.entry("validation_split", VALIDATION),
          Map.entry("validation_fraction", VALIDATION),
          Map.entry("val_size", VALIDATION),
          Map.entry("cv", FOLDS),
          Map.entry("folds", FOLDS),
          Map.entry("n_folds", FOLDS),
          Map.entry("k_folds", FOLDS),
          Map.entry("n_splits", FOLDS),
          Map.entry("kfold", FOLDS),
          Map.entry("k", FOLDS),
          Map.entry("repeats", SEEDS),
          Map.entry("n_repeats", SEEDS),
          Map.entry(
              "refit", "the best setting of folds is trained on all training rows; leave it out"),
          Map.entry("halving", EARLY_TERMINATE),
          Map.entry("successive_halving", EARLY_TERMINATE),
          Map.entry("hyperband", EARLY_TERMINATE),
          Map.entry("cross_validation", FOLDS),
          Map.entry("shuffle", "write split: {by: random}"),
          Map.entry("stratify", "write split: {by: random}"),
          Map.entry("fit_intercept", "every regressor has a bias; leave it out"),
          Map.entry("normalize", "write data: {standardize: all}"),
          Map.entry("scaler", "write data: {standardize: all}"),
          Map.entry("criterion", LOSS),
          Map.entry("loss_function", LOSS),
          Map.entry("loss_fn", LOSS),
          Map.entry("scoring", "write metric: test_r2, or validation_r2 with folds"),
          Map.entry(
              "monitor", "write metric: test_loss; validation_loss needs split: {validation: 0.1}"),
          Map.entry("metrics", "write metric: test_loss; the others are in the summary too"),
          Map.entry("hyperparameters", "write parameters:"),
          Map.entry("params", "write parameters:"),
          Map.entry("param_grid", "write parameters:"),
          Map.entry("config", "write parameters:"),
          Map.entry("verbose", "run --verbose says more"),
          Map.entry("gpus", "write device: gpu"),
          Map.entry("accelerator", "write device: gpu"),
          Map.entry("dataset", "write data:"),
          Map.entry("weight_decay", L2),
          Map.entry("row_weight", WEIGHT_OF_DATA),
          Map.entry("sample_weight", WEIGHT_OF_DATA),
          Map.entry("sample_weights", WEIGHT_OF_DATA),
          Map.entry("weight_col", WEIGHT_OF_DATA),
          Map.entry("weight_column", WEIGHT_OF_DATA),
          Map.entry("random_state", "write seed under parameters, and split.seed"),
          Map.entry("optimizer", AXIS),
          Map.entry("learning_rate", AXIS),
          Map.entry("epochs", AXIS),
          Map.entry("batch_size", AXIS),
          Map.entry("seed", AXIS),
          Map.entry("l1", AXIS),
          Map.entry("l2", AXIS),
          Map.entry("momentum", "belongs to an optimizer; write {nesterovs: {momentum: 0.9}}"),
          Map.entry("loss", LOSS),
          Map.entry("init", "write training: {init: xavier}"));

  /** Keys under {@code data}, where some of these words mean something else. */
  static final Map<String, String> DATA_KEYS =
      Map.ofEntries(
          Map.entry("target", "write label"),
          Map.entry("response", "write label"),
          Map.entry("label_column", "write label"),
          Map.entry("y", "write label"),
          Map.entry("x", "write features"),
          Map.entry("columns", "write features"),
          Map.entry("inputs", "write features"),
          Map.entry("predictors", "write features"),
          Map.entry("feature_columns", "write features"),
          Map.entry("file", "write path"),
          Map.entry("filename", "write path"),
          Map.entry("url", "write path, or options: {url: ..., dbtable: ...} with format: jdbc"),
          Map.entry("type", "write format"),
          Map.entry("sql", "write query"),
          Map.entry("delimiter", "write sep"),
          Map.entry("separator", "write sep"),
          Map.entry("charset", "write encoding"),
          Map.entry("header", "write options: {header: true}"),
          Map.entry("null_value", "write na_values"),
          Map.entry("null_values", "write na_values"),
          Map.entry("missing_values", "write na_values"),
          Map.entry("normalize", "write standardize: all"),
          Map.entry("scale", "write standardize: all"),
          Map.entry("scaler", "write standardize: all"),
          Map.entry("dropna", "write missing: drop"),
          Map.entry("index_col", "write order_by"),
          Map.entry("sort_by", "write order_by"),
          Map.entry("weight", ROW_WEIGHT),
          Map.entry("weights", ROW_WEIGHT),
          Map.entry("sample_weight", ROW_WEIGHT),
          Map.entry("sample_weights", ROW_WEIGHT),
          Map.entry("case_weights", ROW_WEIGHT),
          Map.entry("weight_col", ROW_WEIGHT),
          Map.entry("weight_column", ROW_WEIGHT));

  /** Keys under {@code early_terminate}. */
  static final Map<String, String> EARLY_KEYS =
      Map.ofEntries(
          Map.entry("factor", "write eta"),
          Map.entry("reduction_factor", "write eta"),
          Map.entry("min_iter", MIN_EPOCHS),
          Map.entry("min_resource", MIN_EPOCHS),
          Map.entry("min_resources", MIN_EPOCHS),
          Map.entry("grace_period", MIN_EPOCHS),
          Map.entry("n_warmup_steps", MIN_EPOCHS),
          Map.entry("max_iter", RESOURCE),
          Map.entry("max_t", RESOURCE),
          Map.entry("max_epochs", RESOURCE),
          Map.entry("max_resource", RESOURCE),
          Map.entry("max_resources", RESOURCE),
          Map.entry("resource", "trainings are compared by epochs; leave it out"),
          Map.entry("time_attr", "trainings are compared by epochs; leave it out"),
          Map.entry("metric", "the metric of the job compares them; leave it out"),
          Map.entry("mode", "the metric of the job compares them; leave it out"),
          Map.entry("s", BRACKETS),
          Map.entry("brackets", BRACKETS),
          Map.entry("n_brackets", BRACKETS),
          Map.entry("min_early_stopping_rate", BRACKETS),
          Map.entry("strict", "those that are behind always stop; leave it out"),
          Map.entry("aggressive_elimination", "those that are behind always stop; leave it out"));

  private ForeignKeys() {}

  /**
   * What to write instead of a key.
   *
   * @param known the keys that are allowed there
   */
  static Optional<String> key(String key, List<String> known) {
    Map<String, String> here =
        known.contains("label") ? DATA_KEYS : known.contains("min_epochs") ? EARLY_KEYS : Map.of();
    return Optional.ofNullable(here.get(snake(key))).or(() -> key(key));
  }

  /**
   * What to write instead of a key; a key of digits is the rest of a decimal number with a comma.
   */
  static Optional<String> key(String key) {
    return key.matches("\\d+")
        ? Optional.of("a decimal number has a point, not a comma: write 0.1, not 0,1")
        : Optional.ofNullable(KEYS.get(snake(key)));
  }

  /** What to write instead if values are drawn. */
  static String drawn(String words) {
    return words
        .replace(LOG_RANGE, LOG_DRAWN)
        .replace(RANGE, DRAWN)
        .replace("write scale: log", "write distribution: log_uniform");
  }

  /** {@code batch_size} for {@code batchSize}, {@code batch-size} or {@code Batch_Size}. */
  static String snake(String word) {
    return word.replaceAll("(?<=[a-z])(?=[A-Z])", "_").replace('-', '_').toLowerCase(Locale.ROOT);
  }
}
