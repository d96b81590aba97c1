package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.plan.Block;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PutOffRuleTest {
  private static final PutOffRule FOUR = new PutOffRule(4);
  private static final List<Block> BLOCKS = blocks(10);

  static List<Block> blocks(int count) {
    return LongStream.range(0, count)
        .mapToObj(first -> new Block(new long[] {first, first + 1}, 1))
        .toList();
  }

  @Test
  void aFirstAttemptTrainsAll() {
    assertThat(FOUR.parts(BLOCKS, 0)).isEqualTo(new PutOffRule.Parts(List.of(), BLOCKS));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void asManyBlocksArePutOffAsAttemptsEndedAndTheOthersTrain(int attempt) {
    PutOffRule.Parts parts = FOUR.parts(BLOCKS, attempt);
    assertThat(parts.putOff()).isEqualTo(BLOCKS.subList(0, attempt));
    assertThat(parts.now()).isEqualTo(BLOCKS.subList(attempt, 10));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 9})
  void theLastAttemptTrainsNothing(int attempt) {
    assertThat(FOUR.parts(BLOCKS, attempt)).isEqualTo(new PutOffRule.Parts(BLOCKS, List.of()));
  }

  @Test
  void noMoreArePutOffThanAreMissing() {
    List<Block> one = BLOCKS.subList(0, 1);
    assertThat(FOUR.parts(one, 2)).isEqualTo(new PutOffRule.Parts(one, List.of()));
    assertThat(FOUR.parts(List.of(), 2)).isEqualTo(new PutOffRule.Parts(List.of(), List.of()));
  }

  @Test
  void aTaskThatSparkTriesOnceStillTrains() {
    PutOffRule once = new PutOffRule(1);
    assertThat(once.isLast(0)).isFalse();
    assertThat(once.isLast(1)).isTrue();
  }
}
