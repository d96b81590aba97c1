package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class ExecutorWaitTest {
  private final SparkConf conf = new SparkConf(false).set("spark.executor.cores", "2");
  private final List<String> notes = new ArrayList<>();
  private int waited;
  private int stopsAt = Integer.MAX_VALUE;

  @Test
  void allThatWasAskedForIsAwaitedAndNoLonger() throws Exception {
    conf.set("spark.executor.instances", "6");

    await(tenths -> tenths < 15 ? tenths / 5 * 2 : 12);

    assertThat(waited).isEqualTo(15);
    assertThat(notes).isEmpty();
  }

  @Test
  void coresOfAStandaloneClusterAreAwaited() throws Exception {
    conf.set("spark.cores.max", "8");

    await(tenths -> Math.min(8, tenths * 2));

    assertThat(waited).isEqualTo(4);
  }

  /** A cluster may never have all of it. */
  @Test
  void whatDoesNotComeForThreeSecondsIsNotAwaited() throws Exception {
    conf.set("spark.executor.instances", "6");

    await(tenths -> tenths < 15 ? 0 : 4);

    assertThat(waited).isEqualTo(45);
  }

  @Test
  void withoutANumberAskedForWhatComesIsAwaitedUntilNoMoreDoes() throws Exception {
    await(tenths -> Math.min(4, tenths / 10) * 2);

    assertThat(waited).isEqualTo(70);
  }

  @Test
  void executorsThatKeepComingAreNotAwaitedForLong() throws Exception {
    await(tenths -> 2 * (1 + tenths / 10));

    assertThat(waited).isEqualTo(100);
  }

  @Test
  void thatNoneStartsIsSaidOnceWithWhatWasAskedFor() throws Exception {
    conf.set("spark.executor.memory", "2g");

    await(tenths -> tenths < 400 ? 0 : 2);

    assertThat(waited).isEqualTo(430);
    assertThat(notes)
        .singleElement()
        .asString()
        .startsWith("no executor has started in 10 seconds; still waiting. Each needs 2 cores")
        .contains("2 cores and 2g,");
  }

  @Test
  void anApplicationThatIsEndedAwaitsNothing() throws Exception {
    stopsAt = 30;

    await(tenths -> 0);

    assertThat(waited).isEqualTo(30);
  }

  /** It starts its executors for the first job. */
  @Test
  void dynamicAllocationFromNothingAwaitsNothing() throws Exception {
    conf.set("spark.dynamicAllocation.enabled", "true");

    await(tenths -> 0);

    assertThat(waited).isZero();
  }

  @Test
  void dynamicAllocationAwaitsItsFirstExecutors() throws Exception {
    conf.set("spark.dynamicAllocation.enabled", "true")
        .set("spark.dynamicAllocation.initialExecutors", "2");

    await(tenths -> tenths < 10 ? 0 : 4);

    assertThat(waited).isEqualTo(40);
  }

  @Test
  void tasksAreForTheSlotsThatAreThere() {
    assertThat(asked().toServe(12)).isEqualTo(12);
    assertThat(asked().toServe(0)).isEqualTo(1);
  }

  @Test
  void executorsThatComeLaterFindTasksToo() {
    conf.set("spark.dynamicAllocation.enabled", "true");
    assertThat(asked().toServe(2)).isEqualTo(1000);

    conf.set("spark.dynamicAllocation.maxExecutors", "50");
    assertThat(asked().toServe(2)).isEqualTo(100);
  }

  @Test
  void slotsAreNoMoreThanHaveAGpu() {
    conf.set("spark.executor.cores", "8")
        .set("spark.executor.instances", "3")
        .set("spark.executor.resource.gpu.amount", "1")
        .set("spark.task.resource.gpu.amount", "0.5");

    assertThat(asked().slots()).hasValue(6);
  }

  private AskedExecutors asked() {
    return AskedExecutors.of(conf);
  }

  /** By slots at each tenth of a second. */
  private void await(IntUnaryOperator slots) throws InterruptedException {
    new ExecutorWait(
            asked(),
            new ExecutorWait.Cluster() {
              @Override
              public int slots() {
                return slots.applyAsInt(waited);
              }

              @Override
              public boolean isStopped() {
                return waited >= stopsAt;
              }

              @Override
              public void pause(Duration time) {
                waited += (int) (time.toMillis() / 100);
              }
            },
            notes::add)
        .await();
  }
}
