package dev.linesweep.store;

import dev.linesweep.data.Sha256;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.spec.TrainingSpec;
import dev.linesweep.text.Decimal;
import dev.linesweep.text.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The identity of an output folder: everything that decides a trajectory's results besides its own
 * settings. Name, paths, parameters, metric, device and secrets are not part of it.
 *
 * @param fields each as text, in a fixed order
 */
public record Identity(Map<String, String> fields) {
  private static final String DATA = "data";

  public Identity {
    fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /**
   * The identity of a sweep.
   *
   * @param fingerprint of the collected matrix
   * @param arithmetic the version of the engine's arithmetic, which changes when its bits do
   */
  public static Identity of(SweepSpec spec, String fingerprint, String arithmetic) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(DATA, fingerprint);
    fields.put("standardize", spec.data().standardize().name().toLowerCase(Locale.ROOT));
    fields.put("split", split(spec.split()));
    fields.put("training", training(spec.training()));
    fields.put("engine", spec.engine().kind().key());
    fields.put("arithmetic", arithmetic);
    return new Identity(fields);
  }

  /**
   * The identity if features are constant in the training rows. A folder in which such features
   * kept their random initial weights belongs to another sweep.
   */
  public Identity withConstantFeatures() {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("constant features", "weight 0");
    return new Identity(all);
  }

  /**
   * The identity of a split that keeps groups of rows together.
   *
   * @param fingerprint of the groups
   */
  public Identity withGroups(String fingerprint) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("groups", fingerprint);
    return new Identity(all);
  }

  /** The first 8 hex digits of its hash, for the name of a folder. */
  public String digits() {
    String canonical =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("\n"));
    byte[] hash = Sha256.digest().digest(canonical.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 4);
  }

  /** One line for each field that differs. */
  List<String> differences(Identity folder) {
    List<String> differences = new ArrayList<>();
    fields.forEach(
        (name, value) -> {
          String there = folder.fields.getOrDefault(name, "none");
          if (!value.equals(there)) {
            differences.add("  " + name + said(name, there, value));
          }
        });
    return differences;
  }

  private static String said(String name, String there, String value) {
    return name.equals(DATA)
        ? ": the folder is of other rows, columns or row weights (SHA-256 %s…, this job's %s…)"
            .formatted(start(there), start(value))
        : ": the folder has " + there + ", this job " + value;
  }

  private static String start(String digits) {
    return digits.substring(0, Math.min(8, digits.length()));
  }

  private static String split(SplitSpec split) {
    String text =
        "test %s, validation %s, by %s"
            .formatted(
                Decimal.of(split.test()),
                Decimal.of(split.validation()),
                split.by().name().toLowerCase(Locale.ROOT));
    String seeded = split.by() == SplitSpec.By.RANDOM ? text + ", seed " + split.seed() : text;
    String folded = split.hasFolds() ? seeded + ", folds " + split.folds() : seeded;
    return split.hasGroups() ? folded + ", groups " + Words.quoted(split.groups()) : folded;
  }

  private static String training(TrainingSpec training) {
    return "loss %s, init %s, shuffle_seed %d"
        .formatted(training.loss().key(), init(training.init()), training.shuffleSeed());
  }

  private static String init(Init init) {
    if (init instanceof Init.Given given) {
      return given.weights().stream()
          .map(Decimal::of)
          .collect(Collectors.joining(", ", "[", "] " + Decimal.of(given.bias())));
    }
    return init instanceof Init.Zeros ? "zeros" : "xavier";
  }
}
