package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.ElsewhereFileSystem;
import dev.linesweep.fixture.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Away from the local disk a folder is held by a lease. */
class LostLeaseIT {
  private static final String THEIR_LEASE = "process 2 on other (application a, attempt 1)\n";
  private static final String THEIR_STATUS = "{\"state\": \"theirs\"}\n";

  @TempDir Path folder;

  @Test
  void aDriverWhoseFolderWasTakenOverStopsAndLeavesItsStatusAlone() throws Exception {
    Path job =
        Files.writeString(
            folder.resolve("job.yaml"),
            """
            name: lease
            data: {line: {}, standardize: none}
            parameters: {optimizer: sgd, learning_rate: 0.01, epochs: {values: [1, 2000000]}}
            """);
    Path out = folder.resolve("out");
    CompletableFuture<Ran> sweep = CompletableFuture.supplyAsync(() -> sweep(job, out));
    await(out.resolve("status.json"), sweep);

    replace(out.resolve("journal/lease"), THEIR_LEASE);
    replace(out.resolve("status.json"), THEIR_STATUS);
    while (!sweep.isDone()) {
      replace(out.resolve("journal/lease"), THEIR_LEASE);
      Thread.sleep(200);
    }

    Ran ran = sweep.get();
    assertThat(ran.err())
        .contains("error: another run has taken over elsewhere:")
        .endsWith("so this one stops. Its finished blocks are kept.\n");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(out.resolve("status.json")).hasContent(THEIR_STATUS);
    assertThat(out.resolve("journal/lease")).hasContent(THEIR_LEASE);
    assertThat(out.resolve("summary.csv")).doesNotExist();
  }

  private static Ran sweep(Path job, Path out) {
    String files = "spark.hadoop.fs.elsewhere.impl=" + ElsewhereFileSystem.class.getName();
    String context =
        "spark.hadoop.fs.AbstractFileSystem.elsewhere.impl="
            + ElsewhereFileSystem.Context.class.getName();
    return Ran.command(
        "run",
        job.toString(),
        "--out",
        "elsewhere://" + out,
        "--master",
        "local[2]",
        "--conf",
        files,
        "--conf",
        context);
  }

  private static void await(Path file, CompletableFuture<Ran> sweep) throws Exception {
    while (!Files.exists(file)) {
      assertThat(sweep).isNotDone();
      Thread.sleep(20);
    }
  }

  private void replace(Path file, String text) throws Exception {
    Path whole = Files.writeString(folder.resolve("whole"), text);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
