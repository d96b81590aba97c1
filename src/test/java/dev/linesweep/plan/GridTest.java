package dev.linesweep.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Shape;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class GridTest {
  @RepeatedTest(60)
  void missingTrialsAreCountedAsAListOfThemWouldCount(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    SweepSpec a = spec(random);
    SweepSpec b = spec(random);
    Set<String> listed = new TreeSet<>(ids(a));
    int all = listed.size();
    listed.removeAll(ids(b));

    assertThat(JobTrials.of(a).count()).isEqualTo(all);
    assertThat(new TrialsDifference(JobTrials.of(a), JobTrials.of(b)).count())
        .isEqualTo(listed.size());
    assertThat(new TrialsDifference(JobTrials.of(a), JobTrials.of(a)).count()).isZero();
    assertThat(JobTrials.of(a).sameAs(JobTrials.of(b)))
        .isEqualTo(new TreeSet<>(ids(a)).equals(ids(b)));
  }

  @Test
  void theOrderOfValuesDoesNotMakeAnotherGrid() {
    JobTrials a = grid("optimizer: {values: [sgd, adam]}", "{values: [1, 2]}");
    assertThat(a.sameAs(grid("optimizer: {values: [adam, sgd]}", "{values: [1, 2]}"))).isTrue();
    assertThat(a.digits()).matches("[0-9a-f]{8}");
    assertThat(a.digits()).isNotEqualTo(grid("optimizer: sgd", "{values: [1, 2]}").digits());
  }

  @Test
  void theNameOfAFolderDependsOnNoNameInTheCode() {
    String axes = "optimizer: {values: [sgd, {nesterovs: {momentum: {values: [0.5, 0.9]}}}]}";
    assertThat(grid(axes, "{values: [1, 2]}").digits()).isEqualTo("ea6d6bdd");
  }

  @Test
  void theValuesThatAreMissingAreNamedByAxis() {
    JobTrials a =
        grid(
            "optimizer: {values: [sgd, adam, {nesterovs: {momentum: 0.5}}]}, seed: {min: 1, max:"
                + " 9, count: 9}",
            "{values: [1, 2]}");
    assertThat(new TrialsDifference(a, grid("optimizer: sgd", "1")).values())
        .containsExactly(
            "optimizer: adam, nesterovs momentum=0.5",
            "learning_rate: 0.1",
            "epochs: 2",
            "seed: 1, 2, 3, 4, 5, 6 and 3 more");
  }

  private static JobTrials grid(String axes, String epochs) {
    return JobTrials.of(read("  " + axes.replace("}, ", "}\n  "), epochs));
  }

  private static SweepSpec read(String axes, String epochs) {
    return SpecReader.read(
        "name: line\ndata: {line: {}}\nparameters:\n" + axes + "\n  epochs: " + epochs + "\n",
        "j",
        List.of());
  }

  private static SweepSpec spec(SplittableRandom random) {
    String optimizers =
        some(random, "sgd", "adadelta", "adam", "{nesterovs: {learning_rate: 0.3}}");
    return read(
        "  optimizer: {values: ["
            + optimizers
            + "]}\n  learning_rate: {values: ["
            + some(random, "0.1", "0.2", "0.3")
            + "]}\n  batch_size: {values: ["
            + some(random, "full", "8", "20")
            + "]}\n  l1: {values: ["
            + some(random, "0", "0.1")
            + "]}\n  seed: {values: ["
            + some(random, "1", "2", "3")
            + "]}",
        "{values: [" + some(random, "1", "5", "7") + "]}");
  }

  private static String some(SplittableRandom random, String... values) {
    String some =
        Stream.of(values).filter(v -> random.nextInt(3) > 0).collect(Collectors.joining(", "));
    return some.isEmpty() ? values[0] : some;
  }

  private static Set<String> ids(SweepSpec spec) {
    SweepPlan plan = SweepPlan.of(spec, new Shape(1, 40, 0, 10));
    return LongStream.range(0, plan.trials())
        .mapToObj(number -> plan.trial(number).id().toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
