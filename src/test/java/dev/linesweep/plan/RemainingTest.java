package dev.linesweep.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.data.Shape;
import dev.linesweep.spec.EngineKind.Stacking;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.spec.condition.Condition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What {@code exclude} leaves of a grid, next to a list of it. */
class RemainingTest {
  private static final String JOB =
      """
      name: line
      data: {line: {}}
      parameters:
        optimizer: {values: [sgd, adadelta, {nesterovs: {momentum: {values: [0.5, 0.9]}}}, adam]}
        learning_rate: {values: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]}
        epochs: {values: [1, 5]}
        batch_size: {values: [full, 8, 20]}
        l1: {values: [0, 0.1]}
        seed: {values: [1, 2, 3]}
      """;

  /** A condition and what it says in Java. */
  private record Excluding(String condition, Predicate<Trajectory> meaning) {}

  private static final List<Excluding> ALL =
      List.of(
          new Excluding(
              "optimizer = 'sgd' and learning_rate > 0.3",
              t -> t.optimizer().key().equals("sgd") && t.learningRate() > 0.3),
          new Excluding(
              "momentum >= 0.9",
              t ->
                  t.optimizer().key().equals("nesterovs")
                      && t.parameters().value("momentum") > 0.8),
          new Excluding(
              "not (nesterovs.momentum = 0.9)",
              t ->
                  t.optimizer().key().equals("nesterovs")
                      && t.parameters().value("momentum") < 0.8),
          new Excluding(
              "nesterovs_momentum = 0.9 and l1 = 0",
              t ->
                  t.optimizer().key().equals("nesterovs")
                      && t.parameters().value("momentum") > 0.8
                      && t.l1() == 0),
          new Excluding("batch_size = 'full' or batch_size = 20", t -> t.batchSize() != 8),
          new Excluding("batch_size < 10 and seed <> 2", t -> t.batchSize() == 8 && t.seed() != 2),
          new Excluding(
              "l1 = 0.1 and learning_rate not between 0.2 and 0.6",
              t -> t.l1() > 0 && (t.learningRate() < 0.2 || t.learningRate() > 0.6)),
          new Excluding(
              "optimizer in ('adam', 'adadelta') and seed in (1, 2)",
              t -> t.optimizer().key().startsWith("ad") && t.seed() < 3),
          new Excluding("learning_rate is null", t -> t.optimizer().key().equals("adadelta")),
          new Excluding("seed = 3", t -> t.seed() == 3));

  @RepeatedTest(40)
  void whatIsLeftIsWhatAListWouldHave(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    List<Excluding> drawn = ALL.stream().filter(e -> random.nextInt(4) == 0).toList();
    SweepSpec whole = spec(List.of());
    List<Trajectory> expected = new ArrayList<>();
    Trajectories grid = Trajectories.of(whole);
    for (long n = 0; n < grid.size(); n++) {
      Trajectory each = grid.trajectory(n);
      if (drawn.stream().noneMatch(e -> e.meaning().test(each))) {
        expected.add(each);
      }
    }

    Trajectories found = Trajectories.of(spec(drawn.stream().map(Excluding::condition).toList()));

    assertThat(all(found)).isEqualTo(expected);
    assertThat(found.excluded()).isEqualTo(grid.size() - expected.size());
    assertThat(distinct(found, Trajectory::parameters))
        .isEqualTo(distinctOf(expected, Trajectory::parameters));
    assertThat(distinct(found, Trajectory::seed)).isEqualTo(distinctOf(expected, Trajectory::seed));
    assertThat(distinct(found, Trajectory::learningRate))
        .isEqualTo(distinctOf(expected, Trajectory::learningRate));
    for (int n = 0; n < expected.size(); n++) {
      int end = n + 1;
      List<?> stack = expected.get(n).stack(Stacking.EQUAL_PARAMETERS);
      while (end < expected.size()
          && expected.get(end).stack(Stacking.EQUAL_PARAMETERS).equals(stack)) {
        end++;
      }
      assertThat(found.endOfRun(n)).isEqualTo(end);
    }
  }

  @RepeatedTest(10)
  void whatIsLeftOfASearchIsWhatAListWouldHave(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    String search =
        JOB.replace("{values: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]}", RATE)
            + "method: %s\ncount: 150\n".formatted(random.nextBoolean() ? "sobol" : "random");
    List<Excluding> drawn = ALL.stream().filter(e -> random.nextInt(4) == 0).toList();
    List<Trajectory> expected = new ArrayList<>(all(Trajectories.of(spec(search, List.of()))));
    expected.removeIf(each -> drawn.stream().anyMatch(e -> e.meaning().test(each)));

    Trajectories found =
        Trajectories.of(spec(search, drawn.stream().map(Excluding::condition).toList()));

    assertThat(all(found)).isEqualTo(expected);
    assertThat(distinct(found, Trajectory::parameters))
        .isEqualTo(distinctOf(expected, Trajectory::parameters));
    JobTrials whole = JobTrials.of(spec(search, List.of()));
    JobTrials left = new JobTrials(found, List.of(1, 5));
    assertThat(new TrialsDifference(left, whole).count()).isZero();
    assertThat(new TrialsDifference(whole, left).count())
        .isEqualTo(whole.count() - 2L * expected.size());
  }

  private static final String RATE = "{min: 0.1, max: 0.7, distribution: uniform}";

  @RepeatedTest(20)
  void missingTrialsAreCountedAsAListOfThemWouldCount(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    JobTrials a = trials(random);
    JobTrials b = trials(random);
    Set<Trajectory> missing = new LinkedHashSet<>(all(a.trajectories()));
    missing.removeAll(all(b.trajectories()));

    assertThat(new TrialsDifference(a, b).count()).isEqualTo(2L * missing.size());
    assertThat(new TrialsDifference(a, a).count()).isZero();
  }

  private static JobTrials trials(SplittableRandom random) {
    String job = random.nextInt(3) > 0 ? JOB : JOB.replace("[1, 2, 3]", "[2, 3, 4]");
    List<String> drawn =
        ALL.stream().filter(e -> random.nextInt(5) == 0).map(Excluding::condition).toList();
    return JobTrials.of(spec(job, drawn));
  }

  @Test
  void blocksAreCutFromWhatIsLeft() {
    SweepPlan plan =
        SweepPlan.of(
            spec(List.of("batch_size = 20", "learning_rate > 0.4")), new Shape(1, 40, 0, 10));
    assertThat(plan.trials()).isEqualTo(2 * plan.trajectories());
    assertThat(plan.excludedTrials() + plan.trials())
        .isEqualTo(2 * Trajectories.of(spec(List.of())).size());
    assertThat(
            plan.blocks().stream()
                .flatMapToLong(block -> LongStream.of(block.trajectories()))
                .sorted()
                .toArray())
        .isEqualTo(LongStream.range(0, plan.trajectories()).toArray());
  }

  @Test
  void conditionsThatExcludeNothingAreKnown() {
    Trajectories found = Trajectories.of(spec(List.of("learning_rate > 0.6", "rho = 0.5")));
    assertThat(found.useless()).extracting(Condition::text).containsExactly("rho = 0.5");
  }

  @Test
  void conditionsThatExcludeAllAreRefused() {
    SweepSpec spec = spec(List.of("learning_rate > 0.05", "optimizer = 'adadelta'"));
    assertThatThrownBy(() -> Trajectories.of(spec))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "exclude: leaves none of 522 trajectories. Leave a condition out, or write a narrower"
                + " one.");
  }

  private static List<Trajectory> all(Trajectories trajectories) {
    return LongStream.range(0, trajectories.size()).mapToObj(trajectories::trajectory).toList();
  }

  private static <T> List<T> distinct(Trajectories found, Function<Trajectory, T> value) {
    return List.copyOf(found.distinct(value));
  }

  private static <T> List<T> distinctOf(List<Trajectory> all, Function<Trajectory, T> value) {
    return all.stream().map(value).distinct().toList();
  }

  private static SweepSpec spec(List<String> conditions) {
    return spec(JOB, conditions);
  }

  private static SweepSpec spec(String job, List<String> conditions) {
    StringBuilder text = new StringBuilder(job);
    if (!conditions.isEmpty()) {
      text.append("exclude:\n");
      conditions.forEach(c -> text.append("  - \"").append(c).append("\"\n"));
    }
    return SpecReader.read(text.toString(), "j", List.of());
  }

  @Test
  void settingsAreNumberedWithoutGaps() {
    for (Excluding each : ALL) {
      Trajectories left = Trajectories.of(spec(List.of(each.condition())));
      List<Trajectory> settings =
          LongStream.range(0, left.size())
              .mapToObj(n -> left.trajectory(n).setting())
              .distinct()
              .toList();
      for (long n = 0; n < left.size(); n++) {
        assertThat(left.setting(n))
            .as("%s, %d", each.condition(), n)
            .isEqualTo(settings.indexOf(left.trajectory(n).setting()));
      }
    }
  }
}
