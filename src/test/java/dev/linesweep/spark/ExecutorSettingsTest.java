package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.spec.Device;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class ExecutorSettingsTest {
  private final SparkConf conf = new SparkConf(false);

  private ExecutorSettings onACluster() {
    return ExecutorSettings.of(conf, false, 16, Device.AUTO);
  }

  @Test
  void inTheDriverAllCoresAreSlotsAndNothingLimitsMemory() {
    assertThat(ExecutorSettings.of(conf, true, 16, Device.CPU))
        .isEqualTo(new ExecutorSettings(Device.CPU, true, 0, 16, ExecutorSettings.Gpus.NONE));
  }

  @Test
  void memoryOutsideTheHeapIsWhatSparkAsksTheContainerFor() {
    assertThat(onACluster().overheadBytes()).isEqualTo(384L << 20);
    conf.set("spark.executor.memory", "10g");
    assertThat(onACluster().overheadBytes()).isEqualTo(1024L << 20);
    conf.set("spark.executor.memoryOverheadFactor", "0.5");
    assertThat(onACluster().overheadBytes()).isEqualTo(5L << 30);
    conf.set("spark.executor.memoryOverhead", "300");
    assertThat(onACluster().overheadBytes()).isEqualTo(300L << 20);
  }
}
