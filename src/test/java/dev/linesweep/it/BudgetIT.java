package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sweep stopped by a budget and gone on with is the sweep that was never stopped. */
class BudgetIT {
  /** 104 trajectories, 312 trials; with dl4j blocks of at most 10 trajectories. */
  private static final String JOB =
      """
      name: budget
      data: {line: {}, standardize: none}
      parameters:
        optimizer: {values: [sgd, {nesterovs: {momentum: {values: [0.5, 0.9]}}}, adam, rmsprop, adadelta]}
        learning_rate: {min: 0.001, max: 1, count: 5, scale: log}
        epochs: {values: [1, 10, 40]}
        seed: {values: [13, 42]}
        batch_size: {values: [full, 20]}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"dl4j, 100", "fused, 110"})
  void runsOfAFewTrialsEachEndWithTheBytesOfOneRun(String engine, int trials) throws IOException {
    Path job = job(JOB);
    Path whole = folder.resolve("whole");
    Ran undisturbed = Ran.sweep("local[2]", job, whole, "--engine", engine);
    assertThat(undisturbed.code()).as(undisturbed.err()).isZero();
    Path out = folder.resolve("out");
    List<Integer> codes = new ArrayList<>();

    Ran first = budgeted(job, out, engine, trials);
    codes.add(first.code());
    String status = Files.readString(out.resolve("status.json"));
    while (codes.get(codes.size() - 1) == 3 && codes.size() < 20) {
      codes.add(budgeted(job, out, engine, trials).code());
    }

    assertThat(first.err())
        .containsPattern(
            "stopped by --max-trials %d: [0-9]+ of 312 trials done; run the same command again to continue\n"
                .formatted(trials))
        .doesNotContain(" 99%", " left");
    assertThat(first.out()).contains("of 312 trials left: run the same command again to continue");
    assertThat(status).contains("\"state\" : \"PARTIAL\"", "\"exit_code\" : 3");
    assertThat(codes).hasSizeBetween(3, 6).endsWith(0);
    assertThat(codes.subList(0, codes.size() - 1)).containsOnly(3);
    assertThat(Files.readString(out.resolve("status.json"))).contains("\"state\" : \"COMPLETE\"");
    for (String file : List.of("summary.csv", "settings.csv", "best/model.json")) {
      assertThat(out.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
  }

  @ParameterizedTest
  @CsvSource({"dl4j, 100, '{patience: 2}'", "fused, 30, '{patience: 2, target: 0.0001}'"})
  void aSweepThatStopsHasTheSameTablesHoweverItIsRun(String engine, int trials, String stop)
      throws IOException {
    Path job = job(JOB + "stop: " + stop + "\n");
    Path one = folder.resolve("one");
    Ran alone = Ran.sweep("local[1]", job, one, "--engine", engine);
    assertThat(alone.code()).as(alone.err()).isZero();
    assertThat(alone.err())
        .containsPattern("stop\\.\\w+ [0-9.e-]+ is reached after [0-9]+ of 312 trials; ");
    assertThat(alone.out())
        .containsPattern("[0-9]+ of 312 trials not trained: stop\\.")
        .doesNotContain("same command");
    assertThat(Files.readString(one.resolve("status.json")))
        .containsPattern("\"reason\" : \"stop\\.\\w+ [0-9.e-]+ is reached\"")
        .contains("\"state\" : \"COMPLETE\"", "\"exit_code\" : 0");

    Path parts = folder.resolve("parts");
    List<Integer> codes = new ArrayList<>();
    do {
      codes.add(budgeted(job, parts, engine, trials).code());
    } while (codes.get(codes.size() - 1) == 3 && codes.size() < 20);
    assertThat(codes).endsWith(0);

    Path whole = folder.resolve("whole");
    assertThat(Ran.sweep("local[2]", job(JOB), whole, "--engine", engine).code()).isZero();
    Path again = job(JOB + "stop: " + stop + "\n");
    Ran refused = Ran.sweep("local[2]", again, whole, "--engine", engine);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("more trials than this job may train before its stop");
    assertThat(Ran.sweep("local[2]", again, whole, "--engine", engine, "--overwrite").code())
        .isZero();

    for (String file : List.of("summary.csv", "settings.csv", "best/model.json")) {
      assertThat(parts.resolve(file)).hasSameBinaryContentAs(one.resolve(file));
      assertThat(whole.resolve(file)).hasSameBinaryContentAs(one.resolve(file));
    }
    Ran nothing = Ran.sweep("local[2]", again, whole, "--engine", engine);
    assertThat(nothing.code()).isZero();
    assertThat(nothing.err()).contains("nothing to do: stop.");
  }

  @Test
  void aTimeBudgetStopsASweepThatIsLonger() throws IOException {
    Path job = job(JOB.replace("[1, 10, 40]", "[1, 10, 40000]"));
    Path out = folder.resolve("out");

    Ran ran = Ran.sweep("local[2]", job, out, "--engine", "dl4j", "--time-budget", "3s");

    assertThat(ran.code()).as(ran.err()).isEqualTo(3);
    assertThat(ran.err())
        .containsPattern("stopped by --time-budget 3s: [0-9]+ of 312 trials done")
        .doesNotContain(" left");
    assertThat(Files.readString(out.resolve("status.json"))).contains("\"state\" : \"PARTIAL\"");
    Ran again = Ran.sweep("local[2]", job, out, "--engine", "dl4j", "--time-budget", "1s");
    assertThat(again.code()).as(again.err()).isEqualTo(3);
    assertThat(again.err())
        .contains("no block was finished in this run; run the same command again to continue");
  }

  @Test
  void aBlockLongerThanItsBudgetContinuesAndEndsWithTheBytesOfOneRun() throws IOException {
    Path job =
        job(
            """
            name: long
            data: {line: {}, standardize: none}
            parameters:
              optimizer: {values: [adam]}
              learning_rate: {min: 0.001, max: 1, count: 5, scale: log}
              epochs: {values: [10, 3000]}
            """);
    Path whole = folder.resolve("whole");
    assertThat(Ran.sweep("local[2]", job, whole, "--engine", "dl4j").code()).isZero();
    Path out = folder.resolve("out");
    List<Integer> codes = new ArrayList<>();
    do {
      codes.add(Ran.sweep("local[2]", job, out, "--engine", "dl4j", "--time-budget", "3s").code());
    } while (codes.get(codes.size() - 1) == 3 && codes.size() < 40);

    assertThat(codes).endsWith(0);
    for (String file : List.of("summary.csv", "best/model.json")) {
      assertThat(out.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
    assertThat(out.resolve("journal").toFile().list())
        .noneMatch(name -> name.endsWith(".checkpoint"));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void aBudgetOfNoTrialsIsRefused(long trials) throws IOException {
    Ran ran = budgeted(job(JOB), folder.resolve("out"), "dl4j", trials);

    assertThat(ran.err()).endsWith("error: --max-trials must be >= 1 but was " + trials + "\n");
    assertThat(ran.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3})
  void aBudgetWithoutRoomForABlockIsRefused(long trials) throws IOException {
    Path out = folder.resolve("out");

    Ran ran = budgeted(job(JOB), out, "dl4j", trials);

    assertThat(ran.err())
        .endsWith(
            """
            error: --max-trials: must be at least 30 but was %d, because the dl4j engine trains whole blocks, here of up to 30 trials. Or add --engine fused, which trains as few as 3.
            """
                .formatted(trials));
    assertThat(ran.code()).isEqualTo(2);
    assertThat(out).doesNotExist();
    if (trials >= 3) {
      assertThat(budgeted(job(JOB), out, "fused", trials).code()).isEqualTo(3);
    }
  }

  private static Ran budgeted(Path job, Path out, String engine, long trials) {
    String limit = "--max-trials=" + trials;
    return Ran.sweep("local[2]", job, out, "--engine", engine, limit);
  }

  private Path job(String text) throws IOException {
    return Files.writeString(folder.resolve("job.yaml"), text);
  }
}
