package dev.linesweep.spark;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * The one way to a Hadoop configuration: Hadoop's own files, and over them whatever {@code
 * spark.hadoop.*} sets. So a folder that a sweep can be written to can be shown, too.
 */
public final class HadoopSettings {
  private HadoopSettings() {}

  public static Configuration of(SparkConf conf) {
    return SparkHadoopUtil.get().newConfiguration(conf);
  }

  /** Those of the running Spark session, else those that this JVM was started with. */
  public static Configuration ofThisProcess() {
    Option<SparkSession> running = SparkSession.getDefaultSession();
    return running.isDefined()
        ? running.get().sparkContext().hadoopConfiguration()
        : of(new SparkConf());
  }
}
