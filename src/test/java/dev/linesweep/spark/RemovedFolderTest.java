package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.Sweep;
import dev.linesweep.SweepResult;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.report.RankedSweep;
import dev.linesweep.report.SweepListener;
import dev.linesweep.result.Progress;
import dev.linesweep.result.SweepSize;
import dev.linesweep.spec.SpecReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody removes the output folder while its sweep runs. */
class RemovedFolderTest {
  private static final String JOB =
      """
      name: line
      data: {line: {}}
      parameters: {optimizer: {values: [sgd, adam]}, learning_rate: 0.1, epochs: {values: [2, 20]}}
      engine: fused
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"started", "training", "ranked", "curves"})
  void itIsSaidAndTheFolderCanBeUsedAgain(String when) throws Exception {
    Path out = folder.resolve("out");

    assertThatThrownBy(() -> run(out, new Remover(out, when)))
        .isInstanceOf(SweepFailure.class)
        .hasMessage(
            "the output folder %s was removed while the sweep ran. Run it again to start over.",
            out);

    assertThat(out.resolve("summary.csv")).doesNotExist();
    SweepResult again = run(out, SweepListener.SILENT);
    assertThat(again.completed()).isEqualTo(4);
  }

  @Test
  @Timeout(120)
  void aBlockThatWouldTrainForHoursIsStopped() {
    Path out = folder.resolve("out");
    String hours = JOB.replace("[2, 20]", "[2, 1000000000]");

    assertThatThrownBy(() -> run(hours, out, new Remover(out, "progressed")))
        .isInstanceOf(SweepFailure.class)
        .hasMessageStartingWith("the output folder %s was removed while the sweep ran.", out);
    assertThat(out).doesNotExist();
  }

  @Test
  void blocksThatWereWrittenInTheMeantimeAreNotTrusted() throws Exception {
    Path out = folder.resolve("out");
    Path journal = Files.createDirectories(out.resolve("journal"));
    Path block = journal.resolve("000001-%032x.block".formatted(7));
    Files.writeString(block, "of another sweep");

    SweepResult result = run(out, SweepListener.SILENT);

    assertThat(result.completed()).isEqualTo(4);
    assertThat(block).doesNotExist();
  }

  private static SweepResult run(Path out, SweepListener listener) throws InterruptedException {
    return run(JOB, out, listener);
  }

  private static SweepResult run(String job, Path out, SweepListener listener)
      throws InterruptedException {
    return Sweep.of(SpecReader.read(job, "job.yaml", List.of()))
        .withOut(out.toString())
        .run(SharedSpark.session(), listener);
  }

  /** Removes the folder at a moment of the run. */
  private record Remover(Path out, String when) implements SweepListener {
    @Override
    public void started(SweepSize size) {
      remove("started");
    }

    @Override
    public void progressed(Progress progress) {
      if (Files.exists(out)) {
        remove("progressed");
      }
    }

    @Override
    public void phase(String name, Duration time) {
      remove(name);
    }

    @Override
    public void ranked(RankedSweep sweep) {
      remove("ranked");
    }

    private void remove(String now) {
      if (!now.equals(when)) {
        return;
      }
      try (Stream<Path> files = Files.walk(out)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
