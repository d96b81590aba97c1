package dev.linesweep;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.output.ReportFolder;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.advice.Advice;
import dev.linesweep.store.OutputFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Advice as it is printed, applied to the letter and run again. */
class AdviceRunTest {
  private static final String DIVERGING =
      """
      name: diverging
      data: {format: csv, path: large.csv, label: price, features: [area, rooms], standardize: none}
      split: {test: 0.2, by: interleaved}
      training: {loss: mse}
      parameters:
        optimizer: {values: [sgd, {nesterovs: {learning_rate: {values: [0.001, 0.1]}}}]}
        learning_rate: {min: 0.0001, max: 0.1, count: 4, scale: log}
        epochs: {values: [10, 100]}
      """;

  private static final String SLOW =
      """
      name: slow
      data: {linear: {rows: 120, features: 3, noise: 0.1}}
      split: {test: 0.25, by: interleaved}
      training: {loss: mse}
      parameters:
        optimizer: {values: [sgd]}
        learning_rate: {values: [0.0001, 0.001]}
        epochs: {values: [5, 20]}
      """;

  @TempDir static Path folder;

  @Test
  void afterAllDivergedOnUnscaledFeaturesTheAdviceDivergesNowhereAndFindsTheEquation()
      throws Exception {
    Random random = new Random(32);
    Files.writeString(
        folder.resolve("large.csv"),
        "area,rooms,price\n"
            + IntStream.range(0, 60)
                .mapToObj(
                    i -> row(1e6 * (1 + 9 * random.nextDouble()), 1e6 * random.nextGaussian()))
                .collect(joining()));
    SweepReport diverged = run("diverging", DIVERGING, List.of());
    assertThat(diverged.counts().complete()).isZero();
    Advice advice = Advice.on(diverged).get(0);
    assertThat(advice.note())
        .contains(
            "All trials diverged", "not standardized", "values of area are typically as large as");

    SweepReport again = run("standardized", DIVERGING, sets(advice));
    assertThat(again.counts().diverged()).isZero();
    assertThat(again.best().orElseThrow().result().test().r2(again.testLabelVariance()))
        .isGreaterThan(0.99);
  }

  private static String row(double area, double rooms) {
    return "%s,%s,%s\n".formatted(area, rooms, 3e-6 * area - 2e-6 * rooms + 5);
  }

  @Test
  void noAdviceIsWorseThanWhatWasRun() throws Exception {
    SweepReport before = run("slow", SLOW, List.of());
    List<Advice> all = Advice.on(before);
    assertThat(all).hasSizeGreaterThan(3);
    for (int i = 0; i < all.size(); i++) {
      List<String> sets = sets(all.get(i));
      if (sets.stream().noneMatch(set -> set.startsWith("split") || set.startsWith("seed"))) {
        SweepReport after = run("slow-" + i, SLOW, sets);
        assertThat(loss(after)).as(all.get(i).change()).isLessThanOrEqualTo(loss(before));
        assertThat(after.counts().diverged()).as(all.get(i).change()).isZero();
      }
    }
  }

  private static double loss(SweepReport report) {
    return report.best().orElseThrow().result().test().loss();
  }

  /** Lines of a job as values of {@code --set}, whose axes need no {@code parameters}. */
  private static List<String> sets(Advice advice) {
    return advice
        .change()
        .lines()
        .map(line -> line.replaceFirst("^--set ", "").replaceFirst("^(\\w+): ", "$1="))
        .toList();
  }

  /** The report as the folder gives it again. */
  private static SweepReport run(String name, String job, List<String> sets) throws Exception {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), job);
    Path out = folder.resolve(name);
    List<String> all = new ArrayList<>(List.of("engine=fused"));
    all.addAll(sets);
    Sweep.read(file.toString(), all.toArray(String[]::new))
        .withOut(out.toString())
        .run(SharedSpark.session());
    Configuration hadoop = new Configuration();
    SweepReport report =
        new ReportFolder(
                hadoop,
                OutputFolder.existing(hadoop, new org.apache.hadoop.fs.Path(out.toString())))
            .read()
            .report();
    return report;
  }
}
