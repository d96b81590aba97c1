package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.plan.Block;
import dev.linesweep.result.BlockOutcome;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.util.CollectionAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link TrainTask} and {@link LoneTask}, attempt by attempt, as Spark would repeat them. */
class TasksTest {
  private static final int ATTEMPTS = 4;
  private static final List<Block> BLOCKS = PutOffRuleTest.blocks(6);

  private final OutcomeAccumulator outcomes = new OutcomeAccumulator();
  private final CollectionAccumulator<Block> putOff = new CollectionAccumulator<>();

  /** Spark takes what an attempt gathered only if it came to its end. */
  private int attemptsOfATask(ScriptedWork work) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      OutcomeAccumulator gathered = new OutcomeAccumulator();
      CollectionAccumulator<Block> suspects = new CollectionAccumulator<>();
      try {
        new TrainTask(work, gathered, suspects, new PutOffRule(ATTEMPTS)).attempt(attempt, BLOCKS);
      } catch (ScriptedWork.LostException e) {
        continue;
      }
      outcomes.merge(gathered);
      putOff.merge(suspects);
      return attempt + 1;
    }
    throw new AssertionError("all attempts ended");
  }

  private List<Block> ended() {
    return outcomes.value().stream().map(BlockOutcome::block).toList();
  }

  @Test
  void aTaskThatNothingDisturbsTrainsEachBlockOnce() throws IOException {
    ScriptedWork work = new ScriptedWork(Set.of());
    assertThat(attemptsOfATask(work)).isEqualTo(1);
    assertThat(work.trained).isEqualTo(BLOCKS);
    assertThat(ended()).isEqualTo(BLOCKS);
    assertThat(putOff.value()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5})
  void ofAPoisonedBlockTheOthersHaveOutcomesAndNoneTrainsTwice(int poisoned) throws IOException {
    Block poison = BLOCKS.get(poisoned);
    ScriptedWork work = new ScriptedWork(Set.of(poison));
    assertThat(attemptsOfATask(work)).isEqualTo(2);
    assertThat(putOff.value()).containsExactly(poison);
    assertThat(ended()).hasSize(5).doesNotContain(poison);
    assertThat(work.trained).containsExactlyElementsOf(BLOCKS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6})
  void whatIsPutOffAndWhatHasAnOutcomeIsTheWholeTaskHoweverManyBlocksArePoisoned(int together)
      throws IOException {
    for (int poisons = 1; poisons < 1 << BLOCKS.size(); poisons++) {
      int bits = poisons;
      Set<Block> poison = new LinkedHashSet<>(BLOCKS);
      poison.removeIf(block -> (bits >> BLOCKS.indexOf(block) & 1) == 0);
      outcomes.reset();
      putOff.reset();
      ScriptedWork work = new ScriptedWork(poison, together);
      assertThat(attemptsOfATask(work)).isLessThanOrEqualTo(ATTEMPTS);
      assertThat(ended()).doesNotHaveDuplicates().doesNotContainAnyElementsOf(poison);
      assertThat(putOff.value()).containsAll(poison);
      assertThat(ended().size() + putOff.value().size()).isEqualTo(BLOCKS.size());
    }
  }

  @Test
  void aLoneBlockTrainsUntilItsLastAttemptWhichGivesItUp() throws IOException {
    Block block = BLOCKS.get(0);
    LoneTask task = new LoneTask(new ScriptedWork(Set.of()), outcomes, new PutOffRule(ATTEMPTS));
    task.attempt(ATTEMPTS - 1, block);
    assertThat(outcomes.value())
        .singleElement()
        .isInstanceOfSatisfying(
            BlockOutcome.Failed.class,
            failed -> assertThat(failed.error()).isEqualTo("given up after 3"));

    outcomes.reset();
    task.attempt(ATTEMPTS - 2, block);
    assertThat(outcomes.value()).containsExactly(ScriptedWork.outcome(block));
  }

  @Test
  void whatALoneBlockHadJournalledCountsAlsoAtTheLastAttempt() throws IOException {
    Block block = BLOCKS.get(0);
    ScriptedWork work = new ScriptedWork(Set.of());
    work.train(List.of(block));
    new LoneTask(work, outcomes, new PutOffRule(ATTEMPTS)).attempt(ATTEMPTS - 1, block);
    assertThat(outcomes.value()).containsExactly(ScriptedWork.outcome(block));
    assertThat(work.trained).containsExactly(block);
  }
}
