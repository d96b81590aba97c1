package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.fixture.Specs;
import dev.linesweep.fixture.TypicalJobs;
import dev.linesweep.spec.Device;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.EngineSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SweepSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
  private static final URI SHARED = URI.create("hdfs://cluster/sweeps/x");

  @TempDir Path machine;

  private final List<Preflight.Probe> asked = new ArrayList<>();

  @Test
  void inTheDriverOnlyAWantedGpuIsInQuestion() throws IOException {
    check(true, job(EngineKind.FUSED, Device.AUTO), machine.toUri());
    check(true, job(EngineKind.DL4J, Device.AUTO), machine.toUri());
    assertThat(asked).isEmpty();

    check(true, job(EngineKind.DL4J, Device.GPU), machine.toUri());
    assertThat(asked).singleElement().extracting(Preflight.Probe::file).isEqualTo("");
    assertThat(asked.get(0).engine()).isEqualTo(EngineKind.DL4J);
    assertThat(asked.get(0).mustStart()).isTrue();
    assertThat(asked.get(0).settings().device()).isEqualTo(Device.GPU);
  }

  @Test
  void aClusterIsAskedForWhatTheJobNeeds() throws IOException {
    check(false, job(EngineKind.FUSED, Device.AUTO), SHARED);
    assertThat(asked).singleElement().extracting(Preflight.Probe::mustStart).isEqualTo(false);
    asked.clear();

    check(false, job(EngineKind.DL4J, Device.AUTO), SHARED);
    assertThat(asked).singleElement().extracting(Preflight.Probe::file).isEqualTo("");
    assertThat(asked.get(0).engine()).isEqualTo(EngineKind.DL4J);
    assertThat(asked.get(0).mustStart()).isTrue();
  }

  @Test
  void aClusterMustSeeALocalFolderThatNeedNotBeThereYet() throws IOException {
    URI folder = machine.resolve("runs/new").toUri();
    preflight(false, job(EngineKind.FUSED, Device.AUTO), folder, PreflightTest::lacks).check();
    assertThat(Files.list(machine)).isEmpty();
  }

  /** An executor on this machine, which sees its files. */
  private static List<Preflight.Answer> lacks(Preflight.Probe probe) {
    assertThat(probe.lacks()).isEmpty();
    assertThat(Path.of(probe.file())).exists();
    assertThat(probe.mustStart()).isFalse();
    return List.of();
  }

  @Test
  void hostsThatDoNotSeeTheFolderAreNamedOnceWithARemedy() throws IOException {
    SweepSpec job = job(EngineKind.FUSED, Device.AUTO);
    Preflight.Executors blind =
        probe -> {
          Path.of(probe.file()).toFile().delete();
          String what = probe.lacks().orElseThrow();
          return List.of(lacking("b", what), lacking("a", what), lacking("b", what));
        };
    assertThatThrownBy(() -> preflight(false, job, machine.toUri(), blind).check())
        .isInstanceOf(JobException.class)
        .hasMessage(
            """
            the cluster is not ready:
              a does not see %s
              b does not see %s
            Use a folder that every machine sees, for example --out hdfs:///sweeps/line\
            """
                .formatted(machine, machine));
    try (Stream<Path> left = Files.list(machine)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void anEngineThatIsMissingIsNamedWithoutAWordOnTheFolder() {
    SweepSpec job = job(EngineKind.DL4J, Device.GPU);
    assertThatThrownBy(
            () ->
                preflight(false, job, SHARED, probe -> List.of(lacking("a", ": no GPU here")))
                    .check())
        .isInstanceOf(JobException.class)
        .hasMessage("the cluster is not ready:\n  a: no GPU here");
  }

  /** The driver's own JVM says nothing of theirs. */
  @Test
  void executorsThatTrainSlowlyAreNamedOnceWithTheReason() throws IOException {
    SweepSpec job = job(EngineKind.FUSED, Device.AUTO);
    List<Preflight.Answer> answers =
        Stream.of("d", "b", "c", "a", "b", "e")
            .map(host -> new Preflight.Answer(host, List.of(), slow(host)))
            .toList();

    assertThat(preflight(false, job, SHARED, probe -> answers).check())
        .containsExactly(
            "a, b, c and 1 other host: no vectors. Set it for executors with --conf"
                + " spark.executor.extraJavaOptions.");
  }

  private static List<String> slow(String host) {
    return host.equals("e") ? List.of() : List.of("no vectors.");
  }

  private static Preflight.Answer lacking(String host, String what) {
    return new Preflight.Answer(host, List.of(what), List.of());
  }

  private void check(boolean local, SweepSpec job, URI folder) throws IOException {
    preflight(
            local,
            job,
            folder,
            probe -> {
              asked.add(probe);
              return List.of();
            })
        .check();
  }

  private static Preflight preflight(
      boolean local, SweepSpec job, URI folder, Preflight.Executors executors) {
    ExecutorSettings settings =
        new ExecutorSettings(job.engine().device(), local, 0, 2, ExecutorSettings.Gpus.NONE);
    return new Preflight(executors, settings, job, folder);
  }

  private static SweepSpec job(EngineKind kind, Device device) {
    SweepSpec line = Specs.line(kind, TypicalJobs.diverging().parameters());
    return new SweepSpec(
        line.name(),
        line.data(),
        line.split(),
        line.training(),
        line.metric(),
        line.parameters(),
        new EngineSpec(kind, device));
  }
}
