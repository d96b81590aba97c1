package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One case per message: a fact, a {@code --set} value or line of the job, and the problem. */
class RefusesJobsTest {
  /** A change to {@link Jobs#LINE}: the text replaced, what stands there instead, the problem. */
  record Case(String fact, String from, String to, String problem) {
    @Override
    public String toString() {
      return fact;
    }
  }

  private static final String PARAMETERS = "parameters: {optimizer: sgd, epochs: 100}";

  private static Case top(String fact, String line, String problem) {
    return new Case(fact, PARAMETERS, PARAMETERS + "\n" + line, problem);
  }

  private static Case parameter(String fact, String entry, String problem) {
    return new Case(fact, "epochs: 100}", "epochs: 100, " + entry + "}", problem);
  }

  private static Case epochs(String fact, String axis, String problem) {
    return new Case(fact, "epochs: 100}", "epochs: " + axis + "}", problem);
  }

  private static Case optimizer(String fact, String axis, String problem) {
    return new Case(fact, "optimizer: sgd", "optimizer: " + axis, problem);
  }

  private static Case data(String fact, String data, String problem) {
    return new Case(fact, "data: {line: {}}", "data: " + data, problem);
  }

  private static Case table(String fact, String rest, String problem) {
    return data(fact, "{table: t, label: y, features: [x]" + rest + "}", problem);
  }

  static final List<Case> CASES =
      List.of(
          top(
              "duplicateKeysAreRefused",
              "name: again",
              "j:4:1: name: duplicate key \"name\", first at j:1:1"),
          top(
              "unknownKeysAreGuessed",
              "trainign: {}",
              "j:4:1: trainign: unknown key \"trainign\" (did you mean \"training\"?)"),
          top(
              "unknownKeysThatNothingIsNearListTheKeys",
              "zebra: 1",
              "j:4:1: zebra: unknown key \"zebra\"; the keys here are name, data, split, training,"
                  + " method, metric, parameters, engine and device"),
          top(
              "bayesIsNotBuilt",
              "method: bayes",
              "j:4:9: method: expected grid, got \"bayes\"; its nearest equivalent is method: grid"
                  + " over ranges such as {min: 0.001, max: 1.0, count: 10, scale: log}, and run"
                  + " --max-trials N"),
          top(
              "otherMethodsAreNotBuilt",
              "method: gird",
              "j:4:9: method: expected grid, got \"gird\""),
          top(
              "programsAreNotRun",
              "program: train.py",
              "j:4:1: program: unknown key \"program\": Linesweep trains by itself; leave it out"),
          top(
              "commandsAreNotRun",
              "command: [python]",
              "j:4:1: command: unknown key \"command\": Linesweep trains by itself; leave it out"),
          top(
              "projectIsTheName",
              "project: x",
              "j:4:1: project: unknown key \"project\": the name of the job names its folder; write"
                  + " name: line"),
          top(
              "entityIsTheName",
              "entity: x",
              "j:4:1: entity: unknown key \"entity\": the name of the job names its folder; write"
                  + " name: line"),
          top(
              "runCapIsABudget",
              "run_cap: 10",
              "j:4:1: run_cap: unknown key \"run_cap\": the count of a range sets the size of the"
                  + " grid, and run --max-trials N bounds a run"),
          top(
              "nTrialsIsABudget",
              "n_trials: 10",
              "j:4:1: n_trials: unknown key \"n_trials\": the count of a range sets the size of the"
                  + " grid, and run --max-trials N bounds a run"),
          top(
              "numSamplesIsABudget",
              "num_samples: 10",
              "j:4:1: num_samples: unknown key \"num_samples\": the count of a range sets the size"
                  + " of the grid, and run --max-trials N bounds a run"),
          top(
              "earlyTerminationIsNotBuilt",
              "early_terminate: {type: hyperband}",
              "j:4:1: early_terminate: unknown key \"early_terminate\": trials that differ in"
                  + " epochs share one training, so there is little to stop; leave it out, list"
                  + " the epochs to look at, or bound the run with --time-budget T"),
          top(
              "directionIsTheGoal",
              "direction: minimize",
              "j:4:1: direction: unknown key \"direction\": write metric: {name: test_loss, goal:"
                  + " minimize}"),
          top(
              "samplersAreNotBuilt",
              "sampler: TPESampler",
              "j:4:1: sampler: unknown key \"sampler\": every point of the grid is trained; leave"
                  + " it out, or write method: grid"),
          top(
              "prunersAreNotBuilt",
              "pruner: MedianPruner",
              "j:4:1: pruner: unknown key \"pruner\": trials that differ in epochs share one"
                  + " training; leave it out"),
          top(
              "axesBelongUnderParameters",
              "epochs: 3",
              "j:4:1: epochs: unknown key \"epochs\": belongs under parameters"),
          top(
              "anUnknownEngineIsRefused",
              "engine: spark",
              "j:4:9: engine: expected dl4j or fused, got \"spark\""),
          top(
              "aNullEngineIsRefused",
              "engine:",
              "j:4:8: engine: expected dl4j or fused, got nothing"),
          top(
              "fusedDoesNotTrainMsle",
              "training: {loss: msle}\nengine: fused",
              "j:5:9: engine: fused trains mae, mse and mape, but training.loss is msle; write"
                  + " dl4j"),
          top(
              "fusedHasNoGpu",
              "engine: fused\ndevice: gpu",
              "j:5:9: device: fused runs on the CPU; write device: cpu, or engine: dl4j"),
          top(
              "anUnknownDeviceIsGuessed",
              "device: gpus",
              "j:4:9: device: expected auto, cpu or gpu, got \"gpus\" (did you mean \"gpu\"?)"),
          top(
              "anUnknownMetricIsGuessed",
              "metric: test_los",
              "j:4:9: metric: expected train_, validation_ or test_ with loss, mae, rmse or r2, got"
                  + " \"test_los\" (did you mean \"test_loss\"?)"),
          top(
              "anUnknownMetricNameIsRefused",
              "metric: {name: accuracy}",
              "j:4:16: metric.name: expected train_, validation_ or test_ with loss, mae, rmse or"
                  + " r2, got \"accuracy\"; write test_r2"),
          top(
              "anUnknownGoalIsGuessed",
              "metric: {name: test_mae, goal: minimise}",
              "j:4:32: metric.goal: expected minimize or maximize, got \"minimise\" (did you mean"
                  + " \"minimize\"?)"),
          top(
              "aValidationMetricNeedsAValidationPart",
              "metric: validation_loss",
              "j:4:9: metric: there is no validation part; write split: {validation: 0.1} too"),
          top(
              "theTestPartMayNotBeEmpty",
              "split: {test: 0}",
              "j:4:15: split.test: expected a number > 0 and < 1, got \"0\""),
          top(
              "theTrainingPartMayNotBeEmpty",
              "split: {test: 0.5, validation: 0.5}",
              "j:4:8: split: test and validation leave no rows to train on; make their sum < 1"),
          top(
              "interleavedTakesHalfAtMost",
              "split: {test: 0.6, by: interleaved}",
              "j:4:15: split.test: interleaved takes every n-th row; write 0.5 or less"),
          top(
              "anUnknownSplitIsRefused",
              "split: {by: shuffle}",
              "j:4:13: split.by: expected order, random or interleaved, got \"shuffle\"; write"
                  + " random"),
          top(
              "anUnknownLossIsRefused",
              "training: {loss: huber}",
              "j:4:18: training.loss: expected mae, mse, mape, msle or poisson, got \"huber\";"
                  + " huber is not built; write mae, which outliers move as little"),
          top(
              "anUnknownInitIsGuessed",
              "training: {init: zero}",
              "j:4:18: training.init: expected xavier, zeros or {weights: […], bias: 0.0}, got"
                  + " \"zero\" (did you mean \"zeros\"?)"),
          top(
              "initialWeightsMayNotBeEmpty",
              "training: {init: {weights: []}}",
              "j:4:28: training.init.weights: must not be empty"),
          top(
              "initialWeightsAreRequiredWithABias",
              "training: {init: {bias: 1}}",
              "j:4:18: training.init.weights: missing; write for example weights: [0.33]"),
          top(
              "initialWeightsMatchTheFeatures",
              "training: {init: {weights: [1, 2]}}",
              "j:4:18: training.init: has 2 weights, but the data has 1 features"),
          table(
              "environmentVariablesStandInOptionsOnly",
              ", hint: \"${env:X}\"",
              "j:2:49: data.hint: ${env:NAME} stands only in the values of data.options"),
          parameter(
              "quotedNumbersAreRefused",
              "learning_rate: \"0.1\"",
              "j:3:58: parameters.learning_rate: expected a number > 0, got \"0.1\"; write 0.1"
                  + " without quotes"),
          parameter(
              "aNumberBeginsWithADigit",
              "learning_rate: .5",
              "j:3:58: parameters.learning_rate: expected a number > 0, got \".5\"; write 0.5"),
          parameter(
              "aNumberHasNoUnderscores",
              "learning_rate: 1_000.0",
              "j:3:58: parameters.learning_rate: expected a number > 0, got \"1_000.0\"; write"
                  + " 1000.0"),
          parameter(
              "aNumberHasNoPlus",
              "learning_rate: +1",
              "j:3:58: parameters.learning_rate: expected a number > 0, got \"+1\"; write 1"),
          parameter(
              "aNumberIsDecimal",
              "learning_rate: 0x10",
              "j:3:58: parameters.learning_rate: expected a number > 0, got \"0x10\"; write 16"),
          parameter(
              "aNumberIsFinite",
              "learning_rate: .inf",
              "j:3:58: parameters.learning_rate: expected a number > 0, got \".inf\"; every number"
                  + " must be finite"),
          parameter(
              "aNumberIsANumber",
              "learning_rate: .nan",
              "j:3:58: parameters.learning_rate: expected a number > 0, got \".nan\"; every number"
                  + " must be finite"),
          parameter(
              "aNumberMayBeTooLarge",
              "learning_rate: 1e999",
              "j:3:58: parameters.learning_rate: \"1e999\" is too large for a 32-bit float"),
          parameter(
              "aNumberMayBeTooSmall",
              "learning_rate: 1e-999",
              "j:3:58: parameters.learning_rate: \"1e-999\" is too small for a 32-bit float; 0 may"
                  + " be meant"),
          parameter(
              "aRateIsPositive",
              "learning_rate: 0",
              "j:3:58: parameters.learning_rate: expected a number > 0, got \"0\""),
          parameter(
              "aRateThatAFloatCannotHoldIsRefused",
              "learning_rate: 1e-50",
              "j:3:58: parameters.learning_rate: \"1e-50\" is too small for a 32-bit float; 0 may"
                  + " be meant"),
          parameter(
              "penaltiesAreNotNegative",
              "l2: -0.1",
              "j:3:47: parameters.l2: expected a number >= 0, got \"-0.1\""),
          parameter(
              "nothingIsNoNumber",
              "l1: ",
              "j:3:46: parameters.l1: expected a number >= 0, got nothing"),
          parameter(
              "aSeedIsALong",
              "seed: 9223372036854775808",
              "j:3:49: parameters.seed: expected a whole number from -9223372036854775808 to"
                  + " 9223372036854775807, got \"9223372036854775808\""),
          parameter(
              "aBatchSizeIsFullOrANumber",
              "batch_size: fll",
              "j:3:55: parameters.batch_size: expected full or a whole number, got \"fll\""),
          parameter(
              "aBatchSizeIsPositive",
              "batch_size: 0",
              "j:3:55: parameters.batch_size: expected a whole number >= 1 and <= 2147483647, got"
                  + " \"0\""),
          parameter(
              "lrIsLearningRate",
              "lr: 0.1",
              "j:3:43: parameters.lr: unknown key \"lr\": write learning_rate under parameters"),
          parameter(
              "weightDecayIsL2",
              "weight_decay: 0.1",
              "j:3:43: parameters.weight_decay: unknown key \"weight_decay\": write l2 under"
                  + " parameters"),
          parameter(
              "momentumBelongsToAnOptimizer",
              "momentum: 0.9",
              "j:3:43: parameters.momentum: unknown key \"momentum\": belongs to an optimizer;"
                  + " write {nesterovs: {momentum: 0.9}}"),
          parameter(
              "logUniformValuesIsALogRange",
              "learning_rate: {distribution: log_uniform_values, min: 0.1, max: 1, count: 2}",
              "j:3:73: parameters.learning_rate.distribution: distributions are not built: write"
                  + " {min: 0.001, max: 1.0, count: 10, scale: log}"),
          parameter(
              "qUniformIsARange",
              "learning_rate: {distribution: q_uniform}",
              "j:3:73: parameters.learning_rate.distribution: distributions are not built: write"
                  + " {min: 0.001, max: 1.0, count: 10}"),
          parameter(
              "logIsAScale",
              "learning_rate: {min: 0.1, max: 1, count: 3, log: true}",
              "j:3:87: parameters.learning_rate.log: unknown key \"log\": write scale: log"),
          parameter(
              "lowIsAMinimum",
              "l1: {low: 0.1, min: 0.1, max: 1, count: 3}",
              "j:3:48: parameters.l1.low: unknown key \"low\": write min and max"),
          parameter(
              "highIsAMaximum",
              "l1: {values: [1], high: 2}",
              "j:3:61: parameters.l1.high: unknown key \"high\": write min and max"),
          parameter(
              "aNumberMayBeTooLargeForAFloat",
              "l1: 1e39",
              "j:3:47: parameters.l1: \"1e39\" is too large for a 32-bit float"),
          parameter(
              "stepIsACount",
              "learning_rate: {min: 0.1, max: 1, count: 2, step: 0.1}",
              "j:3:87: parameters.learning_rate.step: unknown key \"step\": write count, the number"
                  + " of points from min to max"),
          parameter(
              "suggestFloatIsARange",
              "learning_rate: {suggest_float: [0.1, 1]}",
              "j:3:59: parameters.learning_rate.suggest_float: unknown key \"suggest_float\": write"
                  + " {min: 0.001, max: 1.0, count: 10}"),
          parameter(
              "gridSearchIsValues",
              "learning_rate: {grid_search: [0.1, 1]}",
              "j:3:59: parameters.learning_rate.grid_search: unknown key \"grid_search\": write"
                  + " {values: [0.01, 0.1]}"),
          parameter(
              "loguniformIsALogRange",
              "learning_rate: {loguniform: [0.1, 1]}",
              "j:3:59: parameters.learning_rate.loguniform: unknown key \"loguniform\": write {min:"
                  + " 0.001, max: 1.0, count: 10, scale: log}"),
          parameter(
              "aLogRangeIsPositive",
              "l1: {min: 0, max: 1, count: 3, scale: log}",
              "j:3:48: parameters.l1.min: must be > 0 on a log scale, got 0.0"),
          parameter(
              "anUnknownScaleIsGuessed",
              "l1: {min: 0, max: 1, count: 3, scale: lin}",
              "j:3:81: parameters.l1.scale: expected linear or log, got \"lin\" (did you"
                  + " mean \"linear\"?)"),
          parameter(
              "aShortenedKeyIsGuessed",
              "l1: {min: 0, max: 1, cnt: 3}",
              "j:3:64: parameters.l1.cnt: unknown key \"cnt\" (did you mean \"count\"?)"),
          parameter(
              "theKeysOfAnAxisAreThoseThatItTakes",
              "l1: {min: 0, max: 1, count: 3, zebra: 3}",
              "j:3:74: parameters.l1.zebra: unknown key \"zebra\"; the keys here are value, values,"
                  + " min, max, count and scale"),
          epochs(
              "aWholeNumberIsNoWord",
              "x",
              "j:3:38: parameters.epochs: expected a whole number, got \"x\""),
          epochs(
              "aWholeNumberHasNoPoint",
              "1e3",
              "j:3:38: parameters.epochs: expected a whole number, got \"1e3\"; write 1000"),
          epochs(
              "aWholeNumberIsNotOctal",
              "0o17",
              "j:3:38: parameters.epochs: expected a whole number, got \"0o17\"; write 15"),
          epochs(
              "aWholeNumberIsNotQuoted",
              "\"10\"",
              "j:3:38: parameters.epochs: expected a whole number, got \"10\"; write 10 without"
                  + " quotes"),
          epochs(
              "epochsBeginAtOne",
              "0",
              "j:3:38: parameters.epochs: expected a whole number >= 1 and <= 2147483647, got"
                  + " \"0\""),
          epochs(
              "epochsAreIntegers",
              "3000000000",
              "j:3:38: parameters.epochs: expected a whole number >= 1 and <= 2147483647, got"
                  + " \"3000000000\""),
          epochs(
              "aListNeedsValues",
              "[1, 10]",
              "j:3:38: parameters.epochs: expected a value, {values: […]} or {min, max, count,"
                  + " scale}, got a list; write {values: […]} around it"),
          epochs(
              "anEmptyAxisIsRefused",
              "{}",
              "j:3:38: parameters.epochs: expected a value, {values: […]} or {min, max, count,"
                  + " scale}, got none of them"),
          epochs(
              "valuesMayNotBeEmpty",
              "{values: []}",
              "j:3:47: parameters.epochs.values: must not be empty"),
          epochs(
              "valuesAreAList",
              "{values: 3}",
              "j:3:47: parameters.epochs.values: expected a list such as [1, 10], got \"3\""),
          epochs(
              "aValueMayNotBeListedTwice",
              "{values: [1, 10, 1]}",
              "j:3:55: parameters.epochs.values[2]: \"1\" is listed twice"),
          epochs(
              "anAxisHasOneForm",
              "{value: 1, values: [2]}",
              "j:3:38: parameters.epochs: expected a value, {values: […]} or {min, max, count,"
                  + " scale}, got more than one of them"),
          epochs(
              "aRangeHasAnOrder",
              "{min: 10, max: 1, count: 3}",
              "j:3:48: parameters.epochs.max: must be >= min, but 1 < 10"),
          epochs(
              "aRangeNeedsACount",
              "{min: 1, max: 10}",
              "j:3:38: parameters.epochs.count: missing; write for example count: 10"),
          epochs(
              "aRangeNeedsAMaximum",
              "{min: 1, count: 10}",
              "j:3:38: parameters.epochs.max: missing; write for example max: 100"),
          epochs(
              "aRangeOfOnePointHasOneEnd",
              "{min: 1, max: 10, count: 1}",
              "j:3:56: parameters.epochs.count: must be at least 2, since both ends are included"),
          epochs(
              "anAxisMayNotBeTooLong",
              "{min: 1, max: 1000000, count: 1000000}",
              "j:3:68: parameters.epochs.count: the axes of a job may have 100000 values in all,"
                  + " not more"),
          epochs(
              "unknownKeysOfAnAxisAreGuessed",
              "{valeus: [1]}",
              "j:3:39: parameters.epochs.valeus: unknown key \"valeus\" (did you mean"
                  + " \"values\"?)"),
          optimizer(
              "adabeliefCannotBeTrained",
              "adabelief",
              "j:3:25: parameters.optimizer: unknown optimizer \"adabelief\": DL4J 1.0.0-M2.1"
                  + " cannot train it (its updater fails as it starts); its neighbours here are"
                  + " adam, amsgrad and nadam"),
          optimizer(
              "adabeliefWithSettingsCannotBeTrained",
              "{adabelief: {epsilon: 0.1}}",
              "j:3:26: parameters.optimizer: unknown optimizer \"adabelief\": DL4J 1.0.0-M2.1"
                  + " cannot train it (its updater fails as it starts); its neighbours here are"
                  + " adam, amsgrad and nadam"),
          optimizer(
              "anUnknownOptimizerIsGuessed",
              "{values: [sgd, adma]}",
              "j:3:40: parameters.optimizer.values[1]: unknown optimizer \"adma\" (did you mean"
                  + " \"adam\"?)"),
          optimizer(
              "anUnknownOptimizerListsAll",
              "ftrl",
              "j:3:25: parameters.optimizer: unknown optimizer \"ftrl\"; there are sgd, nesterovs,"
                  + " adagrad, rmsprop, adadelta, adam, adamax, nadam and amsgrad"),
          optimizer(
              "optimizersAreCaseSensitive",
              "Adam",
              "j:3:25: parameters.optimizer: unknown optimizer \"Adam\" (did you mean \"adam\"?)"),
          optimizer(
              "momentumIsNesterovs",
              "momentum",
              "j:3:25: parameters.optimizer: unknown optimizer \"momentum\": write {nesterovs:"
                  + " {momentum: 0.9}}"),
          optimizer(
              "anOptimizerMayNotBeListedTwice",
              "{values: [adam, sgd, {adam: {beta1: {values: [0.8, 0.9]}}}]}",
              "j:3:46: parameters.optimizer.values[2]: adam is listed twice with the same settings"
                  + " and rate"),
          optimizer(
              "aSettingThatIsUnknownIsGuessed",
              "{adam: {beta3: 0.9}}",
              "j:3:33: parameters.optimizer.adam.beta3: adam has no \"beta3\"; it has beta1, beta2,"
                  + " epsilon and learning_rate (did you mean \"beta1\"?)"),
          optimizer(
              "anOptimizerWithoutSettingsSaysSo",
              "{sgd: {momentum: 0.9}}",
              "j:3:32: parameters.optimizer.sgd.momentum: sgd has no \"momentum\"; it has"
                  + " learning_rate"),
          optimizer(
              "adadeltaHasNoRate",
              "{adadelta: {learning_rate: 0.1}}",
              "j:3:37: parameters.optimizer.adadelta.learning_rate: adadelta has no"
                  + " \"learning_rate\"; it derives its step from the gradients, and has rho and"
                  + " epsilon"),
          optimizer(
              "aSettingIsBelowOne",
              "{nesterovs: {momentum: 1.0}}",
              "j:3:48: parameters.optimizer.nesterovs.momentum: expected a number >= 0 and < 1, got"
                  + " \"1.0\""),
          optimizer(
              "anEpsilonIsPositive",
              "{adam: {epsilon: 0}}",
              "j:3:42: parameters.optimizer.adam.epsilon: expected a number > 0, got \"0\""),
          optimizer(
              "anOptimizerHasOneName",
              "{values: [{adam: {}, sgd: {}}]}",
              "j:3:35: parameters.optimizer.values[0]: expected one optimizer with its settings,"
                  + " such as {nesterovs: {momentum: 0.9}}"),
          optimizer(
              "anOptimizerListNeedsValues",
              "[sgd, adam]",
              "j:3:25: parameters.optimizer: expected a name or {values: […]}, got a list; write"
                  + " {values: […]} around it"),
          optimizer(
              "optimizersMayNotBeEmpty",
              "{values: []}",
              "j:3:34: parameters.optimizer.values: expected 1 to 200 optimizers, got 0"),
          optimizer(
              "optimizersAreAList",
              "{values: sgd}",
              "j:3:34: parameters.optimizer.values: expected a list such as [sgd, adam], got"
                  + " \"sgd\""),
          data(
              "dataHasASource",
              "{standardize: all}",
              "j:2:7: data: expected exactly one of line, linear, format or table, got none"),
          data(
              "aMisspelledSourceIsNamedAlone",
              "{pathh: a.csv}",
              "j:2:8: data.pathh: unknown key \"pathh\" (did you mean \"path\"?)"),
          data(
              "dataHasOneSource",
              "{line: {}, table: t}",
              "j:2:7: data: expected exactly one of line, linear, format or table, got line and"
                  + " table"),
          data(
              "labelDoesNotGoWithALine",
              "{line: {}, label: y}",
              "j:2:18: data.label: does not go with data.line; leave it out"),
          data(
              "aLineHasPoints",
              "{line: {start: 1.0}}",
              "j:2:14: data.line: has fewer than 2 points from start to end; make step smaller or"
                  + " end larger"),
          data(
              "aLineMayNotBeTooLong",
              "{line: {step: 1e-9}}",
              "j:2:14: data.line: would make more than 50000000 numbers; make it smaller"),
          data(
              "linearDataMayNotBeTooLarge",
              "{linear: {rows: 100000000}}",
              "j:2:16: data.linear: would make more than 50000000 numbers; make it smaller"),
          data(
              "linearDataHasRows",
              "{linear: {rows: 1}}",
              "j:2:23: data.linear.rows: expected a whole number >= 2 and <= 2147483647, got"
                  + " \"1\""),
          data(
              "anUnknownFormatIsRefused",
              "{format: xml, path: x, formula: y ~ x}",
              "j:2:16: data.format: expected csv, parquet, json, orc or jdbc, got \"xml\""),
          data(
              "filesNeedAPath",
              "{format: csv, formula: y ~ x}",
              "j:2:7: data.path: missing; write for example path: data/houses.csv"),
          data(
              "jdbcHasNoPath",
              "{format: jdbc, path: x, options: {url: u, dbtable: t}, formula: y ~ x}",
              "j:2:22: data.path: does not go with format: jdbc; leave it out"),
          data(
              "jdbcNeedsAUrl",
              "{format: jdbc, formula: y ~ x}",
              "j:2:7: data.options: jdbc needs a url and a dbtable; write {url: …, dbtable: …}"),
          data(
              "pathDoesNotGoWithATable",
              "{table: t, path: x, formula: y ~ x}",
              "j:2:18: data.path: does not go with data.table; leave it out"),
          data(
              "aTableIsAName",
              "{table: \"a/b\", formula: y ~ x}",
              "j:2:15: data.table: expected a table such as catalog.db.table, got \"a/b\""),
          data(
              "aTableNeedsASelection",
              "{table: t}",
              "j:2:7: data: expected either label and features, or formula, got neither; write for"
                  + " example label: price, features: [rooms, age]"),
          data(
              "labelNeedsFeatures",
              "{table: t, label: y}",
              "j:2:7: data.features: missing; write for example features: [rooms, age]"),
          data(
              "featuresNeedALabel",
              "{table: t, features: [x]}",
              "j:2:7: data.label: missing; write for example label: price"),
          data(
              "featuresMayNotBeEmpty",
              "{table: t, label: y, features: []}",
              "j:2:38: data.features: must not be empty"),
          data(
              "aFeatureMayNotBeListedTwice",
              "{table: t, label: y, features: [x, z, x]}",
              "j:2:45: data.features[2]: \"x\" is listed twice"),
          data(
              "theLabelIsNoFeature",
              "{table: t, label: y, features: [x, y]}",
              "j:2:38: data.features: the label \"y\" is among them"),
          data(
              "aFormulaHasATilde",
              "{table: t, formula: y = x}",
              "j:2:27: data.formula: expected label ~ features, got \"y = x\""),
          data(
              "anOptionIsText",
              "{format: csv, path: x, options: {a: [secret]}, formula: y ~ x}",
              "j:2:43: data.options.a: expected text, got a list"),
          data(
              "optionsIgnoreCase",
              "{format: csv, path: x, options: {sep: a, SEP: b}, formula: y ~ x}",
              "j:2:48: data.options.SEP: duplicate option, since Spark ignores case"),
          data(
              "referencesHaveAName",
              "{format: csv, path: x, options: {a: \"${env:}\"}, formula: y ~ x}",
              "j:2:43: data.options.a: expected ${env:NAME} with a name of letters, digits and _"),
          data(
              "optionNamesHaveNoReferences",
              "{format: csv, path: x, options: {\"${env:A}\": b}, formula: y ~ x}",
              "j:2:40: data.options: ${env:NAME} stands only in the values of data.options"),
          table(
              "formulaReplacesLabelAndFeatures",
              ", formula: y ~ x",
              "j:2:7: data: expected either label and features, or formula, got both; leave out"
                  + " the one or the other"),
          table(
              "anUnknownStandardizeIsRefused",
              ", standardize: both",
              "j:2:56: data.standardize: expected none, features or all, got \"both\""),
          table(
              "missingIsErrorOrDrop",
              ", missing: skip",
              "j:2:52: data.missing: expected error or drop, got \"skip\""),
          table(
              "aQueryIsChecked",
              ", query: SELECT * FROM secret",
              "j:2:50: data.query: may read input only, got \"secret\""),
          table(
              "orderByMayNotBeEmpty", ", order_by: []", "j:2:53: data.order_by: must not be empty"),
          new Case(
              "aNameIsRequired",
              "name: line\n",
              "",
              "j:1:1: name: missing; write for example name: line"),
          new Case(
              "aNameIsNoPath",
              "name: line",
              "name: ../x",
              "j:1:7: name: names a folder: expected up to 100 letters, digits, spaces, '.', '_' or"
                  + " '-', beginning with a letter or digit, got \"../x\""),
          new Case(
              "aNameHasNoControlCharacters",
              "name: line",
              "name: \"a\\tb\"",
              "j:1:7: name: names a folder: expected up to 100 letters, digits, spaces, '.', '_' or"
                  + " '-', beginning with a letter or digit, got \"a b\""),
          new Case("aNameIsText", "name: line", "name:", "j:1:6: name: expected text, got nothing"),
          new Case(
              "dataIsRequired",
              "data: {line: {}}\n",
              "",
              "j:1:1: data: missing; write for example data: {line: {}}"),
          new Case(
              "parametersAreRequired",
              "parameters: {optimizer: sgd, epochs: 100}",
              "",
              "j:1:1: parameters: missing; write for example parameters: {optimizer: sgd, epochs:"
                  + " 100}"),
          new Case(
              "anOptimizerIsRequired",
              "optimizer: sgd, ",
              "",
              "j:3:13: parameters.optimizer: missing; write for example optimizer: {values: [sgd,"
                  + " adam]}"),
          new Case(
              "epochsAreRequired",
              ", epochs: 100",
              "",
              "j:3:13: parameters.epochs: missing; write for example epochs: {values: [1, 10,"
                  + " 100]}"),
          new Case(
              "aSectionIsAMapping",
              "{line: {}}",
              "line",
              "j:2:7: data: expected a mapping, got \"line\""),
          new Case(
              "mapeNeedsTheLabelsUnits",
              "data: {line: {}}",
              "data: {line: {}, standardize: all}\ntraining: {loss: mape}",
              "j:2:31: data.standardize: the loss mape needs the label in its own units, got"
                  + " \"all\"; write features"));

  @ParameterizedTest
  @FieldSource("CASES")
  void aJobIsRefused(Case c) {
    String job = Jobs.LINE.replace(c.from(), c.to());
    assertThat(Jobs.problems(job)).as(job).containsExactly(c.problem());
  }

  @Test
  void allProblemsAreShownInTheOrderOfTheFile() {
    String job =
        """
        nmae: line
        data: {line: {step: 0}}
        parameters: {optimizer: sdg, epochs: {values: [1, x]}}
        """;
    assertThat(Jobs.problems(job))
        .containsExactly(
            "j:1:1: nmae: unknown key \"nmae\" (did you mean \"name\"?)",
            "j:2:21: data.line.step: expected a number > 0, got \"0\"",
            "j:3:25: parameters.optimizer: unknown optimizer \"sdg\" (did you mean \"sgd\"?)",
            "j:3:51: parameters.epochs.values[1]: expected a whole number, got \"x\"");
  }

  @Test
  void problemsPastTheFiftiethAreCounted() {
    String job = Jobs.LINE.replace("epochs: 100", "epochs: {values: [" + "x, ".repeat(70) + "]}");
    assertThat(Jobs.problems(job)).hasSize(51).endsWith("and 20 more");
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThat(Jobs.problems("# nothing\n"))
        .containsExactly("j:1:1: the job file is empty; begin with name: line");
  }

  @Test
  void aFileThatIsAListIsRefused() {
    assertThat(Jobs.problems("- a")).containsExactly("j:1:1: expected a mapping, got a list");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\tepochs: 1", "  epochs: 1\n\toptimizer: sgd", "  \tepochs: 1\n  l1: 0"})
  void aTabInTheIndentationIsLocatedWithWhatToWrite(String parameters) {
    String text = "name: a\ndata: {line: {}}\nparameters:\n" + parameters;
    int line = parameters.startsWith("  e") ? 5 : 4;
    int column = parameters.startsWith("  \t") ? 3 : 1;
    assertThat(Jobs.problems(text))
        .containsExactly(
            "j:%d:%d: a tab; YAML allows none here, so write spaces".formatted(line, column));
  }

  @Test
  void aCharacterThatBeginsNoValueIsNamed() {
    assertThat(Jobs.problems("name: @a"))
        .containsExactly(
            "j:1:7: not valid YAML: found character '@' that cannot start any token; put the text"
                + " in quotes");
  }

  @Test
  void brokenYamlIsLocated() {
    assertThat(Jobs.problems("name: [a\ndata: 1"))
        .containsExactly("j:2:5: not valid YAML: expected ',' or ']', but got :");
  }

  @Test
  void aCharacterThatYamlDoesNotAllowIsLocated() {
    assertThat(Jobs.problems("name: a\nb: \u0001"))
        .containsExactly("j:2:4: a character that YAML does not allow");
  }

  @Test
  void aliasesAreRefused() {
    assertThat(Jobs.problems("name: &a x\ndata: *a"))
        .containsExactly("j:2:7: aliases are not supported; write the value again");
  }

  @Test
  void tagsAreRefused() {
    assertThat(Jobs.problems("name: !!str x"))
        .containsExactly("j:1:7: tags are not supported, got \"tag:yaml.org,2002:str\"");
  }

  @Test
  void keysMustBeText() {
    assertThat(Jobs.problems("? [a]\n: b"))
        .containsExactly("j:1:3: a key must be text, got a list");
  }

  @Test
  void aSecondDocumentIsRefused() {
    assertThat(Jobs.problems("name: a\n---\nname: b"))
        .containsExactly("j:2:1: a second document begins here; a job is one document");
  }

  @Test
  void depthIsLimited() {
    assertThat(Jobs.problems("[".repeat(100_000)))
        .containsExactly("j:1:33: nested deeper than 32 levels");
  }

  @Test
  void sizeIsLimited() {
    assertThat(Jobs.problems("x".repeat(5 << 20)))
        .containsExactly("j:1:1: is longer than 4194304 characters");
  }

  @Test
  void theNumberOfValuesInTheFileIsLimited() {
    assertThat(Jobs.problems("a: [" + "1,".repeat(300_000) + "]"))
        .containsExactly("j:1:499999: more than 250000 values; write long axes as ranges");
  }
}
