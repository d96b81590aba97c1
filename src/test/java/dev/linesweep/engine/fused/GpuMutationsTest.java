package dev.linesweep.engine.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.engine.cuda.Kernel;
import dev.linesweep.engine.cuda.PtxFault;
import dev.linesweep.engine.cuda.PtxGpu;
import dev.linesweep.engine.fused.GpuCases.Shape;
import dev.linesweep.fixture.Bits;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kernels with one fault each are told from the right ones, or the comparison would prove little.
 */
class GpuMutationsTest {
  private static final Shape COLUMNS = new Shape(860, 2, 20, 0, 1, GpuCases.LONG);
  private static final Shape BATCHES = new Shape(57, 1, 20, 7, 2, GpuCases.LONG);
  private static final Shape CHUNKS = new Shape(1200, 4, 20, 0, 2, GpuCases.chunks(GpuCases.LONG));
  private static final Shape TILES = new Shape(80, 33, 20, 0, 1, GpuCases.SHORT);

  /**
   * A fault.
   *
   * @param text what of the kernel's PTX is replaced
   * @param occurrence which one, from 0; -1 for all
   */
  record Fault(String what, Kernel kernel, String text, int occurrence, String by, Shape shape) {
    String mutate(Kernel each) {
      if (each != kernel) {
        return each.ptx();
      }
      String ptx = each.ptx().replaceFirst("\\.reg \\.pred", ".reg .f32 %new; .reg .pred");
      Matcher matcher = Pattern.compile(text).matcher(ptx);
      if (occurrence < 0) {
        return matcher.replaceAll(by);
      }
      for (int i = 0; i <= occurrence; i++) {
        assertThat(matcher.find()).as("%s: %s", kernel, text).isTrue();
      }
      StringBuilder mutated = new StringBuilder(ptx.substring(0, matcher.start()));
      return mutated
          .append(Pattern.compile(text).matcher(matcher.group()).replaceAll(by))
          .append(ptx.substring(matcher.end()))
          .toString();
    }

    /** Under mae a fault in a prediction seldom shows: its sign stays. */
    Loss loss() {
      return text.equals(SIGN) ? Loss.MAE : Loss.MSE;
    }

    @Override
    public String toString() {
      return kernel + ": " + what;
    }
  }

  private static final String FMA = "fma\\.rn\\.f32\\s+(%f\\d+), (%f\\d+), (%f\\d+), (%f\\d+);";
  private static final String SPLIT = "mul.rn.f32 %new, $2, $3; add.rn.f32 $1, %new, $4;";
  private static final String DIVIDE = "div\\.rn\\.f32\\s+(%f\\d+), (%f\\d+), (%f\\d+);";
  private static final String RECIPROCAL =
      "div.rn.f32 %new, 0f3F800000, $3; mul.rn.f32 $1, $2, %new;";
  private static final String MULTIPLY_ADD =
      "mul\\.rn\\.f(32|64)\\s+(%fd?\\d+), (%fd?\\d+), (%fd?\\d+);\\s*"
          + "add\\.rn\\.f\\1\\s+(%fd?\\d+), (%fd?\\d+), \\2;";
  private static final String FUSED = "mul.rn.f$1 $2, $3, $4; fma.rn.f$1 $5, $3, $4, $6;";
  private static final String BARRIER = "bar\\.sync\\s+0;";
  private static final String SIGN = "set\\.gt\\.f32\\.f32 (%f\\d+), (%f\\d+), (%f\\d+);";
  private static final String SIGN_SWAPPED = "set.gt.f32.f32 $1, $3, $2;";

  static Stream<Arguments> faults() {
    return Stream.of(
            new Fault("chunks of 128", Kernel.COLUMNS2, "\\b256\\b", -1, "128", COLUMNS),
            new Fault("no fma", Kernel.COLUMNS2, FMA, -1, SPLIT, COLUMNS),
            new Fault("no fma", Kernel.CHUNKS4, FMA, -1, SPLIT, CHUNKS),
            new Fault("no fma", Kernel.TILES, FMA, -1, SPLIT, TILES),
            new Fault("reciprocals", Kernel.COLUMNS1, DIVIDE, -1, RECIPROCAL, BATCHES),
            new Fault("reciprocals", Kernel.FINISH, DIVIDE, -1, RECIPROCAL, CHUNKS),
            new Fault("fused moments", Kernel.COLUMNS1, MULTIPLY_ADD, -1, FUSED, BATCHES),
            new Fault("fused moments", Kernel.FINISH, MULTIPLY_ADD, -1, FUSED, CHUNKS),
            new Fault("labels added", Kernel.MEASURE, "neg\\.f64", -1, "mov.f64", BATCHES),
            new Fault("fused errors", Kernel.MEASURE, MULTIPLY_ADD, -1, FUSED, BATCHES),
            new Fault("no barrier", Kernel.COLUMNS1, BARRIER, -1, "", BATCHES),
            new Fault("no barrier", Kernel.CHUNKS4, BARRIER, 0, "", CHUNKS),
            new Fault("no first barrier", Kernel.TILES, BARRIER, 0, "", TILES),
            new Fault("no second barrier", Kernel.TILES, BARRIER, 1, "", TILES),
            new Fault("no fourth barrier", Kernel.TILES, BARRIER, 3, "", TILES),
            new Fault("no last barrier", Kernel.TILES, BARRIER, 5, "", TILES),
            new Fault("no barrier", Kernel.MEASURE, BARRIER, -1, "", BATCHES),
            new Fault("signs", Kernel.COLUMNS1, SIGN, -1, SIGN_SWAPPED, BATCHES),
            new Fault(
                "nothing carried along",
                Kernel.FINISH,
                "add\\.rn\\.f32\\s+(%f\\d+), \\1, (%f\\d+);",
                -1,
                "mov.f32 $1, $1;",
                CHUNKS))
        .map(Arguments::of);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void isCaught(Fault fault) {
    assertThat(fault.mutate(fault.kernel())).isNotEqualTo(fault.kernel().ptx());
    List<Optimizer> rules = List.of(Optimizer.values());
    Training training = GpuCases.training(fault.shape(), rules, fault.loss());
    Snapshots right = Trainer.train(training, new VectorKernels());
    Bits.assertSame(train(Kernel::ptx, training, fault.shape()), right, "without the fault");
    assertThatThrownBy(
            () -> Bits.assertSame(train(fault::mutate, training, fault.shape()), right, "faulty"))
        .isInstanceOf(AssertionError.class)
        .isNotInstanceOf(PtxFault.class); // Numbers differ, nothing was forbidden.
  }

  private static Snapshots train(Function<Kernel, String> ptx, Training training, Shape shape) {
    PtxGpu gpu = new PtxGpu(4 << 20, 5, false, ptx);
    try (GpuSamples samples = GpuSamples.upload(training.samples(), gpu)) {
      return GpuTrainer.train(training, gpu, samples, TrainingWatch.NONE, shape.limits());
    }
  }
}
