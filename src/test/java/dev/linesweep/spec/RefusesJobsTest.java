package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

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
          top("duplicateKeysAreRefused", "name: again", "TODO"),
          top("unknownKeysAreGuessed", "trainign: {}", "TODO"),
          top("unknownKeysThatNothingIsNearListTheKeys", "zebra: 1", "TODO"),
          top("bayesIsNotBuilt", "method: bayes", "TODO"),
          top("otherMethodsAreNotBuilt", "method: gird", "TODO"),
          top("programsAreNotRun", "program: train.py", "TODO"),
          top("commandsAreNotRun", "command: [python]", "TODO"),
          top("projectIsTheName", "project: x", "TODO"),
          top("entityIsTheName", "entity: x", "TODO"),
          top("runCapIsABudget", "run_cap: 10", "TODO"),
          top("nTrialsIsABudget", "n_trials: 10", "TODO"),
          top("numSamplesIsABudget", "num_samples: 10", "TODO"),
          top("earlyTerminationIsNotBuilt", "early_terminate: {type: hyperband}", "TODO"),
          top("directionIsTheGoal", "direction: minimize", "TODO"),
          top("samplersAreNotBuilt", "sampler: TPESampler", "TODO"),
          top("prunersAreNotBuilt", "pruner: MedianPruner", "TODO"),
          top("axesBelongUnderParameters", "epochs: 3", "TODO"),
          top("anUnknownEngineIsRefused", "engine: spark", "TODO"),
          top("aNullEngineIsRefused", "engine:", "TODO"),
          top("fusedDoesNotTrainMsle", "training: {loss: msle}\nengine: fused", "TODO"),
          top("fusedHasNoGpu", "engine: fused\ndevice: gpu", "TODO"),
          top("anUnknownDeviceIsGuessed", "device: gpus", "TODO"),
          top("anUnknownMetricIsGuessed", "metric: test_los", "TODO"),
          top("anUnknownMetricNameIsRefused", "metric: {name: accuracy}", "TODO"),
          top("anUnknownGoalIsGuessed", "metric: {name: test_mae, goal: minimise}", "TODO"),
          top("aValidationMetricNeedsAValidationPart", "metric: validation_loss", "TODO"),
          top("theTestPartMayNotBeEmpty", "split: {test: 0}", "TODO"),
          top("theTrainingPartMayNotBeEmpty", "split: {test: 0.5, validation: 0.5}", "TODO"),
          top("interleavedTakesHalfAtMost", "split: {test: 0.6, by: interleaved}", "TODO"),
          top("anUnknownSplitIsRefused", "split: {by: shuffle}", "TODO"),
          top("anUnknownLossIsRefused", "training: {loss: huber}", "TODO"),
          top("anUnknownInitIsGuessed", "training: {init: zero}", "TODO"),
          top("initialWeightsMayNotBeEmpty", "training: {init: {weights: []}}", "TODO"),
          top("initialWeightsAreRequiredWithABias", "training: {init: {bias: 1}}", "TODO"),
          top("initialWeightsMatchTheFeatures", "training: {init: {weights: [1, 2]}}", "TODO"),
          top("environmentVariablesStandInOptionsOnly", "training: {loss: \"${env:LOSS}\"}", "TODO"),
          parameter("quotedNumbersAreRefused", "learning_rate: \"0.1\"", "TODO"),
          parameter("aNumberBeginsWithADigit", "learning_rate: .5", "TODO"),
          parameter("aNumberHasNoUnderscores", "learning_rate: 1_000.0", "TODO"),
          parameter("aNumberHasNoPlus", "learning_rate: +1", "TODO"),
          parameter("aNumberIsDecimal", "learning_rate: 0x10", "TODO"),
          parameter("aNumberIsFinite", "learning_rate: .inf", "TODO"),
          parameter("aNumberIsANumber", "learning_rate: .nan", "TODO"),
          parameter("aNumberMayBeTooLarge", "learning_rate: 1e999", "TODO"),
          parameter("aNumberMayBeTooSmall", "learning_rate: 1e-999", "TODO"),
          parameter("aRateIsPositive", "learning_rate: 0", "TODO"),
          parameter("aRateThatAFloatCannotHoldIsRefused", "learning_rate: 1e-50", "TODO"),
          parameter("penaltiesAreNotNegative", "l2: -0.1", "TODO"),
          parameter("nothingIsNoNumber", "l1: ", "TODO"),
          parameter("aSeedIsALong", "seed: 9223372036854775808", "TODO"),
          parameter("aBatchSizeIsFullOrANumber", "batch_size: fll", "TODO"),
          parameter("aBatchSizeIsPositive", "batch_size: 0", "TODO"),
          parameter("lrIsLearningRate", "lr: 0.1", "TODO"),
          parameter("weightDecayIsL2", "weight_decay: 0.1", "TODO"),
          parameter("momentumBelongsToAnOptimizer", "momentum: 0.9", "TODO"),
          parameter("logUniformValuesIsALogRange", "learning_rate: {distribution: log_uniform_values, min: 0.1, max: 1, count: 2}", "TODO"),
          parameter("qUniformIsARange", "learning_rate: {distribution: q_uniform}", "TODO"),
          parameter("logIsAScale", "learning_rate: {low: 0.1, high: 1, log: true}", "TODO"),
          parameter("stepIsACount", "learning_rate: {min: 0.1, max: 1, count: 2, step: 0.1}", "TODO"),
          parameter("suggestFloatIsARange", "learning_rate: {suggest_float: [0.1, 1]}", "TODO"),
          parameter("gridSearchIsValues", "learning_rate: {grid_search: [0.1, 1]}", "TODO"),
          parameter("loguniformIsALogRange", "learning_rate: {loguniform: [0.1, 1]}", "TODO"),
          parameter("aLogRangeIsPositive", "l1: {min: 0, max: 1, count: 3, scale: log}", "TODO"),
          parameter("anUnknownScaleIsGuessed", "l1: {min: 0, max: 1, count: 3, scale: lin}", "TODO"),
          epochs("aWholeNumberIsNoWord", "x", "TODO"),
          epochs("aWholeNumberHasNoPoint", "1e3", "TODO"),
          epochs("aWholeNumberIsNotOctal", "0o17", "TODO"),
          epochs("aWholeNumberIsNotQuoted", "\"10\"", "TODO"),
          epochs("epochsBeginAtOne", "0", "TODO"),
          epochs("epochsAreIntegers", "3000000000", "TODO"),
          epochs("aListNeedsValues", "[1, 10]", "TODO"),
          epochs("anEmptyAxisIsRefused", "{}", "TODO"),
          epochs("valuesMayNotBeEmpty", "{values: []}", "TODO"),
          epochs("valuesAreAList", "{values: 3}", "TODO"),
          epochs("aValueMayNotBeListedTwice", "{values: [1, 10, 1]}", "TODO"),
          epochs("anAxisHasOneForm", "{value: 1, values: [2]}", "TODO"),
          epochs("aRangeHasAnOrder", "{min: 10, max: 1, count: 3}", "TODO"),
          epochs("aRangeNeedsACount", "{min: 1, max: 10}", "TODO"),
          epochs("aRangeNeedsAMaximum", "{min: 1, count: 10}", "TODO"),
          epochs("aRangeOfOnePointHasOneEnd", "{min: 1, max: 10, count: 1}", "TODO"),
          epochs("anAxisMayNotBeTooLong", "{min: 1, max: 1000000, count: 1000000}", "TODO"),
          epochs("unknownKeysOfAnAxisAreGuessed", "{valeus: [1]}", "TODO"),
          optimizer("adabeliefCannotBeTrained", "adabelief", "TODO"),
          optimizer("adabeliefWithSettingsCannotBeTrained", "{adabelief: {epsilon: 0.1}}", "TODO"),
          optimizer("anUnknownOptimizerIsGuessed", "{values: [sgd, amda]}", "TODO"),
          optimizer("anUnknownOptimizerListsAll", "ftrl", "TODO"),
          optimizer("optimizersAreCaseSensitive", "Adam", "TODO"),
          optimizer("momentumIsNesterovs", "momentum", "TODO"),
          optimizer("anOptimizerMayNotBeListedTwice", "{values: [adam, sgd, {adam: {beta1: {values: [0.8, 0.9]}}}]}", "TODO"),
          optimizer("aSettingThatIsUnknownIsGuessed", "{adam: {beta3: 0.9}}", "TODO"),
          optimizer("anOptimizerWithoutSettingsSaysSo", "{sgd: {momentum: 0.9}}", "TODO"),
          optimizer("adadeltaHasNoRate", "{adadelta: {learning_rate: 0.1}}", "TODO"),
          optimizer("aSettingIsBelowOne", "{nesterovs: {momentum: 1.0}}", "TODO"),
          optimizer("anEpsilonIsPositive", "{adam: {epsilon: 0}}", "TODO"),
          optimizer("anOptimizerHasOneName", "{values: [{adam: {}, sgd: {}}]}", "TODO"),
          optimizer("anOptimizerListNeedsValues", "[sgd, adam]", "TODO"),
          optimizer("optimizersMayNotBeEmpty", "{values: []}", "TODO"),
          optimizer("optimizersAreAList", "{values: sgd}", "TODO"),
          data("dataHasASource", "{standardize: all}", "TODO"),
          data("dataHasOneSource", "{line: {}, table: t}", "TODO"),
          data("labelDoesNotGoWithALine", "{line: {}, label: y}", "TODO"),
          data("aLineHasPoints", "{line: {start: 1.0}}", "TODO"),
          data("aLineMayNotBeTooLong", "{line: {step: 1e-9}}", "TODO"),
          data("linearDataMayNotBeTooLarge", "{linear: {rows: 100000000}}", "TODO"),
          data("linearDataHasRows", "{linear: {rows: 1}}", "TODO"),
          data("anUnknownFormatIsRefused", "{format: xml, path: x, formula: y ~ x}", "TODO"),
          data("filesNeedAPath", "{format: csv, formula: y ~ x}", "TODO"),
          data("jdbcHasNoPath", "{format: jdbc, path: x, options: {url: u, dbtable: t}, formula: y ~ x}", "TODO"),
          data("jdbcNeedsAUrl", "{format: jdbc, formula: y ~ x}", "TODO"),
          data("pathDoesNotGoWithATable", "{table: t, path: x, formula: y ~ x}", "TODO"),
          data("aTableIsAName", "{table: \"a/b\", formula: y ~ x}", "TODO"),
          data("aTableNeedsASelection", "{table: t}", "TODO"),
          data("labelNeedsFeatures", "{table: t, label: y}", "TODO"),
          data("featuresNeedALabel", "{table: t, features: [x]}", "TODO"),
          data("featuresMayNotBeEmpty", "{table: t, label: y, features: []}", "TODO"),
          data("aFeatureMayNotBeListedTwice", "{table: t, label: y, features: [x, z, x]}", "TODO"),
          data("theLabelIsNoFeature", "{table: t, label: y, features: [x, y]}", "TODO"),
          data("aFormulaHasATilde", "{table: t, formula: y = x}", "TODO"),
          data("anOptionIsText", "{format: csv, path: x, options: {a: [secret]}, formula: y ~ x}", "TODO"),
          data("optionsIgnoreCase", "{format: csv, path: x, options: {sep: a, SEP: b}, formula: y ~ x}", "TODO"),
          data("referencesHaveAName", "{format: csv, path: x, options: {a: \"${env:}\"}, formula: y ~ x}", "TODO"),
          data("optionNamesHaveNoReferences", "{format: csv, path: x, options: {\"${env:A}\": b}, formula: y ~ x}", "TODO"),
          table("formulaReplacesLabelAndFeatures", ", formula: y ~ x", "TODO"),
          table("anUnknownStandardizeIsRefused", ", standardize: both", "TODO"),
          table("missingIsErrorOrDrop", ", missing: skip", "TODO"),
          table("aQueryIsChecked", ", query: SELECT * FROM secret", "TODO"),
          table("orderByMayNotBeEmpty", ", order_by: []", "TODO"),
          new Case("aNameIsRequired", "name: line\n", "", "TODO"),
          new Case("aNameIsNoPath", "name: line", "name: ../x", "TODO"),
          new Case("aNameHasNoControlCharacters", "name: line", "name: \"a\\tb\"", "TODO"),
          new Case("aNameIsText", "name: line", "name:", "TODO"),
          new Case("dataIsRequired", "data: {line: {}}\n", "", "TODO"),
          new Case("parametersAreRequired", "parameters: {optimizer: sgd, epochs: 100}", "", "TODO"),
          new Case("anOptimizerIsRequired", "optimizer: sgd, ", "", "TODO"),
          new Case("epochsAreRequired", ", epochs: 100", "", "TODO"),
          new Case("aSectionIsAMapping", "{line: {}}", "line", "TODO"),
          new Case("mapeNeedsTheLabelsUnits", "data: {line: {}}", "data: {line: {}, standardize: all}\ntraining: {loss: mape}", "TODO"));

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
            "j:1:1: name: missing; write for example name: line",
            "j:2:21: data.line.step: expected a number > 0 that a 32-bit float can hold, got \"0\"",
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
        .containsExactly("j:1:500001: more than 250000 values; write long axes as ranges");
  }
}
