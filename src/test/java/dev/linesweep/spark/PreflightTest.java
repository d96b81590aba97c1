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
    assertThat(asked.get(0).engines()).containsExactly(EngineKind.DL4J);
    assertThat(asked.get(0).settings().device()).isEqualTo(Device.GPU);
  }

  @Test
  void aClusterIsAskedForWhatTheJobNeeds() throws IOException {
    check(false, job(EngineKind.FUSED, Device.AUTO), SHARED);
    assertThat(asked).isEmpty();

    check(false, job(EngineKind.DL4J, Device.AUTO), SHARED);
    assertThat(asked).singleElement().extracting(Preflight.Probe::file).isEqualTo("");
    assertThat(asked.get(0).engines()).containsExactly(EngineKind.DL4J);
  }

  @Test
  void aClusterMustSeeALocalFolderThatNeedNotBeThereYet() throws IOException {
    URI folder = machine.resolve("runs/new").toUri();
    preflight(false, job(EngineKind.FUSED, Device.AUTO), folder, PreflightTest::lacks).check();
    assertThat(Files.list(machine)).isEmpty();
  }

  /** An executor on this machine, which sees its files. */
  private static List<String> lacks(Preflight.Probe probe) {
    assertThat(probe.lacks()).isEmpty();
    assertThat(Path.of(probe.file())).exists();
    assertThat(probe.engines()).isEmpty();
    return probe.lacks().stream().toList();
  }

  @Test
  void hostsThatDoNotSeeTheFolderAreNamedOnceWithARemedy() throws IOException {
    SweepSpec job = job(EngineKind.FUSED, Device.AUTO);
    Preflight.Executors blind =
        probe -> {
          Path.of(probe.file()).toFile().delete();
          String what = probe.lacks().orElseThrow();
          return List.of("b" + what, "a" + what, "b" + what);
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
            () -> preflight(false, job, SHARED, probe -> List.of("a: no GPU here")).check())
        .isInstanceOf(JobException.class)
        .hasMessage("the cluster is not ready:\n  a: no GPU here");
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
