package dev.linesweep.spec;

import dev.linesweep.text.Words;

/** Finds references to environment variables outside the values of {@code data.options}. */
final class EnvPlaces {
  private static final String ALLOWED = "data.options.";

  private final Problems problems;

  private EnvPlaces(Problems problems) {
    this.problems = problems;
  }

  static void check(YamlNode job, Problems problems) {
    new EnvPlaces(problems).check(job, "");
  }

  private void check(YamlNode node, String path) {
    if (node instanceof YamlNode.Scalar scalar) {
      checkScalar(scalar, path, path.startsWith(ALLOWED));
    } else if (node instanceof YamlNode.Sequence sequence) {
      int i = 0;
      for (YamlNode item : sequence.items()) {
        check(item, path + "[" + i++ + "]");
      }
    } else if (node instanceof YamlNode.Mapping mapping) {
      for (YamlNode.Entry entry : mapping.entries()) {
        checkScalar(entry.key(), path, false);
        String key = Words.oneLine(entry.key().text());
        check(entry.value(), path.isEmpty() ? key : path + "." + key);
      }
    }
  }

  private void checkScalar(YamlNode.Scalar scalar, String path, boolean allowed) {
    if (!allowed && EnvReferences.in(scalar.text())) {
      problems.add(
          scalar.place(), path, "${env:NAME} is allowed only in the values of data.options");
    }
  }
}
