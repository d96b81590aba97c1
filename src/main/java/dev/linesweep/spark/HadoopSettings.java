package dev.linesweep.spark;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * The only source of Hadoop configurations: Hadoop's own files, overridden by {@code
 * spark.hadoop.*}. So every command can open a folder that a sweep can write to.
 */
public final class HadoopSettings {
  /** The configuration of this JVM's executor; in local mode one may follow another. */
  private static volatile @Nullable Executor executor;

  private HadoopSettings() {}

  private record Executor(SparkConf conf, Configuration settings) {}

  public static Configuration of(SparkConf conf) {
    return SparkHadoopUtil.get().newConfiguration(conf);
  }

  /** The configuration of the executor that runs this thread's task; its files are read once. */
  static Configuration ofThisExecutor() {
    SparkConf conf = SparkEnv.get().conf();
    Executor known = executor;
    if (known == null || known.conf != conf) {
      known = new Executor(conf, of(conf));
      executor = known;
    }
    return known.settings;
  }

  /**
   * The configuration of the running Spark session, else the one that this JVM was started with.
   */
  public static Configuration ofThisProcess() {
    Option<SparkSession> running = SparkSession.getDefaultSession();
    return running.isDefined()
        ? running.get().sparkContext().hadoopConfiguration()
        : of(new SparkConf());
  }
}
