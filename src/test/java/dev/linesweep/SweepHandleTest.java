package dev.linesweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.report.SweepListener;
import dev.linesweep.result.Progress;
import dev.linesweep.result.SweepSize;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SpecReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepHandleTest {
  private static final String JOB =
      """
      name: line
      data: {line: {}}
      training: {loss: mse}
      parameters:
        optimizer: sgd
        learning_rate: {values: [0.01, 0.02]}
        epochs: {values: [1, %d]}
      engine: fused
      """;

  private final SparkSession spark = SharedSpark.session();
  @TempDir private Path folder;

  @Test
  void resultIsThatOfTheSweep() throws Exception {
    SweepHandle handle = sweep(100).start(spark);

    SweepResult result = handle.await();

    assertThat(result.completed()).isEqualTo(4);
    assertThat(handle.result()).isSameAs(result);
    assertThat(handle.isDone()).isTrue();
    assertThat(handle.progress().done()).isEqualTo(4);
    handle.cancel();
    assertThat(handle.await()).isSameAs(result);
  }

  /** The long training would take hours. */
  @Test
  void aCancelledSweepEndsAndLeavesNoJob() throws Exception {
    CountDownLatch training = new CountDownLatch(1);
    SweepListener listener =
        new SweepListener() {
          @Override
          public void progressed(Progress progress) {
            training.countDown();
          }
        };
    SweepHandle handle = sweep(2_000_000_000).start(spark, listener);
    training.await();
    assertThat(handle.isDone()).isFalse();

    handle.cancel();

    assertThatThrownBy(handle::await)
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("run it again to continue");
    assertThat(handle.isDone()).isTrue();
    awaitNoJob();
  }

  @Test
  void whatIsWrongWithTheJobIsThrownToWhoeverAwaitsIt() {
    Sweep sweep =
        Sweep.of(
                SpecReader.read(
                    JOB.formatted(10)
                        .replace("line: {}", "path: no-such.csv, label: y, features: [x]"),
                    "job.yaml",
                    List.of()))
            .withOut(folder.toString());

    assertThatThrownBy(() -> sweep.start(spark).await())
        .isInstanceOf(JobException.class)
        .hasMessageContaining("no-such.csv");
  }

  @Test
  void theCallersThreadKeepsItsJobGroup() throws Exception {
    SparkContext context = spark.sparkContext();
    Properties before = (Properties) context.getLocalProperties().clone();
    context.setJobGroup("mine", "my own jobs", false);
    Properties mine = (Properties) context.getLocalProperties().clone();
    String[] within = new String[1];
    SweepListener listener =
        new SweepListener() {
          @Override
          public void started(SweepSize size) {
            within[0] = context.getLocalProperty("spark.jobGroup.id");
          }
        };
    try {
      sweep(10).run(spark, listener);

      assertThat(within[0]).isEqualTo("mine");
      assertThat(context.getLocalProperties()).isEqualTo(mine);
    } finally {
      context.setLocalProperties(before);
    }
  }

  /** Spark ends a cancelled job in threads of its own. */
  private void awaitNoJob() throws InterruptedException {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (spark.sparkContext().statusTracker().getActiveJobIds().length > 0) {
      assertThat(System.nanoTime()).as("a job goes on").isLessThan(patience);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private Sweep sweep(int epochs) {
    return Sweep.of(SpecReader.read(JOB.formatted(epochs), "job.yaml", List.of()))
        .withOut(folder.resolve("out").toString());
  }
}
