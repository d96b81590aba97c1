package dev.linesweep.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys of the job file that users may write as options of a command. */
public final class OptionWords {
  private static final Map<String, String> PATHS =
      Map.ofEntries(
          Map.entry("lr", "learning_rate"),
          Map.entry("epoch", "epochs"),
          Map.entry("batch", "batch_size"),
          Map.entry("optim", "optimizer"),
          Map.entry("weight_decay", "l2"),
          Map.entry("loss", "training.loss"),
          Map.entry("init", "training.init"),
          Map.entry("test_size", "split.test"),
          Map.entry("test", "split.test"),
          Map.entry("validation", "split.validation"),
          Map.entry("validation_split", "split.validation"),
          Map.entry("split", "split.by"),
          Map.entry("label", "data.label"),
          Map.entry("target", "data.label"),
          Map.entry("features", "data.features"),
          Map.entry("formula", "data.formula"),
          Map.entry("path", "data.path"),
          Map.entry("data", "data.path"),
          Map.entry("query", "data.query"),
          Map.entry("sep", "data.sep"),
          Map.entry("encoding", "data.encoding"),
          Map.entry("missing", "data.missing"),
          Map.entry("standardize", "data.standardize"));

  private static final List<String> THEMSELVES = List.of("name", "metric", "device");

  private OptionWords() {}

  /** The path to write after {@code --set} instead of an option such as {@code --batch-size}. */
  public static Optional<String> path(String option) {
    String word = option.replaceFirst("^-+", "").replaceFirst("=.*$", "");
    String key = ForeignKeys.snake(word);
    return ParameterReader.AXES.contains(key) || THEMSELVES.contains(key)
        ? Optional.of(key)
        : Optional.ofNullable(PATHS.get(key));
  }
}
