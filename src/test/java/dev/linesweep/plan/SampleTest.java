package dev.linesweep.plan;

import static dev.linesweep.fixture.Specs.LINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.data.SplitMix64;
import dev.linesweep.fixture.ListedTrajectories;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.commons.math3.random.SobolSequenceGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTest {
  private static final String AXES =
      """
        optimizer:
          values:
            - {nesterovs: {momentum: {min: 0.5, max: 0.99, distribution: uniform}}}
            - sgd
            - {adam: {beta1: {values: [0.8, 0.9]}, learning_rate: {values: [0.1, 0.01]}}}
            - adadelta
        learning_rate: {min: 0.0001, max: 1, distribution: log_uniform}
        batch_size: {min: 4, max: 9, distribution: int_uniform}
        l2: {values: [0, 0.1, 0.01]}
        epochs: {values: [1, 10]}
        seed: {values: [7, 8]}
      """;

  /** Rates and penalties of which many draws are the same. */
  private static final String FEW =
      """
        optimizer: {values: [sgd, adadelta]}
        learning_rate: {min: 0.1, max: 1, count: 5}
        l1: {values: [0, 0.1, 0.2]}
        epochs: {values: [1, 10]}
      """;

  /** The rule of a search as a plain loop, with the points one after the other. */
  private static final class Rule {
    private final SobolSequenceGenerator sobol = new SobolSequenceGenerator(8);
    private double[] point = new double[8];

    List<Trajectory> settings(String method, int count, boolean few) {
      Set<Trajectory> drawn = new LinkedHashSet<>();
      for (int number = 0; drawn.size() < count; number++) {
        next(method, number);
        drawn.add(few ? few() : setting());
      }
      return new ArrayList<>(drawn);
    }

    private void next(String method, int number) {
      double[] plain = sobol.nextVector();
      for (int axis = 0; axis < 8; axis++) {
        point[axis] =
            method.equals("random")
                ? SplitMix64.of(SplitMix64.Stream.SEARCH, 99, 8L * number + axis).nextDouble()
                : shifted(plain[axis], axis);
      }
    }

    private static double shifted(double plain, int axis) {
      long shift = SplitMix64.of(SplitMix64.Stream.SCRAMBLE, 99, axis).nextLong() >>> 12;
      return ((long) (plain * 0x1p52) ^ shift) * 0x1p-52;
    }

    private Trajectory setting() {
      double rate =
          rounded(StrictMath.exp(StrictMath.log(0.0001) + point[0] * (0 - StrictMath.log(0.0001))));
      int batch = 4 + (int) (point[2] * 6);
      double l2 = of(point[4], 0, 0.1, 0.01);
      return switch ((int) (point[1] * 4)) {
        case 0 ->
            trajectory(
                Optimizer.NESTEROVS,
                List.of(rounded(0.5 + point[5] * (0.99 - 0.5))),
                rate,
                batch,
                0,
                l2);
        case 1 -> trajectory(Optimizer.SGD, List.of(), rate, batch, 0, l2);
        case 2 ->
            trajectory(
                Optimizer.ADAM,
                List.of(of(point[5], 0.8, 0.9), 0.999, 1e-8),
                of(point[0], 0.1, 0.01),
                batch,
                0,
                l2);
        default -> trajectory(Optimizer.ADADELTA, List.of(0.95, 1e-6), Double.NaN, batch, 0, l2);
      };
    }

    private Trajectory few() {
      double l1 = of(point[3], 0, 0.1, 0.2);
      return point[1] < 0.5
          ? trajectory(Optimizer.SGD, List.of(), of(point[0], 0.1, 0.325, 0.55, 0.775, 1), 0, l1, 0)
          : trajectory(Optimizer.ADADELTA, List.of(0.95, 1e-6), Double.NaN, 0, l1, 0);
    }

    private static double of(double share, double... values) {
      return values[(int) (share * values.length)];
    }

    private static double rounded(double value) {
      return new BigDecimal(value).round(new MathContext(6)).doubleValue();
    }

    private static Trajectory trajectory(
        Optimizer optimizer,
        List<Double> parameters,
        double rate,
        int batch,
        double l1,
        double l2) {
      return new Trajectory(new OptimizerParameters(optimizer, parameters), rate, batch, l1, l2, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "sobol"})
  void settingsAreDrawnAsByAPlainLoop(String method) {
    Trajectories sample = sample(method, 1500, AXES);

    assertThat(sample.size()).isEqualTo(3000);
    List<Trajectory> rule = new Rule().settings(method, 1500, false);
    for (int number = 0; number < sample.size(); number++) {
      Trajectory trajectory = sample.trajectory(number);
      assertThat(trajectory.setting()).isEqualTo(rule.get(number / 2).setting());
      assertThat(trajectory.seed()).isEqualTo(number % 2 == 0 ? 7 : 8);
    }
  }

  @ParameterizedTest
  @CsvSource({"random, 1", "random, 17", "random, 18", "sobol, 17", "sobol, 18"})
  void whatWasDrawnBeforeIsSkipped(String method, int count) {
    Trajectories sample = sample(method, count, FEW);

    assertThat(all(sample).stream().map(Trajectory::setting).toList())
        .isEqualTo(
            new Rule().settings(method, count, true).stream().map(Trajectory::setting).toList());
    assertThat(new HashSet<>(all(sample))).hasSize(count);
  }

  @ParameterizedTest
  @CsvSource({"random, 40", "sobol, 40", "random, 700", "sobol, 700"})
  void aSmallerCountDrawsTheFirstOfALarger(String method, int count) {
    assertThat(all(sample(method, 2 * count, AXES)).subList(0, 2 * count))
        .isEqualTo(all(sample(method, count, AXES)));
    assertThat(all(sample(method, 18, FEW)).subList(0, 9)).isEqualTo(all(sample(method, 9, FEW)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "sobol"})
  void moreSettingsThanThereAreAreRefusedAndTheRemedyIsAccepted(String method) {
    assertThatThrownBy(() -> sample(method, 19, FEW))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "count: only 18 different settings can be drawn from these axes, not 19; write count:"
                + " 18, or method: grid if no axis has a distribution");
    assertThat(sample(method, 18, FEW).size()).isEqualTo(18);
  }

  @Test
  void drawnBatchesLargerThanTheTrainingPartAreRefused() {
    SweepSpec spec = spec("sobol", 3, AXES.replace("max: 9,", "max: 41,"));
    assertThatThrownBy(() -> SweepPlan.of(spec, LINE))
        .hasMessage(
            "parameters.batch_size: its largest, 41, is more than the 40 training rows. Write max:"
                + " 40.");
    assertThat(SweepPlan.of(spec("sobol", 3, AXES.replace("max: 9,", "max: 40,")), LINE).trials())
        .isEqualTo(12);
  }

  @Test
  void moreTrialsThanASweepMayHaveAreRefused() {
    String axes = AXES.replace("[7, 8]", "[1, 2, 3, 4, 5, 6]");
    assertThatThrownBy(() -> sample("sobol", 9_000_000, axes))
        .hasMessage(
            "count: 9000000 settings at all epochs and seeds are 108000000 trials, more than the"
                + " 100000000 that one sweep may have; write count: 8333333");
  }

  @Test
  void aChangedAxisLeavesWhatIsDrawnOfTheOthers() {
    String axes = AXES.replaceAll(" +- (adadelta|\\{adam.*)\n", "");
    List<Trajectory> before = all(sample("sobol", 300, axes));
    List<Trajectory> after =
        all(sample("sobol", 300, axes.replace("l2: {values: [0, 0.1, 0.01]}", "l1: 0.5")));
    for (int number = 0; number < before.size(); number++) {
      Trajectory then = before.get(number);
      assertThat(after.get(number))
          .isEqualTo(
              new Trajectory(
                  then.parameters(), then.learningRate(), then.batchSize(), 0.5, 0, then.seed()));
    }
  }

  @Test
  void drawnNumbersStayBetweenTheirEndsAndHaveSixDigits() {
    for (Trajectory each : all(sample("random", 2000, AXES))) {
      if (each.optimizer() == Optimizer.SGD) {
        assertThat(each.learningRate()).isBetween(0.0001, 1.0);
        BigDecimal exact = new BigDecimal(Double.toString(each.learningRate()));
        assertThat(exact.stripTrailingZeros().precision()).isLessThanOrEqualTo(6);
      }
      assertThat(each.batchSize()).isBetween(4, 9);
    }
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void aSampleIsPlannedAsAListOfItsTrajectories(EngineKind engine) {
    SweepSpec spec = spec("sobol", 150, AXES).withEngine(engine);
    SweepPlan plan = SweepPlan.of(spec, LINE);
    SweepPlan listed = SweepPlan.of(spec, LINE, new ListedTrajectories(all(Trajectories.of(spec))));

    assertThat(plan.trials()).isEqualTo(600);
    assertThat(plan.blocks()).isEqualTo(listed.blocks());
    assertThat(plan.blocks(number -> number % 7 > 1))
        .isEqualTo(listed.blocks(number -> number % 7 > 1));
    assertThat(plan.optimizers()).containsExactlyInAnyOrderElementsOf(listed.optimizers());
    assertThat(plan.distinct(Trajectory::seed)).containsExactly(7L, 8L);
  }

  @Test
  void aSearchStoppedEarlyIsOneOfFewerSettings() {
    SweepPlan plan = SweepPlan.of(spec("sobol", 150, AXES).withEngine(EngineKind.FUSED), LINE);
    List<Long> all = numbers(plan.spreadBlocks(number -> true, Long.MAX_VALUE));

    assertThat(all).hasSize(300).doesNotHaveDuplicates();
    assertThat(all.subList(0, 100)).allMatch(number -> number < 125);
    assertThat(numbers(plan.spreadBlocks(number -> true, 90)))
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 45).boxed().toList());
    assertThat(numbers(plan.spreadBlocks(number -> number % 3 > 0, 20)))
        .containsExactlyInAnyOrder(1L, 2L, 4L, 5L, 7L, 8L, 10L, 11L, 13L, 14L);
  }

  private static List<Long> numbers(List<Block> blocks) {
    return blocks.stream()
        .flatMapToLong(block -> LongStream.of(block.trajectories()))
        .boxed()
        .toList();
  }

  @Test
  void jobsAreComparedAsListsOfTheirTrialsWouldBe() {
    List<SweepSpec> jobs =
        List.of(
            spec("sobol", 18, FEW),
            spec("sobol", 9, FEW),
            spec("random", 9, FEW),
            spec("sobol", 20, AXES),
            spec("sobol", 30, AXES),
            spec("sobol", 30, AXES.replace("[7, 8]", "[8, 9]")),
            grid(FEW),
            grid(FEW.replace("[0, 0.1, 0.2]", "[0, 0.2]")));
    for (SweepSpec a : jobs) {
      for (SweepSpec b : jobs) {
        Set<TrialId> missing = ids(a);
        missing.removeAll(ids(b));
        TrialsDifference difference = new TrialsDifference(JobTrials.of(a), JobTrials.of(b));
        assertThat(difference.count()).isEqualTo(missing.size());
        assertThat(JobTrials.of(a).sameAs(JobTrials.of(b))).isEqualTo(ids(a).equals(ids(b)));
      }
    }
    assertThat(jobs.stream().map(job -> JobTrials.of(job).digits()).distinct()).hasSize(8);
  }

  @Test
  void theNameOfAFolderDependsOnNoNameInTheCode() {
    String axes =
        """
          optimizer: {values: [sgd, {nesterovs: {momentum: {values: [0.5, 0.9]}}}]}
          epochs: {values: [1, 2]}
        """;
    assertThat(JobTrials.of(read("method: random\ncount: 3\n", axes)).digits())
        .isEqualTo("004cd3fb");
  }

  private static Set<TrialId> ids(SweepSpec spec) {
    SweepPlan plan = SweepPlan.of(spec, LINE);
    Set<TrialId> ids = new HashSet<>();
    LongStream.range(0, plan.trials()).forEach(number -> ids.add(plan.trial(number).id()));
    return ids;
  }

  private static List<Trajectory> all(Trajectories source) {
    return LongStream.range(0, source.size()).mapToObj(source::trajectory).toList();
  }

  private static Trajectories sample(String method, int count, String axes) {
    return Trajectories.of(spec(method, count, axes));
  }

  private static SweepSpec spec(String method, int count, String axes) {
    return read("method: " + method + "\nsearch_seed: 99\ncount: " + count + "\n", axes);
  }

  private static SweepSpec grid(String axes) {
    return read("", axes);
  }

  private static SweepSpec read(String search, String axes) {
    return SpecReader.read(
        "name: line\ndata: {line: {}}\n" + search + "parameters:\n" + axes, "j", List.of());
  }
}
