package dev.linesweep.spec;

import static dev.linesweep.spec.RefusedJob.change;
import static dev.linesweep.spec.RefusedJob.epochs;
import static dev.linesweep.spec.RefusedJob.optimizer;
import static dev.linesweep.spec.RefusedJob.parameter;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** One case per message on axes and optimizers. */
class RefusesParametersTest {
  static final List<RefusedJob> CASES =
      List.of(
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
              "j:3:73: parameters.learning_rate.distribution: a grid has no distributions; write"
                  + " {min: 0.1, max: 1.0, count: 10, scale: log}, or method: sobol at the top"),
          parameter(
              "qUniformIsARange",
              "learning_rate: {distribution: q_uniform}",
              "j:3:73: parameters.learning_rate.distribution: a grid has no distributions; write"
                  + " {min: 0.001, max: 0.1, count: 10}, or method: sobol at the top"),
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
                  + " cannot train it (its updater fails as it starts); the closest ones here are"
                  + " adam, amsgrad and nadam"),
          optimizer(
              "adabeliefWithParametersCannotBeTrained",
              "{adabelief: {epsilon: 0.1}}",
              "j:3:26: parameters.optimizer: unknown optimizer \"adabelief\": DL4J 1.0.0-M2.1"
                  + " cannot train it (its updater fails as it starts); the closest ones here are"
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
              "j:3:46: parameters.optimizer.values[2]: adam is listed twice with the same"
                  + " parameters and learning rate"),
          optimizer(
              "aParameterThatIsUnknownIsGuessed",
              "{adam: {beta3: 0.9}}",
              "j:3:33: parameters.optimizer.adam.beta3: adam has no \"beta3\"; it has beta1, beta2,"
                  + " epsilon and learning_rate (did you mean \"beta1\"?)"),
          optimizer(
              "anOptimizerWithoutParametersSaysSo",
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
              "aParameterIsBelowOne",
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
              "j:3:35: parameters.optimizer.values[0]: expected one optimizer with its parameters,"
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
          change(
              "parametersAreRequired",
              "parameters: {optimizer: sgd, epochs: 100}",
              "",
              "j:1:1: parameters: missing; write for example parameters: {optimizer: sgd, epochs:"
                  + " 100}"),
          change(
              "anOptimizerIsRequired",
              "optimizer: sgd, ",
              "",
              "j:3:13: parameters.optimizer: missing; write for example optimizer: {values: [sgd,"
                  + " adam]}"),
          change(
              "epochsAreRequired",
              ", epochs: 100",
              "",
              "j:3:13: parameters.epochs: missing; write for example epochs: {values: [1, 10,"
                  + " 100]}"));

  @ParameterizedTest
  @FieldSource("CASES")
  void aJobIsRefused(RefusedJob job) {
    job.isRefused();
  }
}
