package dev.linesweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.linesweep.data.Folds;
import dev.linesweep.data.Parts;
import dev.linesweep.data.RowGroups;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.spec.SplitSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A sweep with folds next to sweeps without them: for each fold, of a table that has the fold's
 * training rows first, then the fold, then the test rows, split in order.
 */
class FoldSweepTest {
  private static final int ROWS = 64;
  private static final int FOLDS = 3;
  private static final List<String> TABLE = table();

  private static final String JOB =
      """
      name: folds
      data: {format: csv, path: %s, formula: "y ~ %s", standardize: all}
      split: %s
      metric: {name: %s, over: mean}
      parameters:
        optimizer: {values: [sgd, adam]}
        learning_rate: {values: [0.01, 0.2]}
        epochs: {values: [3, 40]}
        batch_size: {values: [full, 7]}
      engine: fused
      """;

  @TempDir Path folder;

  private static List<String> table() {
    Random random = new Random(3);
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      double a = 100 + 10 * random.nextGaussian();
      double b = random.nextDouble();
      int kind = random.nextInt(3);
      double y = 3 * a - 20 * b + 5 * kind + random.nextGaussian();
      lines.add("%s,%s,kind %d,city %d,%s".formatted(a, b, kind, row / 4, y));
    }
    return lines;
  }

  private Path run(String name, int[] rows, String split, String metric) throws Exception {
    return run(name, Arrays.stream(rows).mapToObj(TABLE::get).toList(), split, metric, "a + b");
  }

  private Path run(String name, List<String> lines, String split, String metric, String formula)
      throws Exception {
    Path data = folder.resolve(name + ".csv");
    Files.write(data, Stream.concat(Stream.of("a,b,kind,city,y"), lines.stream()).toList());
    Path job = folder.resolve(name + ".yaml");
    Files.writeString(job, JOB.formatted(data, formula, split, metric));
    Path out = folder.resolve(name);
    Sweep.read(job.toString()).withOut(out.toString()).run(SharedSpark.session());
    return out;
  }

  /** The errors and the model of each trial, by its settings, of one fold or of all trials. */
  private static Map<String, List<String>> results(Path out, String fold) throws IOException {
    Map<String, List<String>> results = new TreeMap<>();
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(out.resolve("summary.csv"))) {
      for (NamedCsvRecord row : rows) {
        if (fold.isEmpty() || row.getField("fold").equals(fold)) {
          results.put(
              Stream.of("optimizer", "learning_rate", "epochs", "batch_size")
                  .map(row::getField)
                  .toList()
                  .toString(),
              Stream.of("train_loss", "validation_loss", "test_loss", "weights", "bias")
                  .filter(name -> row.findField(name).isPresent())
                  .map(row::getField)
                  .toList());
        }
      }
    }
    return results;
  }

  @ParameterizedTest
  @CsvSource({"interleaved, false", "random, false", "order, false", "random, true", "order, true"})
  @DisplayName("each fold trains to the bits of a sweep on its own rows")
  void foldsAreSweeps(String by, boolean grouped) throws Exception {
    String written =
        "{test: 0.25, folds: %d, by: %s, seed: 5%s}"
            .formatted(FOLDS, by, grouped ? ", groups: city" : "");
    Path out = run("all", IntStream.range(0, ROWS).toArray(), written, "validation_loss");

    SplitSpec split =
        new SplitSpec(0.25, 0, SplitSpec.By.valueOf(by.toUpperCase(java.util.Locale.ROOT)), 5)
            .inFolds(FOLDS);
    RowGroups groups =
        grouped
            ? RowGroups.of("city", TABLE.stream().map(line -> line.split(",")[3]).toList())
            : RowGroups.ofRows(ROWS);
    List<Parts> folds = Folds.of(split, groups).each();
    for (int fold = 1; fold <= FOLDS; fold++) {
      Parts parts = folds.get(fold - 1);
      int[] rows = joined(parts.train(), parts.validation(), parts.test());
      Path alone =
          run(
              "fold" + fold,
              rows,
              "{test: %s, validation: %s, by: order}"
                  .formatted(
                      (double) parts.test().length / rows.length,
                      (double) parts.validation().length / rows.length),
              "validation_loss");

      assertThat(results(out, "" + fold)).hasSize(16).isEqualTo(results(alone, ""));
    }
  }

  private static int[] joined(int[]... parts) {
    return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
  }

  @Test
  @DisplayName("the best model is the setting of the best mean, trained on all training rows")
  void refit() throws Exception {
    Path out =
        run(
            "all",
            IntStream.range(0, ROWS).toArray(),
            "{test: 0.25, folds: 3, by: random, seed: 5}",
            "validation_loss");
    Parts parts = Parts.of(new SplitSpec(0.25, 0, SplitSpec.By.RANDOM, 5), ROWS);
    Path whole =
        run("whole", joined(parts.train(), parts.test()), "{test: 0.25, by: order}", "test_loss");

    Map<String, Double> means = new TreeMap<>();
    for (int fold = 1; fold <= 3; fold++) {
      results(out, "" + fold)
          .forEach((s, r) -> means.merge(s, Double.parseDouble(r.get(1)) / 3, Double::sum));
    }
    String best =
        means.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey();
    JsonNode model = new ObjectMapper().readTree(out.resolve("best/model.json").toFile());
    JsonNode trial = model.get("trial");
    assertThat(
            List.of(
                    trial.get("optimizer").asText(),
                    trial.get("learning_rate").asText(),
                    trial.get("epochs").asText(),
                    trial.get("batch_size").asText())
                .toString())
        .isEqualTo(best);
    List<String> there = results(whole, "").getOrDefault(best, List.of());
    JsonNode errors = model.get("errors");
    assertThat(errors.get("train").get("loss").asDouble())
        .isEqualTo(Double.parseDouble(there.get(0)));
    assertThat(errors.get("test").get("loss").asDouble())
        .isEqualTo(Double.parseDouble(there.get(1)));
    assertThat(model.get("bias").asDouble()).isEqualTo(Double.parseDouble(there.get(3)));
  }

  @Test
  @DisplayName("a level that only the rows of a fold have is one that its training does not know")
  void unknownLevels() throws Exception {
    List<String> lines = new ArrayList<>();
    int training = 0;
    for (int row = 0; row < ROWS; row++) {
      boolean test = row % 4 == 3;
      boolean rare = !test && training++ % 3 == 1 && training < 30;
      String[] cells = TABLE.get(row).split(",");
      // The level of the fewest rows is the base, which has no feature.
      cells[2] = row == 0 ? "once" : rare ? "rare" : test || row % 2 == 0 ? "often" : "usual";
      lines.add(String.join(",", cells));
    }
    Path out =
        run("rare", lines, "{test: 0.25, folds: 3, by: interleaved}", "validation_loss", "kind");

    for (int fold = 1; fold <= 3; fold++) {
      int own = fold;
      assertThat(results(out, "" + fold).values())
          .extracting(result -> result.get(3))
          .allSatisfy(
              weights ->
                  assertThat(weights.matches(".*[\\[,]0(\\.0)?[,\\]].*")).isEqualTo(own == 2));
    }
  }
}
