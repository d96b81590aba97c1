package dev.linesweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.report.SweepListener;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code learning_rate: auto} on a table whose unscaled features differ in size. */
class AutoRatesRunTest {
  private static final String JOB =
      """
      name: auto
      data: {path: houses.csv, label: price, features: [area, rooms], standardize: none}
      split: {by: interleaved}
      training: {loss: mse}
      engine: fused
      parameters:
        optimizer: {values: [sgd, nesterovs]}
        learning_rate: auto
        epochs: {values: [100, 3000]}
        batch_size: {values: [full, 16]}
      """;

  @TempDir static Path folder;

  @Test
  void noTrialDivergesTheBestFindsTheEquationAndTheFolderHasTheNumbers() throws Exception {
    Random random = new Random(5);
    Files.writeString(
        folder.resolve("houses.csv"),
        "area,rooms,price\n"
            + IntStream.range(0, 60)
                .mapToObj(i -> row(20 * random.nextDouble(), random.nextGaussian()))
                .collect(Collectors.joining()));
    Path job = Files.writeString(folder.resolve("job.yaml"), JOB);
    Path out = folder.resolve("out");

    List<String> notes = new ArrayList<>();
    SweepResult result = run(job, out, notes);

    assertThat(result.diverged()).isZero();
    assertThat(result.best().orElseThrow().test().rmse()).isLessThan(0.1);
    assertThat(notes).anyMatch(note -> note.startsWith("learning_rate: auto: sgd 0.0"));
    String resolved = Files.readString(out.resolve("job.yaml"));
    SweepSpec spec = SpecReader.read(resolved, "job.yaml", List.of());
    assertThat(resolved).doesNotContain("learning_rate: auto");
    assertThat(spec.parameters().optimizers()).allMatch(one -> one.learningRates().size() == 10);

    List<String> again = new ArrayList<>();
    run(job, out, again);
    assertThat(again).anyMatch(note -> note.startsWith("nothing to do"));
    List<String> ofTheFolder = new ArrayList<>();
    run(out.resolve("job.yaml"), out, ofTheFolder);
    assertThat(ofTheFolder)
        .anyMatch(note -> note.startsWith("nothing to do"))
        .noneMatch(note -> note.startsWith("learning_rate"));
  }

  private static String row(double area, double rooms) {
    return "%s,%s,%s\n".formatted(area, rooms, 0.3 * area - 2 * rooms + 1);
  }

  private static SweepResult run(Path job, Path out, List<String> notes) throws Exception {
    return Sweep.read(job.toString())
        .withOut(out.toString())
        .run(
            SharedSpark.session(),
            new SweepListener() {
              @Override
              public void note(String text) {
                notes.add(text);
              }
            });
  }
}
