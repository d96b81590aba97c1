package dev.linesweep.spec;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Words of W&B Sweeps, Optuna and Ray Tune, each with what to write here instead. */
final class ForeignWords {
  private static final String RANGE = "write {min: 0.001, max: 1.0, count: 10}";
  private static final String LOG_RANGE = "write {min: 0.001, max: 1.0, count: 10, scale: log}";
  private static final String VALUES = "write {values: [0.01, 0.1]}";
  private static final String BUDGET =
      "the count of a range sets the size of the grid, and run --max-trials N bounds a run";
  private static final String GRID = "every point of the grid is trained; leave it out";
  private static final String GOAL = "write metric: {name: test_loss, goal: minimize}";
  private static final String AXIS = "belongs under parameters";

  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("program", "Linesweep trains by itself; leave it out"),
          Map.entry("command", "Linesweep trains by itself; leave it out"),
          Map.entry("project", "the name of the job names its folder; write name: line"),
          Map.entry("entity", "the name of the job names its folder; write name: line"),
          Map.entry("description", "write a comment, # …"),
          Map.entry("study_name", "write name: line"),
          Map.entry("storage", "run --out DIR names the folder, which resumes by itself"),
          Map.entry("run_cap", BUDGET),
          Map.entry("n_trials", BUDGET),
          Map.entry("num_samples", BUDGET),
          Map.entry("timeout", "run --time-budget T bounds a run"),
          Map.entry(
              "early_terminate",
              "trials that differ in epochs share one training, so there is little to stop; list"
                  + " the epochs to look at, or bound the run with --time-budget T"),
          Map.entry("pruner", "trials that differ in epochs share one training; leave it out"),
          Map.entry("scheduler", "trials that differ in epochs share one training; leave it out"),
          Map.entry("sampler", GRID + ", or write method: grid"),
          Map.entry("search_alg", GRID + ", or write method: grid"),
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
          Map.entry("mu", "random draws are not built; " + RANGE),
          Map.entry("sigma", "random draws are not built; " + RANGE),
          Map.entry("probabilities", "random draws are not built; " + VALUES),
          Map.entry("distribution", "a range has scale: linear or scale: log; " + LOG_RANGE),
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
          Map.entry("randn", "random draws are not built; " + RANGE),
          Map.entry("loguniform", LOG_RANGE),
          Map.entry("qloguniform", LOG_RANGE),
          Map.entry("lograndint", "write {min: 1, max: 100, count: 10, scale: log}"),
          Map.entry("lr", "write learning_rate under parameters"),
          Map.entry("alpha", "write learning_rate under parameters"),
          Map.entry("weight_decay", "write l2 under parameters"),
          Map.entry("random_state", "write seed under parameters, and split.seed"),
          Map.entry("optimizer", AXIS),
          Map.entry("learning_rate", AXIS),
          Map.entry("epochs", AXIS),
          Map.entry("batch_size", AXIS),
          Map.entry("seed", AXIS),
          Map.entry("l1", AXIS),
          Map.entry("l2", AXIS),
          Map.entry("momentum", "belongs to an optimizer; write {nesterovs: {momentum: 0.9}}"),
          Map.entry("loss", "write training: {loss: mae}"),
          Map.entry("init", "write training: {init: xavier}"));

  private static final Map<String, String> DISTRIBUTIONS =
      Map.ofEntries(
          Map.entry("constant", "write {value: 0.1}"),
          Map.entry("categorical", VALUES),
          Map.entry("uniform", RANGE),
          Map.entry("int_uniform", "write {min: 1, max: 100, count: 10}"),
          Map.entry("q_uniform", RANGE),
          Map.entry("log_uniform", LOG_RANGE),
          Map.entry("log_uniform_values", LOG_RANGE),
          Map.entry("q_log_uniform", LOG_RANGE),
          Map.entry("q_log_uniform_values", LOG_RANGE),
          Map.entry("inv_log_uniform", LOG_RANGE),
          Map.entry("inv_log_uniform_values", LOG_RANGE),
          Map.entry("normal", "random draws are not built; " + RANGE),
          Map.entry("q_normal", "random draws are not built; " + RANGE),
          Map.entry("log_normal", "random draws are not built; " + LOG_RANGE),
          Map.entry("q_log_normal", "random draws are not built; " + LOG_RANGE));

  private static final Map<String, String> OPTIMIZERS =
      Map.of(
          "adabelief",
          "DL4J 1.0.0-M2.1 cannot train it (its updater fails as it starts); its neighbours here"
              + " are adam, amsgrad and nadam",
          "adamw",
          "write adam, and l2 under parameters",
          "momentum",
          "write {nesterovs: {momentum: 0.9}}",
          "nesterov",
          "write nesterovs",
          "nag",
          "write nesterovs",
          "lbfgs",
          "it is no first-order updater; write adam",
          "noop",
          "it trains nothing; write sgd");

  private ForeignWords() {}

  /** What to write instead of a key. */
  static Optional<String> key(String key) {
    return Optional.ofNullable(KEYS.get(key.toLowerCase(Locale.ROOT)));
  }

  /** What to write instead of a distribution of W&B's. */
  static Optional<String> distribution(String name) {
    return Optional.ofNullable(DISTRIBUTIONS.get(name.toLowerCase(Locale.ROOT)));
  }

  /** What to write instead of an optimizer. */
  static Optional<String> optimizer(String name) {
    return Optional.ofNullable(OPTIMIZERS.get(name.toLowerCase(Locale.ROOT)));
  }

  /** What to write instead of a search method. */
  static String method(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "random", "bayes", "tpe", "hyperband" ->
          "; its nearest equivalent is method: grid over ranges such as {min: 0.001, max: 1.0,"
              + " count: 10, scale: log}, and run --max-trials N";
      default -> "";
    };
  }
}
