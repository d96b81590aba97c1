package dev.linesweep.bench;

import org.apache.spark.sql.SparkSession;

/** The yardstick of every start: a local Spark session that counts a thousand rows. */
public final class BareSession {
  private BareSession() {}

  /** Prints the count, so that nobody can say that it was not made. */
  public static void main(String[] args) {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("bare")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
    System.out.println(spark.range(1000).count());
    spark.stop();
  }
}
