package dev.linesweep.spark.job;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Labels the jobs that this thread starts, for Spark's UI. Spark keeps labels in properties of the
 * thread; its own values are restored afterwards.
 */
public final class JobLabels {
  private static final String GROUP = "spark.jobGroup.id";
  private static final String DESCRIPTION = "spark.job.description";
  private static final String INTERRUPT = "spark.job.interruptOnCancel";
  private static final String TAGS = "spark.job.tags";
  private static final String CALL_SITE = "callSite.short";
  private static final String CALL_SITE_LONG = "callSite.long";
  private static final List<String> ALL =
      List.of(GROUP, DESCRIPTION, INTERRUPT, TAGS, CALL_SITE, CALL_SITE_LONG);

  private JobLabels() {}

  /** Work whose jobs are labelled. */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /**
   * Runs work whose jobs are cancelled together: by the group, unless the thread is already in
   * another one, or by the tag. Cancelling interrupts their tasks. If the work ends with an
   * exception, its jobs are cancelled.
   *
   * @param tag unique, without commas
   */
  public static <T, E extends Exception> T together(
      JavaSparkContext spark, String group, String tag, Work<T, E> work) throws E {
    return restoring(
        spark,
        () -> {
          if (spark.getLocalProperty(GROUP) == null) {
            spark.setLocalProperty(GROUP, group);
          }
          spark.setLocalProperty(INTERRUPT, "true");
          spark.addJobTag(tag);
          boolean ended = false;
          try {
            T result = work.run();
            ended = true;
            return result;
          } finally {
            if (!ended && !spark.sc().isStopped()) {
              spark.cancelJobsWithTag(tag);
            }
          }
        });
  }

  /**
   * Runs work whose jobs have names such as "linesweep housing: train 305 trajectories in 12
   * blocks" instead of the line of code that starts them.
   *
   * @param sweep name of the sweep; empty for none
   * @param what they do
   */
  public static <T, E extends Exception> T named(
      JavaSparkContext spark, String sweep, String what, Work<T, E> work) throws E {
    return restoring(
        spark,
        () -> {
          String name = (sweep.isEmpty() ? "linesweep" : "linesweep " + sweep) + ": " + what;
          spark.setLocalProperty(DESCRIPTION, name);
          spark.setLocalProperty(CALL_SITE, name);
          return work.run();
        });
  }

  private static <T, E extends Exception> T restoring(JavaSparkContext spark, Work<T, E> work)
      throws E {
    List<@Nullable String> before = new ArrayList<>();
    ALL.forEach(key -> before.add(spark.getLocalProperty(key)));
    try {
      return work.run();
    } finally {
      for (int i = 0; i < ALL.size(); i++) {
        spark.setLocalProperty(ALL.get(i), before.get(i));
      }
    }
  }
}
