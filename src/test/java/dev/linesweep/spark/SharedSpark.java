package dev.linesweep.spark;

import org.apache.spark.sql.SparkSession;

/** The one local Spark session of the tests, started at first use and stopped with the JVM. */
public final class SharedSpark {
  private SharedSpark() {}

  private static final class Holder {
    static final SparkSession SESSION =
        SparkSession.builder()
            .master("local[2]")
            .appName("tests")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.warehouse.dir", "target/spark-warehouse")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();

    static {
      SESSION.sparkContext().setLogLevel("OFF");
    }
  }

  public static SparkSession session() {
    return Holder.SESSION;
  }
}
