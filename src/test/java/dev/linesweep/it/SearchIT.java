package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Ran;
import dev.linesweep.store.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Settings that are drawn train as a grid does, in folds: the same bytes on any cores, stopped,
 * grown.
 */
class SearchIT {
  private static final String JOB =
      """
      name: search
      data: {line: {}, standardize: features}
      split: {folds: 2, by: random}
      method: %s
      count: %d
      parameters:
        optimizer:
          values:
            - adam
            - adadelta
            - {nesterovs: {momentum: {min: 0.5, max: 0.99, distribution: uniform}}}
        learning_rate: {min: 0.001, max: 1, distribution: log_uniform}
        epochs: {values: [1, 10]}
        seed: {values: [13, 42]}
        batch_size: {values: [full, 7]}
        l2: {min: 0.001, max: 0.1, distribution: log_uniform}
      engine: %s
      """;

  /** Rungs at 2 and 6 of 10 epochs. */
  private static final String EARLY = "early_terminate: {type: %s, min_epochs: 2}\n";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"sobol, dl4j, 60", "random, fused, 100"})
  void stoppedSearchesAndThoseOnOneCoreEndWithTheSameBytes(String method, String engine, int budget)
      throws IOException {
    Path job = write("job.yaml", method, 24, engine);
    assertThat(Ran.sweep("local[2]", job, folder.resolve("whole")).code()).isZero();

    List<Integer> codes = new ArrayList<>();
    do {
      Ran ran = Ran.sweep("local[1]", job, folder.resolve("stopped"), "--max-trials", "" + budget);
      codes.add(ran.code());
    } while (codes.get(codes.size() - 1) == 3 && codes.size() < 10);

    assertThat(codes).hasSizeGreaterThan(1).endsWith(0);
    assertThat(lines("whole")).hasSize(1 + 24 * 2 * 2 * 2);
    for (String file : List.of("summary.csv", "settings.csv", "best/model.json")) {
      assertThat(folder.resolve("stopped").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
    }
  }

  @Test
  void aLargerCountTrainsOnlyWhatIsNewAndASmallerOneTakesNothingAway() throws IOException {
    Path small = write("small.yaml", "sobol", 10, "fused");
    Path large = write("large.yaml", "sobol", 17, "fused");
    assertThat(Ran.sweep("local[2]", small, folder.resolve("grown")).code()).isZero();
    List<Long> first = trajectories("grown");
    assertThat(first).hasSize(40);

    Ran grown = Ran.sweep("local[2]", large, folder.resolve("grown"));

    assertThat(grown.code()).as(grown.err()).isZero();
    assertThat(trajectories("grown")).hasSize(68).doesNotHaveDuplicates().containsAll(first);
    assertThat(Ran.sweep("local[2]", large, folder.resolve("fresh")).code()).isZero();
    assertThat(folder.resolve("grown/summary.csv"))
        .hasSameBinaryContentAs(folder.resolve("fresh/summary.csv"));

    Ran smaller = Ran.sweep("local[2]", small, folder.resolve("grown"));
    assertThat(smaller.code()).isEqualTo(2);
    assertThat(smaller.err())
        .contains(
            "grown holds a sweep of another search: 56 of its 136 trials are not in this job and"
                + " would be removed from the tables.\n"
                + "  It has method sobol, count 17, search_seed 13, this job method sobol, count"
                + " 10, search_seed 13.\n"
                + "Use another --out folder, or --overwrite");
    assertThat(lines("grown")).hasSize(137);

    Ran again = Ran.sweep("local[2]", folder.resolve("grown/job.yaml"), folder.resolve("grown"));
    assertThat(again.code()).isZero();
    assertThat(again.err()).contains("nothing to do");
  }

  @ParameterizedTest
  @CsvSource({"halving, fused", "hyperband, dl4j"})
  void settingsThatStopEarlyAreTheSameOnAnyCores(String type, String engine) throws IOException {
    Path job = write("job.yaml", "sobol", 24, engine, EARLY.formatted(type));
    assertThat(Ran.sweep("local[2]", job, folder.resolve("two")).code()).isZero();
    assertThat(Ran.sweep("local[1]", job, folder.resolve("one")).code()).isZero();

    assertThat(lines("two"))
        .hasSize(1 + 24 * 2 * 2 * 2)
        .anyMatch(line -> line.contains(",STOPPED,"));
    for (String file : List.of("summary.csv", "settings.csv", "best/model.json")) {
      assertThat(folder.resolve("one").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("two").resolve(file));
    }
  }

  @Test
  void aSearchThatStopsSettingsGrowsAsIfItWereNew() throws IOException {
    String early = EARLY.formatted("hyperband");
    Path small = write("small.yaml", "sobol", 10, "fused", early);
    Path large = write("large.yaml", "sobol", 29, "fused", early);
    assertThat(Ran.sweep("local[2]", small, folder.resolve("grown")).code()).isZero();
    assertThat(Ran.sweep("local[2]", large, folder.resolve("grown")).code()).isZero();
    assertThat(Ran.sweep("local[2]", large, folder.resolve("fresh")).code()).isZero();

    assertThat(folder.resolve("grown/summary.csv"))
        .hasSameBinaryContentAs(folder.resolve("fresh/summary.csv"));
    Ran again = Ran.sweep("local[2]", large, folder.resolve("grown"));
    assertThat(again.code()).isZero();
    assertThat(again.err()).contains("nothing to do");
  }

  private Path write(String name, String method, int count, String engine, String more)
      throws IOException {
    return Files.writeString(folder.resolve(name), JOB.formatted(method, count, engine) + more);
  }

  private Path write(String name, String method, int count, String engine) throws IOException {
    return Files.writeString(folder.resolve(name), JOB.formatted(method, count, engine));
  }

  private List<String> lines(String out) throws IOException {
    return Files.readAllLines(folder.resolve(out).resolve("summary.csv"));
  }

  private List<Long> trajectories(String out) throws IOException {
    List<Long> ids = new ArrayList<>();
    var journal = new org.apache.hadoop.fs.Path(folder.resolve(out).resolve("journal").toUri());
    Journal.open(
            new Configuration(),
            journal,
            damaged -> {
              throw new AssertionError(damaged);
            })
        .forEach(block -> Arrays.stream(block.trajectories()).forEach(ids::add));
    return ids;
  }
}
