package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.engine.dl4j.FakeGpus;
import dev.linesweep.spark.Dl4jTasks;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import scala.Function1;
import scala.collection.Iterator;
import scala.collection.Iterator$;
import scala.reflect.ClassTag$;

/** Tasks that run at the same time train on the cards that Spark gave them, each on its own. */
@DisabledOnOs(OS.WINDOWS)
class GpuTasksIT {
  private static final Path TARGET = Path.of(System.getProperty("linesweep.basedir"), "target");

  @Test
  void eachTaskTrainsOnItsOwnCard() throws IOException {
    Path folder = TARGET.resolve("gpu-cluster/" + ProcessHandle.current().pid());
    Path script = Files.createDirectories(folder).resolve("two-gpus.sh");
    Files.writeString(
        script, "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [\"0\",\"1\"]}'\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();

    try (StandaloneCluster cluster =
            StandaloneCluster.start(
                folder,
                1,
                "spark.worker.resource.gpu.amount=2",
                "spark.worker.resource.gpu.discoveryScript=" + script);
        JavaSparkContext spark = new JavaSparkContext(conf(cluster.master()))) {
      assertThat(tasksAtOnce(spark, 2)).containsExactlyInAnyOrder("given 0, on 0", "given 1, on 1");
    }
  }

  /** Two executors of one card each, on one worker with two. */
  private static SparkConf conf(String master) {
    String classes =
        TARGET.resolve("test-classes") + File.pathSeparator + System.getProperty("linesweep.jar");
    return new SparkConf()
        .setMaster(master)
        .setAppName("gpus")
        .set("spark.ui.enabled", "false")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set("spark.executor.cores", "1")
        .set("spark.executor.memory", "512m")
        .set("spark.cores.max", "2")
        .set("spark.executor.resource.gpu.amount", "1")
        .set("spark.task.resource.gpu.amount", "1")
        .set("spark.executor.extraClassPath", classes);
  }

  /** A barrier stage starts when all of its tasks have a slot. */
  private static List<String> tasksAtOnce(JavaSparkContext spark, int tasks) {
    Object all =
        spark
            .parallelize(Collections.nCopies(tasks, 0), tasks)
            .rdd()
            .barrier()
            .mapPartitions(OnExecutor.task(), false, ClassTag$.MODULE$.apply(String.class))
            .collect();
    return Arrays.asList((String[]) all);
  }

  /** Apart, since executors lack the properties that the test's class reads. */
  private static final class OnExecutor {
    private OnExecutor() {}

    static Function1<Iterator<Integer>, Iterator<String>> task() {
      return (Function1<Iterator<Integer>, Iterator<String>> & Serializable) OnExecutor::cards;
    }

    private static Iterator<String> cards(Iterator<Integer> rows) {
      OptionalInt address = Dl4jTasks.gpu();
      String text = "given " + address.orElse(-1) + ", on " + FakeGpus.trainedOn(2, address);
      return Iterator$.MODULE$.single(text);
    }
  }
}
