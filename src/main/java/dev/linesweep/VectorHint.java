package dev.linesweep;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How to save the rows of a sweep whose features were elements of vectors, so that its {@code
 * job.yaml} can be run again.
 *
 * @param vectors their column
 * @param others the columns that the job names besides
 * @param features the names that the job has for the elements
 */
record VectorHint(String vectors, List<String> others, List<String> features) {
  private static final int MOST_NAMES = 50;

  String text() {
    return "Its features are elements of the vectors in column %s, so they are columns first: in Python, with vector_to_array of pyspark.ml.functions, df.select(%s, *[%s]).write.parquet(\"rows.parquet\"); in Java, sweep.rows() of the Sweep has them%s."
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

  /** As Python has it. */
  private static String literal(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
