package dev.linesweep.spark;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * The one way to a Hadoop configuration: Hadoop's own files, and over them whatever {@code
 * spark.hadoop.*} sets. So a folder that a sweep can be written to can be shown, too.
 */
public final class HadoopSettings {
  /** Of the executor of this JVM; in local mode one may follow another. */
  private static volatile @Nullable Executor executor;

  private HadoopSettings() {}

  private record Executor(SparkConf conf, Configuration settings) {}

  public static Configuration of(SparkConf conf) {
    return SparkHadoopUtil.get().newConfiguration(conf);
  }

  /** Those of the executor that runs this thread's task; its files are read once. */
  static Configuration ofThisExecutor() {
    SparkConf conf = SparkEnv.get().conf();
    Executor known = executor;
    if (known == null || known.conf != conf) {
      known = new Executor(conf, of(conf));
      executor = known;
    }
    return known.settings;
  }

  /** Those of the running Spark session, else those that this JVM was started with. */
  public static Configuration ofThisProcess() {
    Option<SparkSession> running = SparkSession.getDefaultSession();
    return running.isDefined()
        ? running.get().sparkContext().hadoopConfiguration()
        : of(new SparkConf());
  }
}
