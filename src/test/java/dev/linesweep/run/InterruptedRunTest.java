package dev.linesweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.report.RankedSweep;
import dev.linesweep.report.SweepListener;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptedRunTest {
  private static final SweepSpec SWEEP =
      SpecReader.read(
          """
          name: line
          data: {line: {}}
          training: {loss: mse}
          parameters:
            optimizer: sgd
            learning_rate: {values: [0.01, 1000, 2000]}
            epochs: {values: [1, 400]}
          engine: fused
          """,
          "job.yaml",
          List.of());

  /** Interrupts the run when all is trained. */
  private static final SweepListener INTERRUPTING =
      new SweepListener() {
        @Override
        public void ranked(RankedSweep sweep) {
          Thread.currentThread().interrupt();
        }
      };

  @TempDir private Path folder;

  @Test
  void anInterruptedRunCountsTheDivergedTrialsOfThoseBeforeIt() throws IOException {
    JsonNode trained = interrupted();
    assertThat(trained.path("state").asText()).isEqualTo("INTERRUPTED");
    assertThat(trained.path("trials").path("done").asInt()).isEqualTo(6);
    assertThat(trained.path("trials").path("diverged").asInt()).isEqualTo(2);

    JsonNode again = interrupted();
    for (String name : List.of("total", "done", "diverged", "failed")) {
      assertThat(again.path("trials").path(name)).isEqualTo(trained.path("trials").path(name));
    }
  }

  private JsonNode interrupted() throws IOException {
    SweepRequest request = SweepRequest.of(SWEEP).withOut(folder.resolve("out").toString());
    assertThatThrownBy(
            () -> SweepRun.run(request, SparkHandle.of(SharedSpark.session(), false), INTERRUPTING))
        .isInstanceOf(InterruptedException.class);
    return JsonMapper.builder()
        .build()
        .readTree(Files.readString(folder.resolve("out/status.json")));
  }
}
