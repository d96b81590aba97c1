package dev.linesweep.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.spec.EarlyTerminate;
import dev.linesweep.spec.EarlyTerminate.Type;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rungs and brackets next to the tables of the papers that they come from. */
class BracketsTest {
  private static Brackets brackets(Type type, int eta, int minEpochs, int lastEpoch) {
    return Brackets.of(new EarlyTerminate(type, eta, minEpochs), lastEpoch);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 10, 400, '[10, 30, 90, 270]'",
    "2, 100, 400, '[100, 200]'",
    "3, 133, 400, '[133, 399]'",
    "5, 100, 500, '[100]'",
    "3, 1, 2, '[1]'",
    "2147483647, 1, 2147483647, '[1]'",
    "3, 1000000000, 2147483647, '[1000000000]'",
  })
  void rungsAreBeforeTheLastEpoch(int eta, int min, int last, String rungs) {
    for (Type type : Type.values()) {
      assertThat(Arrays.toString(brackets(type, eta, min, last).epochs())).isEqualTo(rungs);
    }
  }

  @Test
  void withoutARuleThereIsNone() {
    Brackets none = Brackets.of(EarlyTerminate.NEVER, 400);

    assertThat(none.isNone()).isTrue();
    assertThat(none.epochs(0)).isEqualTo(400);
  }

  /** Table 1 of Li et al., JMLR 18, 2018: R = 81, eta = 3. */
  @Test
  void hyperbandsBracketsHaveTheSizesOfThePaper() {
    Brackets brackets = brackets(Type.HYPERBAND, 3, 1, 81);
    int[] sizes = new int[5];
    LongStream.range(0, 81 + 34 + 15 + 8 + 5)
        .forEach(bits -> sizes[brackets.first(new TrialId(bits))]++);

    assertThat(brackets.epochs()).containsExactly(1, 3, 9, 27);
    assertThat(sizes).containsExactly(81, 34, 15, 8, 5);
  }

  @Test
  void halvingHasOneBracket() {
    Brackets brackets = brackets(Type.HALVING, 3, 1, 81);

    assertThat(LongStream.range(-1000, 1000).mapToInt(bits -> brackets.first(new TrialId(bits))))
        .containsOnly(0);
  }

  /** As scikit-learn's HalvingGridSearchCV: ceil(n_candidates / factor). */
  @Test
  void oneInEtaContinues() {
    Brackets thirds = brackets(Type.HALVING, 3, 1, 81);

    assertThat(IntStream.of(0, 1, 2, 3, 4, 60, 61, 2_147_483_647).map(thirds::survivors))
        .containsExactly(0, 1, 1, 1, 2, 20, 21, 715_827_883);
  }
}
