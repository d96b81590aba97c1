package dev.linesweep.spec;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of other tools (losses, splits, metrics, optimizers, search methods), each with what to
 * write here instead. Their keys are in {@link ForeignKeys}.
 */
final class ForeignWords {
  static final Map<String, String> LOSSES =
      Map.ofEntries(
          Map.entry("l1", "mae"),
          Map.entry("l1_loss", "mae"),
          Map.entry("l1loss", "mae"),
          Map.entry("lad", "mae"),
          Map.entry("absolute_error", "mae"),
          Map.entry("mean_absolute_error", "mae"),
          Map.entry("l2", "mse"),
          Map.entry("l2_loss", "mse"),
          Map.entry("mseloss", "mse"),
          Map.entry("rmse", "mse"),
          Map.entry("squared_error", "mse"),
          Map.entry("squared_loss", "mse"),
          Map.entry("squarederror", "mse"),
          Map.entry("mean_squared_error", "mse"),
          Map.entry("least_squares", "mse"),
          Map.entry("ols", "mse"),
          Map.entry("mean_absolute_percentage_error", "mape"),
          Map.entry("mean_squared_logarithmic_error", "msle"),
          Map.entry("poisson_loss", "poisson"));

  static final Map<String, String> ROBUST_LOSSES =
      Map.ofEntries(
          Map.entry("huber", "not supported; write mae, which outliers affect as little"),
          Map.entry("smooth_l1", "not supported; write mae, which outliers affect as little"),
          Map.entry("logcosh", "not supported; write mae, which outliers affect as little"),
          Map.entry("log_cosh", "not supported; write mae, which outliers affect as little"),
          Map.entry("epsilon_insensitive", "not supported; write mae, the closest loss"),
          Map.entry("quantile", "not supported; write mae, which fits the median"),
          Map.entry("pinball", "not supported; write mae, which fits the median"),
          Map.entry("cross_entropy", "for classes; for a number write mse"),
          Map.entry("binary_crossentropy", "for classes; for a number write mse"),
          Map.entry("hinge", "for classes; for a number write mse"));

  static final Map<String, String> SPLITS =
      Map.ofEntries(
          Map.entry("shuffle", "write random"),
          Map.entry("shuffled", "write random"),
          Map.entry("stratified", "write random"),
          Map.entry("holdout", "write random"),
          Map.entry("kfold", "write random, and also folds: 5"),
          Map.entry("cv", "write random, and also folds: 5"),
          Map.entry("k_fold", "write random, and also folds: 5"),
          Map.entry("group_kfold", "write random, and also folds and groups"),
          Map.entry("groupkfold", "write random, and also folds and groups"),
          Map.entry("timeseriessplit", "write order, and also folds: 5"),
          Map.entry("time_series_split", "write order, and also folds: 5"),
          Map.entry("time", "write order, and order_by under data"),
          Map.entry("date", "write order, and order_by under data"),
          Map.entry("chronological", "write order, and order_by under data"),
          Map.entry("sequential", "write order"),
          Map.entry("none", "write order"),
          Map.entry("systematic", "write interleaved"),
          Map.entry("every", "write interleaved"));

  static final Map<String, String> OPTIMIZERS =
      Map.of(
          "adabelief",
          "DL4J 1.0.0-M2.1 cannot train it (its updater fails as it starts); the closest ones here"
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
          "it is not a first-order updater; write adam",
          "noop",
          "it trains nothing; write sgd");

  private static final Pattern METRIC =
      Pattern.compile(
          "(?:(val|valid|validation|eval|dev|test|train|training|holdout)[_-])?(?:neg_)?"
              + "(loss|mae|mse|rmse|l1|l2|r2|r2_score|r_squared|accuracy|acc|score|absolute_error"
              + "|squared_error|mean_absolute_error|mean_squared_error|root_mean_squared_error)");

  private ForeignWords() {}

  /** What to write instead of a loss. */
  static Optional<String> loss(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Optional.ofNullable(LOSSES.get(lower))
        .map(loss -> "write " + loss)
        .or(
            () ->
                Optional.ofNullable(ROBUST_LOSSES.get(lower)).map(words -> lower + " is " + words));
  }

  /** What to write instead of a way to split. */
  static Optional<String> split(String name) {
    return Optional.ofNullable(SPLITS.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The metric that another tool's name means: {@code validation_loss} for {@code val_loss}. */
  static Optional<String> metric(String name) {
    Matcher parts = METRIC.matcher(name.toLowerCase(Locale.ROOT).replace('/', '_'));
    if (!parts.matches()) {
      return Optional.empty();
    }
    String part =
        switch (parts.group(1) == null ? "test" : parts.group(1)) {
          case "val", "valid", "validation", "eval", "dev" -> "validation";
          case "train", "training" -> "train";
          default -> "test";
        };
    return Optional.of(part + "_" + measure(parts.group(2)));
  }

  private static String measure(String name) {
    return switch (name) {
      case "mae", "l1", "mean_absolute_error", "absolute_error" -> "mae";
      case "mse", "rmse", "l2", "mean_squared_error", "squared_error", "root_mean_squared_error" ->
          "rmse";
      case "r2", "r2_score", "r_squared", "accuracy", "acc", "score" -> "r2";
      default -> "loss";
    };
  }

  /** What to write instead of another tool's word for {@code metric.over}. */
  static Optional<String> over(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "average", "avg", "mean_test_score" -> Optional.of("write mean");
      case "max", "min", "maximum", "minimum", "last" -> Optional.of("write worst");
      case "best" ->
          Optional.of("the best of many seeds is chosen by luck, so write mean, median or worst");
      default -> Optional.empty();
    };
  }

  /** What to write instead of another tool's word for {@code select}. */
  static Optional<String> select(String name) {
    return switch (ForeignKeys.snake(name).replace('.', '_')) {
      case "1se", "one_se", "onese", "lambda_1se", "one_std", "one_standard_deviation" ->
          Optional.of("write one_standard_error");
      case "lambda_min", "min", "max", "best_score", "first" -> Optional.of("write best");
      default -> Optional.empty();
    };
  }

  /** What to write instead of an optimizer. */
  static Optional<String> optimizer(String name) {
    return Optional.ofNullable(OPTIMIZERS.get(name.toLowerCase(Locale.ROOT)));
  }

  /** What to write instead of a rule that stops trainings early. */
  static Optional<String> early(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "asha",
          "sha",
          "successive_halving",
          "successivehalving",
          "median",
          "median_stopping",
          "envelope",
          "percentile" ->
          Optional.of("write halving");
      case "bohb", "pbt", "async_hyperband", "asynchyperband" -> Optional.of("write hyperband");
      default -> Optional.empty();
    };
  }

  /** What to write instead of a search method. */
  static Optional<String> method(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "hyperband", "asha", "bohb" ->
          Optional.of("; write sobol with count: 100, and early_terminate: {type: hyperband}");
      case "bayes", "bayesian", "tpe", "gp", "cmaes" ->
          Optional.of("; its nearest equivalent is method: sobol with count: 100");
      case "qmc", "halton", "lhs", "latin_hypercube", "quasi_random" ->
          Optional.of("; write sobol");
      case "randomized", "random_search", "randomsearch" -> Optional.of("; write random");
      case "grid_search", "gridsearch", "brute_force" -> Optional.of("; write grid");
      default -> Optional.empty();
    };
  }
}
