package dev.linesweep.spec;

import java.util.List;
import java.util.Optional;

/** Reads {@code tracking}. */
final class TrackingReader {
  private static final List<String> KEYS = List.of("mlflow", "experiment", "top");

  private TrackingReader() {}

  static TrackingSpec read(Field field) {
    if (field.node() instanceof YamlNode.Scalar scalar) {
      boolean server =
          scalar.text().equals(TrackingSpec.NO_SERVER)
              || TrackingSpec.wrongIn(scalar.text()).isEmpty();
      field.problem(
          "expected a mapping, got %s; write {mlflow: %s}"
              .formatted(
                  server ? TrackingSpec.shown(scalar.text()) : scalar.described(),
                  server ? TrackingSpec.withoutUser(scalar.text()) : "http://localhost:5000"));
      return TrackingSpec.NONE;
    }
    Section section = Section.of(field, KEYS);
    Optional<String> mlflow = section.get("mlflow").flatMap(Field::text);
    Optional<String> experiment = section.get("experiment").flatMap(Field::text);
    int top =
        section
            .get("top")
            .flatMap(f -> f.whole(Integer.MIN_VALUE, Integer.MAX_VALUE))
            .map(Long::intValue)
            .orElse(TrackingSpec.NONE.top());
    return field
        .made(() -> new TrackingSpec(mlflow.orElse(""), experiment.orElse(""), top))
        .orElse(TrackingSpec.NONE);
  }
}
