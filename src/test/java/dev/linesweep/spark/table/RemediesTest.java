package dev.linesweep.spark.table;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.JobException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines that a message tells to write are written into the job, and then it runs. */
class RemediesTest {
  private static final Pattern LINE =
      Pattern.compile("(?m)^ +(na_values|types|formula|query|decimal): (.*)$");

  @TempDir Path folder;

  @Test
  void oddCellsAsMissingValues() {
    Job job = csv("y,x", "1,2", "2,five", "3,5", "4,4").with("missing", "drop");
    assertThat(job.following("na_values").read().matrix().x()).containsExactly(2, 5, 4);
  }

  @Test
  void oddCellsAsACategory() {
    Job job = csv("y,x", "1,2", "2,five", "3,2", "4,2", "5,five");
    TableData data = job.following("types", "formula").read();
    assertThat(data.matrix().features()).containsExactly("x_2");
    assertThat(data.matrix().x()).containsExactly(1, 0, 1, 1, 0);
    assertThat(data.notes())
        .containsExactly(
            "x: text, 3 of 5 cells are numbers; 2 values, one-hot, base level \"five\"");
  }

  @Test
  void codesAsACategory() {
    Job job = csv("y,x,seat", "1,2,1D", "2,3,2F", "3,4,1D").with("features", "[x, seat]");
    TableData data = job.following("formula").read();
    assertThat(data.matrix().features()).containsExactly("x", "seat_1D");
    assertThat(data.notes()).containsExactly("seat: text, 2 values, one-hot, base level \"2F\"");
  }

  @Test
  void codesThatBeginWithAZeroAsNumbers() {
    Job job = csv("y,x", "1,01", "2,10", "3,02", "4,01", "5,10");
    assertThat(job.following("types").read().matrix().x()).containsExactly(1, 10, 2, 1, 10);
    assertThat(job.following("formula").read().notes())
        .containsExactly(
            "x: text, since \"01\" begins with a zero; 3 values, one-hot, base level \"10\"");
  }

  @Test
  void eitherReadingOfAComma() {
    Job job = csv("y;x", "1;1,234", "2;2,500", "3;3,100");
    JobException refused = job.refusal();
    assertThat(refused).hasMessageContaining("\"1,234\" (row 1), which may be 1234 or 1.234");
    assertThat(job.with("types", "{x: decimal_point}").read().matrix().x())
        .containsExactly(1234, 2500, 3100);
    assertThat(job.with("types", "{x: decimal_comma}").read().matrix().x())
        .containsExactly(1.234, 2.5, 3.1);
    assertThat(job.with("decimal", "\",\"").read().matrix().x()).containsExactly(1.234, 2.5, 3.1);
  }

  @Test
  void amountsInTwoCurrencies() {
    Job job = csv("y,x", "1,$2.5", "2,€3", "3,$-4");
    Job followed = job.following("types", "query");
    String query = requireNonNull(followed.data().get("query"));
    assertThat(query).contains("`factor of €`");
    String filled = query.replace("`factor of €`", "2");
    assertThat(followed.with("query", filled).read().matrix().x()).containsExactly(2.5, 6, -4);
  }

  @Test
  void daysAreNumbersInAQuery() {
    Job iso = csv("y,x", "1,1970-01-03", "2,1970-01-02", "3,1970-02-01");
    assertThat(iso.following("query").with("features", "[x_days]").read().matrix().x())
        .containsExactly(2, 1, 31);
    Job german = csv("y,x", "1,3.1.1970", "2,2.1.1970", "3,1.2.1970");
    assertThat(german.following("query").with("features", "[x_days]").read().matrix().x())
        .containsExactly(2, 1, 31);
    Job us = csv("y,x", "1,1/3/1970", "2,1/2/1970", "3,1/31/1970");
    assertThat(us.following("query").with("features", "[x_days]").read().matrix().x())
        .containsExactly(2, 1, 30);
    Job time = csv("y,x", "1,1970-01-01T00:00:10Z", "2,1970-01-01T00:01:00Z");
    assertThat(time.following("query").with("features", "[x_seconds]").read().matrix().x())
        .containsExactly(10, 60);
  }

  @Test
  void daysAsTextDoNotSortTheRows() {
    Job job = csv("y,x,day", "1,2,3.10.2020", "2,3,20.9.2020").with("order_by", "[day]");
    assertThat(job.following("query").with("order_by", "[day_date]").read().matrix().y())
        .containsExactly(2, 1);
  }

  @Test
  void callsInAFormula() {
    Job job =
        csv("y,x,zip", "1,1,10", "2,4,20", "3,9,10")
            .without("label")
            .without("features")
            .with("formula", "y ~ sqrt(x) + I(x^2) + factor(zip)");
    TableData data = job.following("query", "types", "formula").read();
    assertThat(data.matrix().features()).containsExactly("sqrt_x", "x_2", "zip_10");
    assertThat(data.matrix().x()).containsExactly(1, 1, 1, 2, 16, 0, 3, 81, 1);
  }

  @Test
  void aColumnAsItIsInAFormula() {
    Job job =
        csv("y,x,z", "1,1,10", "2,4,20", "3,9,10")
            .without("label")
            .without("features")
            .with("formula", "y ~ I(x) + z");
    TableData data = job.following("formula").read();
    assertThat(data.matrix().features()).containsExactly("x", "z");
  }

  @Test
  void quotedNumbersOfJson() {
    Job job =
        new Job(
            keys(
                "json",
                Tables.write(
                    folder,
                    "a.json",
                    "{\"y\": \"1.5\", \"x\": {\"a\": 2, \"b\": 3}, \"z\": \"1\"}",
                    "{\"y\": \"\", \"x\": {\"a\": 4, \"b\": 3}, \"z\": \"2\"}",
                    "{\"y\": \"2.5\", \"x\": {\"a\": 5, \"b\": 3}, \"z\": \"2\"}")));
    TableData data = job.following("query").with("features", "[x_a, z]").read();
    assertThat(data.matrix().x()).containsExactly(2, 1, 5, 2);
    assertThat(data.matrix().y()).containsExactly(1.5, 2.5);
    assertThat(data.rows().withoutLabel()).isEqualTo(1);
  }

  @Test
  void markersThatAreNumbersByTheirType() {
    Job job =
        new Job(
                keys(
                    "json",
                    Tables.write(
                        folder,
                        "n.json",
                        "{\"y\": 1, \"the x\": 2.5}",
                        "{\"y\": 2, \"the x\": -999}",
                        "{\"y\": 3, \"the x\": 4}",
                        "{\"y\": 4, \"the x\": -1}")))
            .with("features", "['the x']")
            .with("na_values", "[-999.0, -1]")
            .with("missing", "drop");

    TableData data = job.following("query").read();

    assertThat(data.matrix().x()).containsExactly(2.5, 4);
    assertThat(data.matrix().y()).containsExactly(1, 3);
  }

  @Test
  void fieldsOfGroupsOfColumns() {
    Job job =
        new Job(
                keys(
                    "json",
                    Tables.write(
                        folder,
                        "g.json",
                        "{\"y\": 1, \"house\": {\"area\": 2, \"rooms\": 3}}",
                        "{\"y\": 2, \"house\": {\"area\": 4, \"rooms\": 5}}")))
            .with("features", "[house.area, house.rooms]");
    assertThat(job.following("query").read().matrix().x()).containsExactly(2, 3, 4, 5);
  }

  @Test
  void aColumnThatAQueryUsesMustBeClear() {
    Job job =
        csv("y,x", "1,2", "2,five", "3,5", "4,4")
            .with("query", "SELECT y, max(x) AS x FROM input GROUP BY y")
            .with("order_by", "[y]");
    assertThat(job.refusal()).hasMessageContaining("column \"x\" is not a number in");
    assertThat(job.with("na_values", "[five]").with("missing", "drop").read().matrix().x())
        .containsExactly(2, 5, 4);
    Job unused =
        csv("y,x,z", "1,2,1", "2,3,1", "3,5,b").with("query", "SELECT *, x + 1 AS n FROM input");
    assertThat(unused.read().matrix().x()).containsExactly(2, 3, 5);
  }

  private Job csv(String... lines) {
    return new Job(keys("csv", Tables.write(folder, Arrays.hashCode(lines) + ".csv", lines)));
  }

  private static Map<String, String> keys(String format, Path file) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("format", format);
    keys.put("path", "'" + file.toUri() + "'");
    keys.put("label", "y");
    keys.put("features", "[x]");
    return keys;
  }

  /** The keys under {@code data} as the job file has them. */
  private record Job(Map<String, String> data) {
    Job with(String key, String value) {
      Map<String, String> more = new LinkedHashMap<>(data);
      more.put(key, value);
      return new Job(more);
    }

    Job without(String key) {
      Map<String, String> fewer = new LinkedHashMap<>(data);
      fewer.remove(key);
      return new Job(fewer);
    }

    JobException refusal() {
      JobException refusal = catchThrowableOfType(JobException.class, this::read);
      assertThat(refusal).as("%s", data).isNotNull();
      return refusal;
    }

    /** With the lines that the message has for these keys. */
    Job following(String... keys) {
      String message = refusal().getMessage();
      Map<String, String> lines = new LinkedHashMap<>();
      LINE.matcher(message)
          .results()
          .forEach(line -> lines.putIfAbsent(line.group(1), line.group(2)));
      assertThat(lines).as(message).containsKeys(keys);
      Job followed = this;
      for (String key : keys) {
        followed = followed.with(key, requireNonNull(lines.get(key)));
        if (key.equals("formula")) {
          followed = followed.without("label").without("features");
        }
      }
      return followed;
    }

    TableData read() {
      StringBuilder lines = new StringBuilder();
      data.forEach((key, value) -> lines.append("  %s: %s\n".formatted(key, value)));
      return YamlTable.read(lines.toString());
    }
  }
}
