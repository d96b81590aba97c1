package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of a search: method, count, search_seed, and distributions of axes. */
class SearchKeysTest {
  private static final String SOBOL = "method: sobol\ncount: 20\n";

  @Test
  void aSearchIsReadWithItsDistributions() {
    SweepSpec spec =
        Jobs.read(
            Jobs.LINE + "method: random\ncount: 1000\nsearch_seed: -4\n",
            "learning_rate={min: 0.001, max: 1, distribution: log_uniform}",
            "l2={min: 0, max: 0.5, distribution: uniform}",
            "batch_size={min: 8, max: 32, distribution: int_uniform}");

    assertThat(spec.search().method())
        .isEqualTo(new SearchMethod.Sample(SearchMethod.Sequence.RANDOM, 1000, -4));
    assertThat(spec.parameters().learningRates())
        .hasToString("{min: 0.001, max: 1.0, distribution: log_uniform}");
    assertThat(spec.parameters().l2()).hasToString("{min: 0.0, max: 0.5, distribution: uniform}");
    assertThat(spec.parameters().batchSizes())
        .hasToString("{min: 8, max: 32, distribution: int_uniform}");
    assertThat(Jobs.read(Jobs.LINE).search().method()).isEqualTo(SearchMethod.GRID);
    assertThat(Jobs.read(Jobs.LINE + SOBOL).search().method())
        .isEqualTo(new SearchMethod.Sample(SearchMethod.Sequence.SOBOL, 20, 13));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "learning_rate={min: 0.001, max: 1, distribution: log_uniform}",
        "optimizer={nesterovs: {momentum: {min: 0.1, max: 0.3, distribution: uniform},"
            + " learning_rate: {min: 1e-7, max: 20000000, distribution: uniform}}}",
        "batch_size={min: 1, max: 2147483647, distribution: int_uniform}",
        "learning_rate=auto"
      })
  void aWrittenSearchReadsBackEqual(String axis) {
    SweepSpec spec = Jobs.read(Jobs.LINE + SOBOL + "search_seed: 3\n", axis);
    String written = SpecWriter.write(spec);

    assertThat(written).contains("method: sobol\ncount: 20\nsearch_seed: 3\n");
    assertThat(Jobs.read(written)).isEqualTo(spec);
    assertThat(SpecWriter.write(Jobs.read(written))).isEqualTo(written);
  }

  private static RefusedJob search(String fact, String axis, String problem) {
    return new RefusedJob(
        fact, "parameters: {optimizer: sgd, epochs: 100", SOBOL + "parameters: {" + axis, problem);
  }

  static final List<RefusedJob> CASES =
      List.of(
          RefusedJob.top(
              "aCountIsNotOfAGrid",
              "count: 10",
              "j:4:1: count: can be used only with random or sobol; write method: sobol"),
          RefusedJob.top(
              "aSearchSeedIsNotOfAGrid",
              "method: grid\nsearch_seed: 10",
              "j:5:1: search_seed: can be used only with random or sobol; write method:"
                  + " sobol"),
          RefusedJob.top(
              "aSearchNeedsACount",
              "method: random",
              "j:1:1: count: missing; write for example count: 100"),
          RefusedJob.top(
              "aCountIsPositive",
              "method: random\ncount: 0",
              "j:5:8: count: expected a whole number from 1 to 10000000, got \"0\""),
          RefusedJob.top(
              "aCountIsAtMostTenMillion",
              "method: random\ncount: 10000001",
              "j:5:8: count: expected a whole number from 1 to 10000000, got \"10000001\""),
          RefusedJob.top(
              "aSearchSeedIsWhole",
              "method: sobol\ncount: 9\nsearch_seed: x",
              "j:6:14: search_seed: expected a whole number, got \"x\""),
          RefusedJob.parameter(
              "aGridDrawsNothing",
              "l1: {min: 0, max: 2, distribution: uniform}",
              "j:3:78: parameters.l1.distribution: a grid has no distributions; write {min: 0.0,"
                  + " max: 2.0, count: 10}, or method: sobol at the top"),
          RefusedJob.parameter(
              "aGridDrawsNoBatches",
              "batch_size: {min: 2, max: 9, distribution: int_uniform}",
              "j:3:86: parameters.batch_size.distribution: a grid has no distributions; write {min:"
                  + " 2, max: 9, count: 10}, or method: sobol at the top"),
          search(
              "epochsAreListed",
              "optimizer: sgd, epochs: {min: 1, max: 100, distribution: int_uniform}",
              "j:5:71: parameters.epochs.distribution: this axis is listed, and every value is"
                  + " trained; write {values: [8, 64]}"),
          search(
              "ratesAreRealNumbers",
              "optimizer: sgd, epochs: 1, l2: {min: 1, max: 5, distribution: int_uniform}",
              "j:5:76: parameters.l2.distribution: expected uniform or log_uniform, got"
                  + " \"int_uniform\"; write {min: 1.0, max: 5.0, distribution: uniform}"),
          search(
              "logUniformValuesIsLogUniform",
              "optimizer: sgd, epochs: 1, l2: {min: 1, max: 5, distribution: log_uniform_values}",
              "j:5:76: parameters.l2.distribution: expected uniform or log_uniform, got"
                  + " \"log_uniform_values\"; write {min: 1.0, max: 5.0, distribution:"
                  + " log_uniform}"),
          search(
              "quantizedIsARange",
              "optimizer: sgd, epochs: 1, l2: {min: 1, max: 5, distribution: q_uniform}",
              "j:5:76: parameters.l2.distribution: expected uniform or log_uniform, got"
                  + " \"q_uniform\"; write {min: 1.0, max: 5.0, count: 10}"),
          search(
              "logUniformBatchesAreARange",
              "optimizer: sgd, epochs: 1, batch_size: {min: 1, max: 50, distribution: log_uniform}",
              "j:5:85: parameters.batch_size.distribution: expected int_uniform, got"
                  + " \"log_uniform\"; write {min: 1, max: 50, count: 10, scale: log}"),
          search(
              "theEndsDiffer",
              "optimizer: sgd, epochs: 1, l2: {min: 1, max: 1, distribution: uniform}",
              "j:5:54: parameters.l2.max: must be > min in a distribution, but 1.0 <= 1.0"),
          search(
              "theEndsIncrease",
              "optimizer: sgd, epochs: 1, batch_size: {min: 9, max: 1, distribution: int_uniform}",
              "j:5:62: parameters.batch_size.max: must be > min in a distribution, but 1 <= 9"),
          search(
              "thereIsNoLogarithmOfZero",
              "optimizer: sgd, epochs: 1, l2: {min: 0, max: 10, distribution: log_uniform}",
              "j:5:46: parameters.l2.min: must be > 0 for log_uniform, whose ends are values, not"
                  + " exponents, got 0.0; write min: 0.01"),
          search(
              "aDistributionHasTwoEnds",
              "optimizer: sgd, epochs: 1, l2: {min: 1, distribution: uniform}",
              "j:5:45: parameters.l2.max: missing; write for example max: 10.0"),
          search(
              "aDistributionHasNoCount",
              "optimizer: sgd, epochs: 1, l2: {min: 0, max: 1, count: 3, distribution: uniform}",
              "j:5:62: parameters.l2.count: cannot be used with a distribution; leave it out"),
          search(
              "optunasLogIsLogUniform",
              "optimizer: sgd, epochs: 1, l2: {min: 1, max: 2, log: true, distribution: uniform}",
              "j:5:62: parameters.l2.log: unknown key \"log\": write distribution: log_uniform"),
          search(
              "raysLoguniformIsLogUniform",
              "optimizer: sgd, epochs: 1, l2: {loguniform: [0.1, 1]}",
              "j:5:46: parameters.l2.loguniform: unknown key \"loguniform\": write {min: 0.001,"
                  + " max: 0.1, distribution: log_uniform}"),
          search(
              "parametersHaveTheirOwnBounds",
              "optimizer: {nesterovs: {momentum: {min: 0.5, max: 1, distribution: uniform}}},"
                  + " epochs: 1",
              "j:5:64: parameters.optimizer.nesterovs.momentum.max: expected a number >= 0 and < 1,"
                  + " got \"1\""));

  @ParameterizedTest
  @FieldSource("CASES")
  void otherSearchesAreRefused(RefusedJob refused) {
    refused.isRefused();
  }

  @Test
  void distributionsInMemoryObeyTheSameRules() {
    ParameterSpec line = Jobs.read(Jobs.LINE).parameters();
    ParameterSpec drawn = line.withRates(line.optimizers(), Distribution.uniform(0.1, 1));

    assertThatThrownBy(() -> SearchSpec.of(drawn))
        .hasMessage(
            "parameters.learning_rate: has a distribution, which method: grid does not draw from;"
                + " choose random or sobol");
    assertThatThrownBy(() -> line.withRates(line.optimizers(), Distribution.uniform(1, 0.5)))
        .hasMessage(
            "parameters.learning_rate: max must be > min in a distribution, but got 0.5 and 1.0");
    assertThatThrownBy(() -> new SearchMethod.Sample(SearchMethod.Sequence.SOBOL, 0, 1))
        .hasMessage("count: expected a whole number from 1 to 10000000, got 0");
  }

  @Test
  void twoEntriesThatAreDrawnFromMayMeetButNotBeTheSame() {
    String sgd = "{sgd: {learning_rate: {min: %s, max: 1, distribution: uniform}}}";
    String job = SOBOL + Jobs.LINE;
    String axis = "optimizer={values: [" + sgd.formatted("0.1") + ", " + sgd + "]}";

    assertThat(Jobs.problems(job, axis.formatted("0.5"))).isEmpty();
    assertThat(Jobs.problems(job, axis.formatted("0.1")))
        .singleElement()
        .asString()
        .contains("sgd is listed twice with the same parameters and learning rate");
  }
}
