package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.Success$;
import org.apache.spark.TaskEndReason;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.Test;
import scala.Option;

class LostExecutorsTest {
  private final LostExecutors lost = new LostExecutors();

  @Test
  void anExecutorThatWasLostWithSeveralTasksCountsOnce() {
    ended(new ExecutorLostFailure("1", true, Option.apply("killed")));
    ended(new ExecutorLostFailure("1", true, Option.apply("killed")));
    ended(new ExecutorLostFailure("driver", false, Option.empty()));
    assertThat(lost.count()).isEqualTo(2);
  }

  @Test
  void aTaskThatEndsOtherwiseLosesNone() {
    ended(Success$.MODULE$);
    assertThat(lost.count()).isZero();
  }

  private void ended(TaskEndReason reason) {
    lost.onTaskEnd(new SparkListenerTaskEnd(0, 0, "ResultTask", reason, null, null, null));
  }
}
