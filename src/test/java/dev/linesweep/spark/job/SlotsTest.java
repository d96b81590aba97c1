package dev.linesweep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.SharedSpark;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;

class SlotsTest {
  @Test
  void executorsShareTheSlotsRoundedUp() {
    assertThat(Slots.ofExecutor(12, 3)).isEqualTo(4);
    assertThat(Slots.ofExecutor(13, 3)).isEqualTo(5);
  }

  @Test
  void anExecutorHasASlotBeforeAnyIsThere() {
    assertThat(Slots.ofExecutor(0, 0)).isEqualTo(1);
  }

  @Test
  void theDriverOfLocalModeHasAllSlots() {
    SparkContext spark = SharedSpark.session().sparkContext();
    assertThat(Slots.ofExecutor(spark)).isEqualTo(Slots.now(spark)).isPositive();
  }
}
