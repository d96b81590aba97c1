package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the problems of a job tell to write is done to the job as it stands, by the text of the
 * message, and then the job is accepted.
 */
class FollowedAdviceTest {
  /** What goes with a word where {@code 1} would not. */
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("optimizer", "sgd"),
          Map.entry("dataset", "{line: {}}"),
          Map.entry("hyperparameters", "{optimizer: sgd, epochs: 100}"),
          Map.entry("params", "{optimizer: sgd, epochs: 100}"),
          Map.entry("param_grid", "{optimizer: sgd, epochs: 100}"),
          Map.entry("param_space", "{optimizer: sgd, epochs: 100}"),
          Map.entry("search_space", "{optimizer: sgd, epochs: 100}"),
          Map.entry("config", "{optimizer: sgd, epochs: 100}"),
          Map.entry("sql", "SELECT * FROM input"),
          Map.entry("charset", "UTF-8"),
          Map.entry("type", "csv"),
          Map.entry("file", "h.csv"),
          Map.entry("filename", "h.csv"),
          Map.entry("url", "h.csv"));

  /** The rest of an axis around a word of another tool. */
  private static final Map<String, String> RANGES =
      Map.of(
          "low", "low: 0.1, max: 1, count: 3",
          "high", "min: 0.1, high: 1, count: 3",
          "log", "min: 0.1, max: 1, count: 3, log: true",
          "step", "min: 0.1, max: 1, step: 0.1",
          "q", "min: 0.1, max: 1, q: 0.1",
          "num", "min: 0.1, max: 1, num: 5");

  /** Those of Weights and Biases, Ray Tune and SciPy, some of which are ours too. */
  private static final List<String> DISTRIBUTIONS =
      List.of(
          "constant",
          "categorical",
          "uniform",
          "int_uniform",
          "log_uniform",
          "log_uniform_values",
          "inv_log_uniform_values",
          "q_uniform",
          "q_log_uniform_values",
          "normal",
          "q_normal",
          "log_normal",
          "loguniform",
          "beta",
          "Uniform");

  private static final String SOBOL = "method: sobol\ncount: 5\n";

  private static final List<String> OF_AN_AXIS =
      List.of("write {", "write scale", "write min", "write count,", "normal", "values are");

  private static final Pattern TELLS =
      Pattern.compile("\\bwrite\\b|did you mean|\\bleave (?:it|this) out|\\badd\\b|\\brun --");

  /** Both ends of a range beside values: the next problem is another one. */
  private static final Set<String> MORE_IS_WRONG = Set.of("highIsAMaximum");

  /** Renamed keys that take the place of one which is there. */
  private static final Set<String> WHOLE_SECTIONS =
      Set.of("hyperparameters", "params", "param_grid", "param_space", "search_space", "config");

  private final List<String> failed = new ArrayList<>();
  private int followed;

  @AfterEach
  void nothingFailed() {
    assertThat(failed).isEmpty();
  }

  /** Until nothing is wrong; no problem may come back. */
  private void follow(String fact, String job) {
    String text = job;
    List<String> seen = new ArrayList<>();
    for (List<String> problems = Jobs.problems(text);
        !problems.isEmpty();
        problems = Jobs.problems(text)) {
      String current = text;
      Optional<String> told =
          problems.stream().filter(p -> AdvisedJob.of(current, p).isPresent()).findFirst();
      boolean tells = problems.stream().anyMatch(TELLS.asPredicate());
      if (told.isEmpty() && seen.isEmpty() && !tells) {
        return;
      }
      if (told.isEmpty() || seen.contains(withoutPlace(told.get()))) {
        failed.add("%s: %s then %s\n%s".formatted(fact, seen, problems, text));
        return;
      }
      seen.add(withoutPlace(told.get()));
      text = AdvisedJob.of(text, told.get()).orElseThrow();
      followed++;
    }
    if (seen.isEmpty()) {
      failed.add(fact + " is no problem in\n" + job);
    }
  }

  private static String withoutPlace(String problem) {
    return problem.replaceFirst("^j:\\d+:\\d+: ", "");
  }

  private void followOnLine(String word, String from, String to) {
    follow(word, Jobs.LINE.replace(from, to));
  }

  @Test
  void ofEveryProblemThatIsTested() {
    Stream.of(
            RefusesJobsTest.CASES,
            RefusesDataTest.CASES,
            RefusesParametersTest.CASES,
            LimitsTest.CASES,
            EarlyTerminateTest.CASES,
            SearchKeysTest.CASES,
            TrackingSpecTest.CASES)
        .flatMap(List::stream)
        .filter(c -> !MORE_IS_WRONG.contains(c.fact()))
        .forEach(c -> followOnLine(c.fact(), c.from(), c.to()));
    assertThat(followed).isGreaterThan(60);
  }

  @Test
  void ofKeysOfOtherTools() {
    ForeignKeys.KEYS.forEach(
        (key, words) -> {
          String entry = key + ": " + VALUES.getOrDefault(key, "1");
          if (OF_AN_AXIS.stream().anyMatch(words::startsWith)) {
            String axis = RANGES.getOrDefault(key, key + ": [0.1, 1]");
            followOnLine(key, "epochs: 100", "epochs: 100, learning_rate: {" + axis + "}");
          } else if (WHOLE_SECTIONS.contains(key)) {
            followOnLine(key, "parameters:", key + ":");
          } else {
            follow(key, Jobs.LINE + entry + "\n");
            if (!ParameterReader.AXES.contains(key)) {
              followOnLine(key, "epochs: 100", "epochs: 100, " + entry);
            }
          }
        });
  }

  @Test
  void ofKeysOfEarlyTerminateOfOtherTools() {
    ForeignKeys.EARLY_KEYS
        .keySet()
        .forEach(key -> follow(key, Jobs.LINE + "early_terminate: {" + key + ": 2}\n"));
  }

  @Test
  void ofKeysOfDataOfOtherTools() {
    ForeignKeys.DATA_KEYS.forEach(
        (key, words) -> {
          String entry = key + ": " + VALUES.getOrDefault(key, "x");
          follow(key, withoutKeyOf(words).replaceFirst("\\{", "{" + entry + ", "));
        });
  }

  /** A table without the key that the words tell to write. */
  private static String withoutKeyOf(String words) {
    Matcher write = Pattern.compile("write (\\w+).*").matcher(words);
    return write.matches()
        ? Jobs.TABLE.replaceFirst("\\b" + write.group(1) + ": (?:\\[.*]|[\\w.]+)(?:, )?", "")
        : Jobs.TABLE;
  }

  @Test
  void ofValuesOfOtherTools() {
    ForeignWords.LOSSES
        .keySet()
        .forEach(word -> follow(word, Jobs.LINE + "training: {loss: " + word + "}\n"));
    ForeignWords.ROBUST_LOSSES
        .keySet()
        .forEach(word -> follow(word, Jobs.LINE + "training: {loss: " + word + "}\n"));
    ForeignWords.SPLITS
        .keySet()
        .forEach(word -> follow(word, Jobs.LINE + "split: {by: " + word + "}\n"));
    ForeignWords.OPTIMIZERS.keySet().forEach(word -> followOnLine(word, "sgd", word));
    FileFormat.REMEDIES.keySet().forEach(word -> follow(word, Jobs.TABLE.replace("csv", word)));
  }

  @Test
  void ofDistributionsOfOtherTools() {
    for (String word : DISTRIBUTIONS) {
      for (String ends : List.of("", ", min: 0.1, max: 1", ", min: -9.2, max: 0", ", mu: 1")) {
        for (String axis : List.of("learning_rate", "l2", "batch_size", "epochs", "seed")) {
          String job = withAxis(Jobs.LINE, axis, "{distribution: " + word + ends + "}");
          for (String each : List.of(job, SOBOL + job)) {
            if (!Jobs.problems(each).isEmpty()) {
              follow(word + ends, each);
            }
          }
        }
      }
    }
    assertThat(followed).isGreaterThan(500);
  }

  @Test
  void ofKeysOfOtherToolsWhereValuesAreDrawn() {
    ForeignKeys.KEYS.forEach(
        (key, words) -> {
          if (OF_AN_AXIS.stream().anyMatch(words::startsWith)) {
            String axis = RANGES.getOrDefault(key, key + ": [0.1, 1]").replace(", count: 3", "");
            follow(key, SOBOL + withAxis(Jobs.LINE, "learning_rate", "{" + axis + "}"));
          } else if (!ParameterReader.AXES.contains(key) && !WHOLE_SECTIONS.contains(key)) {
            follow(key, SOBOL + Jobs.LINE + key + ": " + VALUES.getOrDefault(key, "1") + "\n");
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bayes",
        "tpe",
        "BOHB",
        "lhs",
        "qmc",
        "Sobol",
        "randomized",
        "RandomSearch",
        "grid_search",
        "gird",
        "sobel",
        "Random"
      })
  void ofMethodsOfOtherTools(String word) {
    follow(word, Jobs.LINE + "method: " + word + "\n");
  }

  private static String withAxis(String job, String name, String axis) {
    return name.equals("epochs")
        ? job.replace("epochs: 100", "epochs: " + axis)
        : job.replace("epochs: 100", "epochs: 100, " + name + ": " + axis);
  }

  /** A few values for each, since some change nothing. */
  @ParameterizedTest
  @EnumSource(
      value = FileFormat.class,
      names = {"CSV", "JSON", "PARQUET", "ORC"})
  void ofOptionsOfSpark(FileFormat format) {
    for (String option : FileOptionsTest.sparks(format).toList()) {
      for (String value : List.of("x", "true", "dd.MM.yyyy", "it's")) {
        String job =
            Jobs.TABLE
                .replace("csv", format.name().toLowerCase(Locale.ROOT))
                .replace("label", "options: {\"%s\": \"%s\"}, label".formatted(option, value));
        if (!Jobs.problems(job).isEmpty()) {
          follow(format + " " + option, job);
        }
      }
    }
    assertThat(followed).isGreaterThan(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1", "SELECT * FROM input;", "SELECT a, update FROM input"})
  void ofQueries(String query) {
    follow(query, Jobs.TABLE.replace("label", "query: \"" + query + "\", label"));
  }

  /** A word, and a job with {@code %} in its place. */
  record Misspelled(String word, String job) {
    @Override
    public String toString() {
      return word;
    }

    List<String> forms() {
      List<String> forms = new ArrayList<>(List.of(word.toUpperCase(Locale.ROOT)));
      forms.add(word.replace("_", "-"));
      forms.add(word.replace("_", ""));
      for (int i = 1; i < word.length(); i++) {
        String before = word.substring(0, i);
        String after = word.substring(i);
        forms.add(before + after.substring(1));
        forms.add(before + after.charAt(0) + after);
        forms.add(
            word.substring(0, i - 1) + after.charAt(0) + before.charAt(i - 1) + after.substring(1));
      }
      forms.removeIf(word::equals);
      return forms;
    }
  }

  private static Stream<Misspelled> keys(String job, String... keys) {
    return Stream.of(keys).map(key -> new Misspelled(key, job.replace(key + ":", "%:")));
  }

  private static Stream<Misspelled> values(String line, Stream<String> words) {
    return words.map(word -> new Misspelled(word, Jobs.LINE + line));
  }

  static final List<Misspelled> WORDS =
      Stream.of(
              keys(Jobs.LINE, "name", "data", "parameters", "line", "optimizer", "epochs"),
              keys(Jobs.TABLE, "format", "path", "label", "features"),
              keys(
                  Jobs.LINE.replace("{line: {}}", "{line: {}, standardize: all}")
                      + "split: {validation: 0.1}\ntraining: {loss: mae, shuffle_seed: 1}\n"
                      + "metric: test_r2\nengine: fused\ndevice: cpu\nmethod: sobol\ncount: 3\n"
                      + "search_seed: 1\n",
                  "standardize",
                  "split",
                  "validation",
                  "training",
                  "shuffle_seed",
                  "metric",
                  "engine",
                  "device",
                  "method",
                  "count",
                  "search_seed"),
              values("method: %\ncount: 7\n", Stream.of("random", "sobol")),
              values("training: {loss: %}\n", Choice.keys(Loss.values()).stream()),
              values("split: {by: %}\n", Choice.keys(SplitSpec.By.values()).stream()),
              values("engine: %\n", Choice.keys(EngineKind.values()).stream()),
              values("device: %\n", Choice.keys(Device.values()).stream()),
              values(
                  "split: {validation: 0.1}\nmetric: %\n",
                  Stream.of("train_loss", "validation_rmse", "test_mae", "test_r2")),
              Stream.of(Optimizer.values())
                  .map(o -> new Misspelled(o.key(), Jobs.LINE.replace("sgd", "%"))))
          .flatMap(all -> all)
          .toList();

  @ParameterizedTest
  @FieldSource("WORDS")
  void ofMisspelledWords(Misspelled each) {
    for (String form : each.forms()) {
      String job = each.job().replace("%", form);
      if (!Jobs.problems(job).isEmpty()) {
        follow(form, job);
      }
    }
    assertThat(followed).isGreaterThan(each.word().length() / 2);
  }
}
