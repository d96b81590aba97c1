package dev.linesweep.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.SplitMix64.Stream;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.JobException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitMix64Test {
  @Test
  void bitsNeverChange() {
    SplitMix64 random = SplitMix64.of(Stream.INITIAL_WEIGHTS, 42);

    assertThat(new long[] {random.nextLong(), random.nextLong()})
        .containsExactly(-4512279254555403373L, 8231125240936771707L);
    assertThat(random.nextGaussian()).isEqualTo(-0.9450705178713948);
    assertThat(SplitMix64.of(Stream.SPLIT, 13).permutation(8))
        .containsExactly(0, 5, 2, 7, 4, 3, 6, 1);
    assertThat(BatchOrder.permutation(13, 2, 8)).containsExactly(4, 3, 7, 0, 2, 6, 5, 1);
    assertThat(InitialWeights.of(new Init.Xavier(), 42, 2))
        .containsExactly(1.2884139f, -0.27136475f, 0);
  }

  @Test
  void gaussiansHaveTheMomentsOfTheNormalDistribution() {
    SplitMix64 random = SplitMix64.of(Stream.SAMPLE, 1);
    int count = 1_000_000;
    double[] moments = new double[5];
    int withinOne = 0;
    for (int i = 0; i < count; i++) {
      double value = random.nextGaussian();
      double power = 1;
      for (int k = 1; k <= 4; k++) {
        power *= value;
        moments[k] += power / count;
      }
      withinOne += Math.abs(value) < 1 ? 1 : 0;
    }

    assertThat(moments[1]).isCloseTo(0, within(0.005));
    assertThat(moments[2]).isCloseTo(1, within(0.01));
    assertThat(moments[3]).isCloseTo(0, within(0.02));
    assertThat(moments[4]).isCloseTo(3, within(0.05));
    assertThat(withinOne / (double) count).isCloseTo(0.6827, within(0.002));
  }

  @Test
  void boundedNumbersAreEquallyLikely() {
    SplitMix64 random = SplitMix64.of(Stream.SAMPLE, 2);
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[random.nextInt(7)]++;
    }

    assertThat(IntStream.of(counts)).allMatch(count -> Math.abs(count - 10_000) < 500);
    assertThatThrownBy(() -> random.nextInt(0)).hasMessage("bound must be > 0 but was 0");
  }

  @Test
  void streamsOfOneSeedAreUnrelated() {
    assertThat(
            List.of(Stream.values()).stream().map(s -> SplitMix64.of(s, 13).nextLong()).distinct())
        .hasSize(Stream.values().length);
    assertThat(SplitMix64.of(Stream.SPLIT, 1, 0).nextLong())
        .isNotEqualTo(SplitMix64.of(Stream.SPLIT, 0, 1).nextLong());
  }

  @Test
  void batchOrderIsAPermutationOfItsOwnEveryEpoch() {
    int[] first = BatchOrder.permutation(13, 0, 100);

    assertThat(first).isEqualTo(BatchOrder.permutation(13, 0, 100));
    assertThat(IntStream.of(first).sorted()).containsExactlyElementsOf(range(100));
    assertThat(first).isNotEqualTo(BatchOrder.permutation(13, 1, 100));
    assertThat(first).isNotEqualTo(BatchOrder.permutation(14, 0, 100));
  }

  @Test
  void xavierHasVarianceTwoOverFeaturesPlusOneAndNoBias() {
    float[] weights = InitialWeights.of(new Init.Xavier(), 7, 99_999);
    double squares = 0;
    for (float weight : weights) {
      squares += (double) weight * weight;
    }

    assertThat(squares).isCloseTo(2, within(0.05));
    assertThat(weights[99_999]).isZero();
  }

  @Test
  void zerosAndGivenWeightsLeaveNothingToDraw() {
    assertThat(InitialWeights.of(new Init.Zeros(), 7, 2)).containsExactly(0, 0, 0);
    assertThat(InitialWeights.of(new Init.Given(List.of(0.33), 0.14), 7, 1))
        .containsExactly(0.33f, 0.14f);
  }

  @Test
  void givenWeightsOfTheWrongNumberAreRefused() {
    assertThatThrownBy(() -> InitialWeights.of(new Init.Given(List.of(0.33), 0.14), 7, 2))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "training.init.weights must have one number for each of the 2 features but has 1");
  }

  private static List<Integer> range(int end) {
    return IntStream.range(0, end).boxed().toList();
  }
}
