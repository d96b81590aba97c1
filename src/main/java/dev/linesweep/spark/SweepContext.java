package dev.linesweep.spark;

import dev.linesweep.data.SampleSets;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.spark.job.JobLabels;
import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The data that every task needs; broadcast once.
 *
 * @param journal URI of the journal's folder
 * @param run number of this run over the journal
 */
public record SweepContext(
    SweepPlan plan,
    SampleSets samples,
    RankingMetric metric,
    String journal,
    int run,
    ExecutorSettings executor)
    implements Serializable {

  /** Runs a Spark job of the sweep, named after what it does. */
  <T, E extends Exception> T job(JavaSparkContext spark, String what, JobLabels.Work<T, E> work)
      throws E {
    return JobLabels.named(spark, plan.spec().name(), what, work);
  }
}
