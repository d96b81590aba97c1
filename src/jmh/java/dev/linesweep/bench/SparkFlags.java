package dev.linesweep.bench;

import org.apache.spark.launcher.JavaModuleOptions;

/** Prints the flags that Spark's own launcher passes to every JVM. */
public final class SparkFlags {
  private SparkFlags() {}

  public static void main(String[] args) {
    System.out.println(JavaModuleOptions.defaultModuleOptions());
  }
}
