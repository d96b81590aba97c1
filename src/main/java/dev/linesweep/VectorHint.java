package dev.linesweep;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How to save the rows of a sweep whose features were elements of vectors, so that its {@code
 * job.yaml} can be run again.
 *
 * @param vectors the column of vectors
 * @param others the other columns that the job names
 * @param features the job's names for the elements
 */
record VectorHint(String vectors, List<String> others, List<String> features) {
  private static final int MOST_NAMES = 50;

  String text() {
    return "Its features are elements of the vectors in column %s; save them as columns first. In Python, with vector_to_array of pyspark.ml.functions: df.select(%s, *[%s]).write.parquet(\"rows.parquet\"). In Java, sweep.rows() of the Sweep returns them%s."
        .formatted(
            vectors,
            others.stream().map(VectorHint::column).collect(Collectors.joining(", ")),
            elements(),
            isLong() ? "; names are the features in job.yaml" : "");
  }

  private String elements() {
    String element = "vector_to_array(%s)[i].alias(".formatted(column(vectors));
    if (isNumbered()) {
      String name = literal(vectors).replace("{", "{{").replace("}", "}}");
      return "%sf%s[{i}]\") for i in range(%d)"
          .formatted(element, name.substring(0, name.length() - 1), features.size());
    }
    String names =
        isLong()
            ? "names"
            : features.stream()
                .map(VectorHint::literal)
                .collect(Collectors.joining(", ", "[", "]"));
    return "%sname) for i, name in enumerate(%s)".formatted(element, names);
  }

  private boolean isLong() {
    return !isNumbered() && features.size() > MOST_NAMES;
  }

  private boolean isNumbered() {
    return IntStream.range(0, features.size())
        .allMatch(i -> features.get(i).equals(vectors + "[" + i + "]"));
  }

  private static String column(String name) {
    return literal(name.matches("\\w+") ? name : "`" + name.replace("`", "``") + "`");
  }

  /** The name as a Python string. */
  private static String literal(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
