package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.spec.JobException;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SparkHandleTest {
  /** Spark itself would wait without a word. */
  @Test
  void aLocalMasterThatIsToGiveTasksGpusIsRefused() {
    SparkConf conf =
        new SparkConf(false)
            .setMaster("local[2]")
            .set("spark.executor.resource.gpu.amount", "1")
            .set("spark.task.resource.gpu.amount", "0.5");
    assertThatThrownBy(() -> SparkHandle.start(conf, false, note -> {}))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("spark.task.resource.gpu.amount is for clusters")
        .hasMessageEndingWith("Leave it out; device: auto or gpu finds the cards of this machine.");
  }
}
