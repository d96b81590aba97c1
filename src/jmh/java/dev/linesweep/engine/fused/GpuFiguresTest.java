package dev.linesweep.engine.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.linesweep.bench.Series;
import dev.linesweep.engine.EngineUnavailableException;
import dev.linesweep.engine.cuda.Cuda;
import dev.linesweep.engine.cuda.PtxGpu;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bench/gpu} runs on a card, in its small version on an interpreted one. */
class GpuFiguresTest {
  @TempDir Path out;

  private int run(String part, String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of(part, "60", out.toString()));
    args.add(Path.of(System.getProperty("linesweep.basedir", "."), "jobs/million.yaml").toString());
    args.addAll(List.of(more));
    return GpuFigures.run(args.toArray(String[]::new));
  }

  private List<Series> series() throws IOException {
    return Files.readAllLines(out.resolve("series")).stream().map(Series::parse).toList();
  }

  @Test
  void saysWhichCardItIs() throws IOException {
    assertThat(run("card", "tiny")).isZero();
    assertThat(out.resolve("name")).hasContent("gpu-interpreted-ptx.tsv");
    assertThat(Files.readAllLines(out.resolve("facts")))
        .contains("#card\tInterpreted PTX, compute capability 6.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bits", "few"})
  void comparesNumbersWithTheCpu(String part) throws IOException {
    assertThat(run(part, "tiny")).isZero();
    assertThat(series().get(1).median()).isGreaterThan(2_000);
    assertThat(series().get(2).what()).isEqualTo("numbers that differ");
    assertThat(series().get(2).reached()).isTrue();
  }

  @Test
  void measuresKernelsAndCopies() throws IOException {
    assertThat(run("speed", "tiny")).isZero();
    assertThat(series()).hasSizeGreaterThan(20);
    assertThat(series()).allSatisfy(each -> assertThat(each.min()).as(each.what()).isPositive());
  }

  @Test
  void fillsTheCardsMemory() throws IOException {
    assertThat(run("memory", "tiny")).isZero();
  }

  @Test
  void countsWhatDiffers() {
    List<String> told = new ArrayList<>();
    GpuComparison comparison = new GpuComparison(new PtxGpu(1 << 10), told::add);
    GpuCases.Shape shape = new GpuCases.Shape(57, 1, 6, 0, 2, GpuCases.LONG);
    Snapshots sgd = trained(shape, Optimizer.SGD);
    comparison.compare("same", sgd, trained(shape, Optimizer.SGD));
    assertThat(comparison.different()).isZero();
    comparison.compare("other", sgd, trained(shape, Optimizer.ADAM));
    assertThat(comparison.different()).isGreaterThan(50);
    assertThat(told).hasSize(20).first().asString().startsWith("DIFFERENT: other: weight 0: ");
  }

  private static Snapshots trained(GpuCases.Shape shape, Optimizer rule) {
    return Trainer.train(GpuCases.training(shape, List.of(rule), Loss.MAE), new VectorKernels());
  }

  @Test
  void withoutACardItIsExitCode2() throws IOException {
    assumeFalse(hasCard());
    assertThat(run("card")).isEqualTo(2);
  }

  private static boolean hasCard() {
    try {
      return !Cuda.ofThisMachine().cards().isEmpty();
    } catch (EngineUnavailableException e) {
      return false;
    }
  }
}
