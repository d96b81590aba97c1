package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.spec.JobException;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class SparkHandleTest {
  private static final String LOGGER = "org.apache.spark.SparkContext";

  /** With a configuration of its own Spark warned on every job that reads a table. */
  @Test
  void theSessionOfARunningContextComesWithoutAWarning() {
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(SharedSpark.session().sparkContext());
    List<String> logged = new ArrayList<>();
    AbstractAppender appender =
        new AbstractAppender("logged", null, null, false, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            logged.add(event.getMessage().getFormattedMessage());
          }
        };
    appender.start();
    Logger logger = (Logger) LogManager.getLogger(LOGGER);
    Level before = logger.getLevel();
    logger.addAppender(appender);
    Configurator.setLevel(LOGGER, Level.WARN);
    System.setProperty("spark.test.of.warning", "x"); // as spark-submit passes settings
    try {
      assertThat(SparkHandle.sessionOf(context).sparkContext()).isSameAs(context.sc());
    } finally {
      System.clearProperty("spark.test.of.warning");
      Configurator.setLevel(LOGGER, before);
      logger.removeAppender(appender);
    }
    assertThat(logged).isEmpty();
  }

  /** Spark itself would wait without a word. */
  @Test
  void aLocalMasterThatIsToGiveTasksGpusIsRefused() {
    SparkConf conf =
        new SparkConf(false)
            .setMaster("local[2]")
            .set("spark.executor.resource.gpu.amount", "1")
            .set("spark.task.resource.gpu.amount", "0.5");
    assertThatThrownBy(() -> SparkHandle.start(conf, false, note -> {}))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("spark.task.resource.gpu.amount is only for clusters")
        .hasMessageEndingWith("Remove it; device: auto or gpu finds this machine's GPUs.");
  }
}
