package dev.linesweep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.fixture.SharedSpark;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobLabelsTest {
  private final JavaSparkContext spark =
      JavaSparkContext.fromSparkContext(SharedSpark.session().sparkContext());
  private final Properties before = (Properties) spark.sc().getLocalProperties().clone();

  @AfterEach
  void leaveTheThreadAsItWas() {
    spark.sc().setLocalProperties(before);
  }

  @Test
  void jobsAreCalledByWhatTheyDo() {
    String description =
        JobLabels.named(spark, "housing", "train a block", () -> property("spark.job.description"));
    String callSite =
        JobLabels.named(spark, "", "predict", () -> spark.sc().getCallSite().shortForm());

    assertThat(description).isEqualTo("linesweep housing: train a block");
    assertThat(callSite).isEqualTo("linesweep: predict");
  }

  @Test
  void whatTheCallerHadSetIsThereAgain() {
    spark.setJobGroup("mine", "my jobs", false);
    spark.addJobTag("my-tag");
    Properties mine = (Properties) spark.sc().getLocalProperties().clone();

    String tags =
        JobLabels.together(
            spark,
            "linesweep housing",
            "one",
            () -> JobLabels.named(spark, "housing", "train", () -> property("spark.job.tags")));

    assertThat(tags.split(",")).containsExactlyInAnyOrder("my-tag", "one");
    assertThat(spark.sc().getLocalProperties()).isEqualTo(mine);
  }

  @Test
  void nothingIsLeftWhereNothingWasSet() {
    Properties none = (Properties) spark.sc().getLocalProperties().clone();

    assertThatThrownBy(
            () ->
                JobLabels.together(
                    spark,
                    "linesweep housing",
                    "one",
                    () ->
                        JobLabels.named(
                            spark,
                            "housing",
                            "train",
                            () -> {
                              throw new IllegalStateException("failed");
                            })))
        .hasMessage("failed");

    assertThat(spark.sc().getLocalProperties()).isEqualTo(none);
  }

  /** Whoever cancels his own group means the sweep in it too. */
  @Test
  void groupOfTheCallerIsKept() {
    assertThat(group()).isEqualTo("linesweep housing");

    spark.setJobGroup("mine", "my jobs");

    assertThat(group()).isEqualTo("mine");
  }

  private String group() {
    return JobLabels.together(
        spark, "linesweep housing", "one", () -> property("spark.jobGroup.id"));
  }

  private record Forever() implements VoidFunction<Integer> {
    @Override
    public void call(Integer task) throws InterruptedException {
      Thread.sleep(TimeUnit.DAYS.toMillis(1));
    }
  }

  /** A job that the work began and nobody waits for. */
  @Test
  void noJobIsLeftRunningBehindWorkThatFails() {
    JavaFutureAction<?>[] begun = new JavaFutureAction<?>[1];
    assertThatThrownBy(
            () ->
                JobLabels.together(
                    spark,
                    "linesweep housing",
                    "to-cancel",
                    () -> {
                      begun[0] = Tasks.of(spark, List.of(1)).forEachAsync(new Forever());
                      throw new IllegalStateException("failed");
                    }))
        .hasMessage("failed");

    assertThatThrownBy(() -> begun[0].get(1, TimeUnit.MINUTES))
        .isInstanceOf(ExecutionException.class)
        .rootCause()
        .hasMessageContaining("cancelled");
  }

  private String property(String key) {
    return spark.getLocalProperty(key);
  }
}
