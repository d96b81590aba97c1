package dev.linesweep.spec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The values of a job file by their paths, such as {@code training.loss}, to compare two jobs. */
public final class JobValues {
  private JobValues() {}

  /**
   * @param text of a job file
   * @return values by path, in the order written; a list is one value
   * @throws JobException if it is not YAML
   */
  public static Map<String, String> of(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    add("", YamlTree.parse(text, (line, column) -> new Place("job.yaml", line, column)), values);
    return values;
  }

  private static void add(String path, YamlNode node, Map<String, String> values) {
    if (node instanceof YamlNode.Mapping mapping && !mapping.entries().isEmpty()) {
      String start = path.isEmpty() ? "" : path + ".";
      mapping.entries().forEach(entry -> add(start + entry.key().text(), entry.value(), values));
    } else {
      values.put(path, text(node));
    }
  }

  private static String text(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      return scalar.text();
    }
    if (node instanceof YamlNode.Sequence sequence) {
      return sequence.items().stream().map(JobValues::text).collect(Collectors.joining(", "));
    }
    return ((YamlNode.Mapping) node)
        .entries().stream()
            .map(entry -> entry.key().text() + nested(text(entry.value())))
            .collect(Collectors.joining(", "));
  }

  private static String nested(String value) {
    return value.isEmpty() ? "" : " (" + value + ")";
  }
}
