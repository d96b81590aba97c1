package dev.linesweep.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.Samples;
import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trial;
import dev.linesweep.report.Axes;
import dev.linesweep.report.Axis;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ImportanceTest {
  private static final SweepPlan PLAN = plan(10, 10);

  private static SweepPlan plan(int rates, int epochs) {
    SweepSpec spec =
        SpecReader.read(
            """
            name: n
            data: {line: {}}
            parameters:
              optimizer: {values: [sgd, adam]}
              learning_rate: {min: 0.001, max: 1, count: %d, scale: log}
              epochs: {min: 1, max: 1000, count: %d, scale: log}
            """
                .formatted(rates, epochs),
            "j",
            List.of());
    Samples samples = PlainSweeps.samples(spec);
    return SweepPlan.of(spec, samples.shape());
  }

  private static List<Trial> trials(SweepPlan plan) {
    List<Trial> trials = new ArrayList<>();
    for (long i = 0; i < plan.trials(); i++) {
      trials.add(plan.trial(i));
    }
    return trials;
  }

  private static Importance importance(SweepPlan plan, List<Trial> byRank) {
    Importance importance = new Importance(new Axes(plan));
    byRank.forEach(trial -> importance.accept(trial, 1));
    return importance;
  }

  /** With ten equally frequent values of which one has all the best, 0.1 · 9² + 0.9 · 1² = 9. */
  @Test
  void anAxisThatDecidesAloneHasAllOfTheImportance() {
    List<Trial> byRank = new ArrayList<>(trials(PLAN));
    byRank.sort(Comparator.comparingDouble(trial -> -trial.trajectory().learningRate()));
    List<Importance.Share> shares = importance(PLAN, byRank).shares();
    assertThat(shares.get(0).axis()).isEqualTo(Axis.LEARNING_RATE);
    assertThat(shares.get(0).share()).isEqualTo(1);
    double chance = 9.0 / 20 * 180 / 199;
    assertThat(shares.get(0).divergence()).isCloseTo(9 - chance, within(1e-9));
    assertThat(importance(PLAN, byRank).rows().get(0))
        .containsEntry("name", "learning rate")
        .containsEntry("percent", "100");
  }

  /** The oracle: shares of values counted by plain streams. */
  @Test
  void theDivergenceIsThatOfSharesCountedOneByOne() {
    Random random = new Random(11);
    List<Trial> byRank = new ArrayList<>(trials(PLAN));
    Collections.shuffle(byRank, random);
    byRank.sort(
        Comparator.comparingDouble(
            trial ->
                Math.abs(Math.log(trial.trajectory().learningRate()) + 3) + trial.epochs() % 7));
    List<Trial> best = byRank.subList(0, byRank.size() / 10);
    for (Importance.Share share : importance(PLAN, byRank).shares()) {
      Function<Trial, Object> value = share.axis()::value;
      double sum = 0;
      List<Object> values = byRank.stream().map(value).distinct().toList();
      for (Object each : values) {
        double q = share(byRank, value, each);
        sum += q * Math.pow(share(best, value, each) / q - 1, 2);
      }
      double chance = (values.size() - 1.0) / best.size() * 180 / 199;
      assertThat(share.divergence()).isCloseTo(Math.max(0, sum - chance), within(1e-9));
    }
  }

  private static double share(List<Trial> of, Function<Trial, Object> value, Object each) {
    return of.stream().filter(trial -> value.apply(trial).equals(each)).count()
        / (double) of.size();
  }

  /** 5,000 settings are counted in groups of eight; a tenth of them ends within a group. */
  @Test
  void groupsOfNeighbouringRanksChangeLittle() {
    SweepPlan large = plan(50, 50);
    List<Trial> byRank = new ArrayList<>(trials(large));
    Collections.shuffle(byRank, new Random(3));
    byRank.sort(
        Comparator.comparingDouble(trial -> Math.abs(trial.trajectory().learningRate() - 0.1)));
    assertThat(importance(large, byRank).shares())
        .first()
        .satisfies(
            share -> {
              assertThat(share.axis()).isEqualTo(Axis.LEARNING_RATE);
              assertThat(share.share()).isGreaterThan(0.98);
            });
  }

  @Test
  void withoutEffectOrWithFewSettingsNoAxisIsNamed() {
    assertThat(importance(PLAN, trials(PLAN).subList(0, 19)).shares()).isEmpty();
    Importance diverged = new Importance(new Axes(PLAN));
    trials(PLAN).forEach(trial -> diverged.accept(trial, Double.NaN));
    assertThat(diverged.shares()).isEmpty();
  }

  @Test
  void theSharesAddUpToOne() {
    List<Trial> byRank = new ArrayList<>(trials(PLAN));
    byRank.sort(Comparator.comparingInt(Trial::epochs).reversed());
    assertThat(
            importance(PLAN, byRank).shares().stream()
                .collect(Collectors.summingDouble(Importance.Share::share)))
        .isCloseTo(1, within(1e-12));
  }
}
