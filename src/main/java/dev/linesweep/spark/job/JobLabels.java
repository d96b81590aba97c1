package dev.linesweep.spark.job;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * What Spark's UI calls the jobs that this thread starts. Spark keeps that in properties of the
 * thread; what its owner had set there is there again afterwards.
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

  /** What is labelled. */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /**
   * Jobs that are cancelled together: by the group, unless the thread is in another one already, or
   * by the tag. Their tasks are interrupted then. None is left running when the work ends by an
   * exception.
   *
   * @param tag without commas; no other work has it
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
   * Jobs that are called "linesweep housing: train 305 trajectories in 12 blocks" rather than by
   * the line of code that starts them.
   *
   * @param sweep empty if they belong to none
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
