package dev.linesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A logger that Spark has renamed would be heard again, without any error. */
class ConsoleLogTest {
  private static final Path SHIPPED =
      Path.of(System.getProperty("linesweep.basedir", ".")).resolve("conf/log4j2.properties");

  /** The names that Spark 4.0 has for classes that were moved since. */
  private static final Set<String> OLDER =
      Set.of(
          "org.apache.spark.sql.catalyst.util.SparkStringUtils",
          "org.apache.spark.sql.execution.streaming.FileStreamSink");

  static Set<String> named() {
    Set<String> named = new TreeSet<>(ConsoleLog.USELESS);
    named.addAll(ConsoleLog.NEVER_TOLD);
    named.addAll(ConsoleLog.TOLD_BY_THE_COMMAND);
    named.removeAll(OLDER);
    return named;
  }

  @ParameterizedTest
  @MethodSource("named")
  void eachLoggerIsAClassOfThisSpark(String logger) {
    ClassLoader classes = ConsoleLogTest.class.getClassLoader();
    assertThatCode(() -> Class.forName(logger, false, classes)).doesNotThrowAnyException();
  }

  @Test
  void theShippedConfigurationSilencesTheSameLoggers() throws IOException {
    Properties shipped = new Properties();
    try (Reader text = Files.newBufferedReader(SHIPPED)) {
      shipped.load(text);
    }
    List<String> silenced =
        shipped.stringPropertyNames().stream()
            .filter(key -> key.startsWith("logger.") && key.endsWith(".level"))
            .filter(key -> shipped.getProperty(key).equals("error"))
            .map(key -> shipped.getProperty(key.replace(".level", ".name")))
            .toList();
    assertThat(silenced).containsExactlyInAnyOrderElementsOf(ConsoleLog.USELESS);
  }

  @Test
  void whatTheCommandSaysBetterIsNotTold() {
    assertThat(told("Failed to connect to master 127.0.0.1:7999")).isFalse();
    assertThat(told("Note that spark.local.dir will be overridden by the value set by the"))
        .isFalse();
    assertThat(told("Connection to 127.0.0.1:7077 failed; waiting for master to reconnect..."))
        .isTrue();
  }

  private static boolean told(String message) {
    LogEvent event =
        Log4jLogEvent.newBuilder()
            .setLoggerName("org.apache.spark.Any")
            .setMessage(new SimpleMessage(message))
            .build();
    return new ConsoleLog.ToldOnce(false).filter(event) != Filter.Result.DENY;
  }
}
