package dev.linesweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.fixture.ElsewhereFileSystem;
import dev.linesweep.fixture.MadeUpSweeps;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.SweepSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
  private static final Configuration HADOOP = new Configuration();
  private static final SweepSpec SPEC =
      MadeUpSweeps.spec(
          MadeUpSweeps.TEST_LOSS,
          0,
          List.of(Optimizer.SGD),
          MadeUpSweeps.rates(2),
          List.of(1),
          List.of(1L));
  private static final Identity OURS = Identity.of(SPEC, "abc", "1");
  private static final FolderLock.Holder HOLDER =
      new FolderLock.Holder("app-1", 1, "host-1", 4711, Instant.parse("2026-01-02T03:04:05Z"));

  @TempDir private Path temporary;

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(temporary.resolve(name).toUri());
  }

  private OutputFolder open(String name, Identity identity) throws IOException {
    return OutputFolder.forRun(HADOOP, path(name), identity, false);
  }

  private OutputFolder.Claim claim(String name) throws IOException {
    return open(name, OURS).claim(OURS, false, HOLDER, () -> {});
  }

  @Test
  void lookingWritesNothing() throws IOException {
    open("runs/neu ü", OURS);
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void aClaimedFolderIsKnownAgain() throws IOException {
    claim("out").close();
    assertThat(OutputFolder.existing(HADOOP, path("out")).identity()).contains(OURS);
    claim("out").close();
  }

  @Test
  void whatOnlyAnEndedSweepHasIsMissedWithWhatToType() throws IOException {
    claim("out").close();
    OutputFolder folder = OutputFolder.existing(HADOOP, path("out"));
    assertThatThrownBy(() -> folder.text(folder.file("best/formula/encoder.json")))
        .isInstanceOf(JobException.class)
        .hasMessage(
            folder
                + " has no best/formula/encoder.json: its sweep has not ended, or none of its"
                + " trials completed. Run the sweep again, then this command.");
    assertThatThrownBy(folder::spec)
        .isInstanceOf(JobException.class)
        .hasMessage(
            folder
                + " has no job.yaml: its sweep has not ended. Run the sweep again, then this"
                + " command.");
    assertThatThrownBy(folder::requireEnded)
        .isInstanceOf(JobException.class)
        .hasMessageContaining("has no trials.parquet: its sweep has not ended. Run");
  }

  @Test
  void aFileIsRefused() throws IOException {
    Files.writeString(temporary.resolve("out"), "x");
    assertThatThrownBy(() -> open("out", OURS))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("is a file");
    assertThatThrownBy(() -> open("out/below", OURS))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("is a file");
  }

  @Test
  void aFolderOfSomeoneElseIsRefusedAndNamed() throws IOException {
    Files.createDirectories(temporary.resolve("out"));
    Files.writeString(temporary.resolve("out/photo.jpg"), "x");
    assertThatThrownBy(() -> open("out", OURS))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("not empty (photo.jpg)");
  }

  @Test
  void anotherSweepIsRefusedWithWhatDiffers() throws IOException {
    claim("out").close();
    assertThatThrownBy(() -> open("out", Identity.of(SPEC, "def", "2")))
        .isInstanceOf(JobException.class)
        .hasMessage(
            temporary.resolve("out")
                + " belongs to another sweep:\n"
                + "  data: the folder is of other rows, columns or row weights (SHA-256 abc…, this"
                + " job's def…)\n"
                + "  arithmetic: the folder has 1, this job 2\n"
                + "Use another --out folder, or --fresh to remove that sweep.");
  }

  @Test
  void freshRemovesOnlyWhatIsOursAndSaysWhat() throws IOException {
    claim("out").close();
    Path out = temporary.resolve("out");
    Files.writeString(out.resolve("summary.csv"), "x");
    Files.createDirectories(out.resolve("best"));
    Files.writeString(out.resolve("notes.txt"), "mine");
    Identity other = Identity.of(SPEC, "def", "1");
    try (var claim =
        OutputFolder.forRun(HADOOP, path("out"), other, true)
            .claim(other, true, HOLDER, () -> {})) {
      assertThat(claim.removed()).containsExactly("summary.csv", "best", "journal");
    }
    assertThat(out.resolve("notes.txt")).exists();
    assertThat(out.resolve("summary.csv")).doesNotExist();
    assertThat(OutputFolder.existing(HADOOP, path("out")).identity()).contains(other);
  }

  @Test
  void aSecondDriverIsToldWhoHoldsTheFolder() throws IOException {
    try (var claim = claim("out")) {
      assertThat(claim.lock().held()).isTrue();
      assertThatThrownBy(() -> claim("out"))
          .isInstanceOf(JobException.class)
          .hasMessageContaining("process 4711 on host-1 since 2026-01-02T03:04:05Z");
    }
    claim("out").close();
  }

  @Test
  void theLatestSweepIsTheOneWrittenToLast() throws IOException {
    claim("runs/a").close();
    claim("runs/b").close();
    Files.createDirectories(temporary.resolve("runs/c"));
    Files.setLastModifiedTime(
        temporary.resolve("runs/a/journal"),
        java.nio.file.attribute.FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(SweepFolders.latest(HADOOP, path("runs")).root().getName()).isEqualTo("a");
    assertThatThrownBy(() -> SweepFolders.latest(HADOOP, path("none")))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("holds no sweep");
  }

  @Test
  void nameAndParametersAreNoPartOfTheIdentity() {
    SweepSpec more =
        MadeUpSweeps.spec(
            MadeUpSweeps.TEST_LOSS,
            0,
            List.of(Optimizer.ADAM),
            MadeUpSweeps.rates(9),
            List.of(5),
            List.of(7L));
    assertThat(Identity.of(more, "abc", "1").digits()).isEqualTo(OURS.digits()).hasSize(8);
    assertThat(Identity.of(SPEC, "abd", "1").digits()).isNotEqualTo(OURS.digits());
  }

  private static final FolderLock.Timing FAST =
      new FolderLock.Timing(Duration.ofMillis(50), Duration.ofMillis(1000));

  private FolderLock lease(FolderLock.Holder holder, FolderLock.Watcher watcher)
      throws IOException {
    return FolderLock.Lease.acquire(
        ElsewhereFileSystem.configuration(),
        new org.apache.hadoop.fs.Path("elsewhere://" + temporary + "/lease"),
        holder,
        watcher,
        FAST);
  }

  @Test
  void aLeaseThatMovesIsRespected() throws IOException {
    try (FolderLock first = lease(HOLDER, () -> {})) {
      assertThatThrownBy(() -> lease(HOLDER, () -> {}))
          .isInstanceOf(JobException.class)
          .hasMessageContaining("process 4711 on host-1");
      assertThat(first.held()).isTrue();
    }
    assertThat(temporary.resolve("lease")).doesNotExist();
  }

  @Test
  void aLeaseThatStandsStillIsTakenOver() throws IOException {
    Files.writeString(temporary.resolve("lease"), "process 1 on gone since then\ncounter 7\n");
    List<String> told = new ArrayList<>();
    FolderLock.Watcher watcher =
        new FolderLock.Watcher() {
          @Override
          public void lost() {}

          @Override
          public void waiting(String why, Duration time) {
            told.add(why + " " + time.toMillis());
          }
        };
    try (FolderLock lease = lease(HOLDER, watcher)) {
      assertThat(lease.held()).isTrue();
    }
    assertThat(told)
        .containsExactly(
            "the output folder is locked by process 1 on gone since then, which may have died; the"
                + " lock is taken over unless it is renewed 1050");
  }

  @Test
  void aLaterAttemptOfTheSameApplicationTakesALeaseOverAtOnce() throws IOException {
    Files.writeString(temporary.resolve("lease"), HOLDER.text() + "\ncounter 7\n");
    FolderLock.Holder second =
        new FolderLock.Holder("app-1", 2, "host-2", 4712, Instant.parse("2026-01-02T03:05:00Z"));
    FolderLock.Timing endless =
        new FolderLock.Timing(Duration.ofMillis(50), Duration.ofDays(100_000));
    try (FolderLock lease =
        FolderLock.Lease.acquire(
            ElsewhereFileSystem.configuration(),
            new org.apache.hadoop.fs.Path("elsewhere://" + temporary + "/lease"),
            second,
            () -> {},
            endless)) {
      assertThat(lease.held()).isTrue();
    }
    assertThat(second.follows(HOLDER.text() + "\n")).isTrue();
    assertThat(HOLDER.follows(second.text() + "\n")).isFalse();
    assertThat(second.follows(second.text() + "\n")).isFalse();
    assertThat(second.follows("process 1 on x (application app-2, attempt 1)\n")).isFalse();
  }

  @Test
  void whatAKillLeftBehindIsRemovedByTheNextRun() throws IOException {
    claim("out").close();
    Path torn = temporary.resolve("out/journal/.000001-ab.block.0123abcd.tmp");
    Path mine = temporary.resolve("out/notes.tmp");
    Files.writeString(torn, "x");
    Files.writeString(temporary.resolve("out/.summary.csv.89abcdef.tmp"), "x");
    Files.writeString(mine, "x");
    claim("out").close();
    assertThat(torn).doesNotExist();
    assertThat(temporary.resolve("out/.summary.csv.89abcdef.tmp")).doesNotExist();
    assertThat(mine).exists();
  }

  @Test
  void aDriverThatLostItsLeaseIsTold() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    try (FolderLock lease = lease(HOLDER, told::countDown)) {
      Configuration hadoop = ElsewhereFileSystem.configuration();
      var file = new org.apache.hadoop.fs.Path("elsewhere://" + temporary + "/lease");
      while (!told.await(20, TimeUnit.MILLISECONDS)) {
        AtomicFile.write(hadoop, file, "process 2 on other since now\ncounter 0\n");
      }
      assertThat(lease.held()).isFalse();
    }
    assertThat(temporary.resolve("lease")).exists();
  }
}
