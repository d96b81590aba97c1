package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words of other tools get the nearest equivalent, and the equivalent is accepted as written. */
class OtherToolsWordsTest {
  private static final Pattern WRITE = Pattern.compile("; write (\\w+)");

  @Test
  void aDecimalCommaBetweenBracesIsTold() {
    assertThat(Jobs.problems(Jobs.LINE.replace("epochs: 100", "epochs: 100, learning_rate: 0,1")))
        .last()
        .asString()
        .contains("parameters.1: unknown key \"1\": a decimal number has a point, not a comma");
  }

  @ParameterizedTest
  @CsvSource({
    "l1, mae",
    "L1, mae",
    "mean_absolute_error, mae",
    "l2, mse",
    "rmse, mse",
    "mean_squared_error, mse",
    "huber, mae",
    "quantile, mae",
    "mea, mae",
    "MSE, mse"
  })
  void lossesOfOtherTools(String written, String right) {
    assertRemedy("training: {loss: %s}", written, right);
  }

  @ParameterizedTest
  @CsvSource({
    "shuffle, random",
    "Random, random",
    "stratified, random",
    "sequential, order",
    "chronological, order",
    "kfold, random"
  })
  void waysToSplitOfOtherTools(String written, String right) {
    assertRemedy("split: {by: %s}", written, right);
  }

  @ParameterizedTest
  @CsvSource({
    "val_loss, validation_loss",
    "loss, test_loss",
    "val_mae, validation_mae",
    "eval_loss, validation_loss",
    "train/loss, train_loss",
    "r2, test_r2",
    "accuracy, test_r2",
    "neg_mean_squared_error, test_rmse",
    "test_mse, test_rmse",
    "Test_Loss, test_loss"
  })
  void metricsOfOtherTools(String written, String right) {
    assertRemedy("split: {validation: 0.1}\nmetric: %s", written, right);
  }

  private static void assertRemedy(String line, String written, String right) {
    List<String> problems = Jobs.problems(Jobs.LINE + line.formatted(written));
    assertThat(problems).hasSize(1);
    Matcher write = WRITE.matcher(problems.get(0));
    assertThat(write.find() ? write.group(1) : suggested(problems.get(0))).isEqualTo(right);
    assertThat(Jobs.problems(Jobs.LINE + line.formatted(right))).isEmpty();
  }

  private static String suggested(String problem) {
    Matcher suggestion = Pattern.compile("did you mean \"(\\w+)\"").matcher(problem);
    return suggestion.find() ? suggestion.group(1) : problem;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Learning_Rate | did you mean \"learning_rate\"",
        "learningRate | did you mean \"learning_rate\"",
        "LEARNING-RATE | did you mean \"learning_rate\"",
        "batchSize | did you mean \"batch_size\"",
        "lr | write learning_rate under parameters",
        "eta0 | write learning_rate under parameters",
        "alpha | write l2 under parameters",
        "weightDecay | write l2 under parameters",
        "max_iter | write epochs under parameters",
        "n_epochs | write epochs under parameters",
        "early_stopping | write epochs: {values: [10, 100, 400]}",
        "random_state | write seed under parameters",
        "n_jobs | --master 'local[4]'",
        "test_size | write split: {test: 0.2}",
        "penalty | write l1: 0.01 or l2: 0.01",
        "suggest_float | write {min: 0.001, max: 1.0, count: 10}"
      })
  void axesOfOtherTools(String key, String remedy) {
    assertThat(Jobs.problems(Jobs.LINE.replace("epochs: 100", "epochs: 100, " + key + ": 1")))
        .singleElement()
        .asString()
        .contains(remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "target: price | write label",
        "columns: [a] | write features",
        "delimiter: ';' | write sep",
        "nullValue: NA | write na_values",
        "scaler: standard | write standardize",
        "Features: [a] | did you mean \"features\""
      })
  void keysOfDataOfOtherTools(String line, String remedy) {
    assertThat(Jobs.problems(Jobs.TABLE.replace("{format", "{" + line + ", format")))
        .singleElement()
        .asString()
        .contains(remedy);
  }

  @Test
  void featuresInOneTextAreAskedForAsAList() {
    assertThat(Jobs.problems(Jobs.TABLE.replace("[rooms, age]", "\"rooms, age\"")))
        .containsExactly(
            "j:2:58: data.features: expected a list, got \"rooms, age\"; write [rooms, age]");
    assertThat(Jobs.problems(Jobs.TABLE.replace("[rooms, age]", "[\"rooms, age\"]"))).isEmpty();
  }

  @Test
  void aDecimalCommaIsAnsweredWithADecimalPoint() {
    assertThat(Jobs.problems(Jobs.LINE, "learning_rate='0,1'"))
        .containsExactly(
            "--set learning_rate='0,1': parameters.learning_rate: expected a number > 0, got"
                + " \"0,1\"; write 0.1 without quotes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.3, 0.30000000000000004", "0.3, 0.3000000001", "1e-10, 1.00000001e-10"})
  void numbersThatTrainingDoesNotTellApartAreListedTwice(String values) {
    String second = values.substring(values.indexOf(' ') + 1);
    String first = values.substring(0, values.indexOf(','));
    assertThat(Jobs.problems(Jobs.LINE, "learning_rate={values: [" + values + "]}"))
        .singleElement()
        .asString()
        .endsWith(
            "\"%s\" is listed twice: training is in 32-bit floats, where it is the same as \"%s\""
                .formatted(second, first));
  }

  @Test
  void pointsOfARangeThatTrainingDoesNotTellApartAreOne() {
    SweepSpec spec = Jobs.read(Jobs.LINE, "learning_rate={min: 0.3, max: 0.3000001, count: 1000}");
    assertThat(spec.parameters().learningRates()).hasSizeBetween(3, 6);
    assertThat(spec.parameters().learningRates().stream().map(Double::floatValue))
        .doesNotHaveDuplicates();
  }

  @Test
  void optimizersWhoseRatesTrainingDoesNotTellApartAreListedTwice() {
    assertThat(
            Jobs.problems(
                Jobs.LINE,
                "optimizer={values: [{sgd: {learning_rate: 0.3}}, {sgd: {learning_rate:"
                    + " 0.3000000001}}]}"))
        .singleElement()
        .asString()
        .contains("sgd is listed twice");
  }

  @ParameterizedTest
  @CsvSource({
    "--epochs, epochs",
    "--learning-rate, learning_rate",
    "--lr=0.1, learning_rate",
    "--batchSize, batch_size",
    "--loss, training.loss",
    "--test-size, split.test",
    "--label, data.label",
    "--metric, metric"
  })
  void keysTypedAsOptionsHaveAPath(String option, String path) {
    assertThat(OptionWords.path(option)).contains(path);
    assertThat(OptionWords.path("--outt")).isEmpty();
  }
}
