package dev.linesweep.spark;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;

/** Where Spark puts temporary files. */
final class LocalDirectories {
  private LocalDirectories() {}

  /** Of those that a running Spark has made, and removes as it ends, the one with the most room. */
  static Path ofSpark(SparkEnv env) {
    return roomiest(env.blockManager().diskBlockManager().localDirs());
  }

  /**
   * Of those below which a Spark that is not started yet will make its own, the one with the most
   * room.
   *
   * @param environment variables of this process, which count more than settings
   */
  static Path of(SparkConf conf, Map<String, String> environment) {
    String named =
        Optional.ofNullable(environment.get("SPARK_LOCAL_DIRS"))
            .orElseGet(() -> conf.get("spark.local.dir", System.getProperty("java.io.tmpdir")));
    return roomiest(Arrays.stream(named.split(",")).map(File::new).toArray(File[]::new));
  }

  private static Path roomiest(File... directories) {
    return Arrays.stream(directories)
        .max(Comparator.comparingLong(File::getUsableSpace))
        .orElseThrow()
        .toPath();
  }
}
