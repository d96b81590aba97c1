package dev.linesweep.spec;

import static dev.linesweep.spec.RefusedJob.change;
import static dev.linesweep.spec.RefusedJob.top;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * One case per message on the keys of a job and the sections that are neither data nor parameters.
 */
class RefusesJobsTest {
  static final List<RefusedJob> CASES =
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
                  + " method, count, search_seed, metric, select, parameters, engine, device,"
                  + " exclude, stop, early_terminate, max_trials, time_budget and tracking"),
          top(
              "bayesIsNotBuilt",
              "method: bayes",
              "j:4:9: method: expected grid, random or sobol, got \"bayes\"; its nearest equivalent"
                  + " is method: sobol with count: 100"),
          top(
              "otherMethodsAreNotBuilt",
              "method: gird",
              "j:4:9: method: expected grid, random or sobol, got \"gird\" (did you mean"
                  + " \"grid\"?)"),
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
              "j:4:1: run_cap: unknown key \"run_cap\": write count: 100 with method: sobol or"
                  + " random; max_trials bounds a run of any method"),
          top(
              "nTrialsIsABudget",
              "n_trials: 10",
              "j:4:1: n_trials: unknown key \"n_trials\": write count: 100 with method: sobol or"
                  + " random; max_trials bounds a run of any method"),
          top(
              "numSamplesIsABudget",
              "num_samples: 10",
              "j:4:1: num_samples: unknown key \"num_samples\": write count: 100 with method: sobol"
                  + " or random; max_trials bounds a run of any method"),
          top(
              "directionIsTheGoal",
              "direction: minimize",
              "j:4:1: direction: unknown key \"direction\": write metric: {name: test_loss, goal:"
                  + " minimize}"),
          top(
              "samplersAreNotBuilt",
              "sampler: TPESampler",
              "j:4:1: sampler: unknown key \"sampler\": write method: sobol with count: 100;"
                  + " without it every point of the grid is trained"),
          top(
              "prunersTerminateEarly",
              "pruner: MedianPruner",
              "j:4:1: pruner: unknown key \"pruner\": write early_terminate: {type: halving,"
                  + " min_epochs: 10}"),
          top(
              "axesBelongUnderParameters",
              "epochs: 3",
              "j:4:1: epochs: unknown key \"epochs\": belongs under parameters"),
          top(
              "anUnknownEngineIsRefused",
              "engine: spark",
              "j:4:9: engine: expected dl4j, fused or auto, got \"spark\""),
          top(
              "aNullEngineIsRefused",
              "engine:",
              "j:4:8: engine: expected dl4j, fused or auto, got nothing"),
          top(
              "fusedDoesNotTrainMsle",
              "training: {loss: msle}\nengine: fused",
              "j:5:9: engine: fused trains mae, mse and mape, but training.loss is msle; write"
                  + " dl4j"),
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
                  + " huber is not supported; write mae, which outliers affect as little"),
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
          change(
              "aNameIsRequired",
              "name: line\n",
              "",
              "j:1:1: name: missing; write for example name: line"),
          change(
              "aNameIsNoPath",
              "name: line",
              "name: ../x",
              "j:1:7: name: names a folder: expected up to 100 letters, digits, spaces, '.', '_' or"
                  + " '-', beginning with a letter or digit, got \"../x\""),
          change(
              "aNameHasNoControlCharacters",
              "name: line",
              "name: \"a\\tb\"",
              "j:1:7: name: names a folder: expected up to 100 letters, digits, spaces, '.', '_' or"
                  + " '-', beginning with a letter or digit, got \"a b\""),
          change("aNameIsText", "name: line", "name:", "j:1:6: name: expected text, got nothing"),
          change(
              "aSectionIsAMapping",
              "{line: {}}",
              "line",
              "j:2:7: data: expected a mapping, got \"line\""));

  @ParameterizedTest
  @FieldSource("CASES")
  void aJobIsRefused(RefusedJob job) {
    job.isRefused();
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
}
