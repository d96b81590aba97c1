package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.fixture.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spark says nothing of headers, whatever names they have. */
class CsvHeaderWarningsTest {
  private static final String SPARKS = "org.apache.spark.sql.catalyst.csv.CSVHeaderChecker";

  private final List<String> said = new ArrayList<>();
  @TempDir Path folder;

  @BeforeEach
  void listen() {
    SharedSpark.session();
    LoggerContext log = LoggerContext.getContext(false);
    AbstractAppender listener =
        new AbstractAppender("said", null, null, true, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            said.add(event.getMessage().getFormattedMessage());
          }
        };
    listener.start();
    LoggerConfig all = new LoggerConfig(SPARKS, Level.WARN, false);
    all.addAppender(listener, Level.WARN, null);
    log.getConfiguration().addLogger(SPARKS, all);
    log.updateLoggers();
  }

  @AfterEach
  void listenNoMore() {
    LoggerContext log = LoggerContext.getContext(false);
    log.getConfiguration().removeLogger(SPARKS);
    log.updateLoggers();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x,y,note",
        " x , y,note",
        "\"x\",y,a.`b",
        ",x,y",
        "x,y,",
        "x,y,note,note",
        "x,y,X",
      })
  void aHeaderIsReadWithoutAWord(String header) {
    int x = List.of(header.replace("\"", "").replace(" ", "").split(",")).indexOf("x");
    String[] cells = "7,".repeat(header.split(",", -1).length - 1).concat("7").split(",");
    List<String> lines = new ArrayList<>(List.of(header));
    for (int row = 1; row <= 5; row++) {
      cells[x] = Integer.toString(row);
      cells[x + 1] = Integer.toString(3 * row);
      lines.add(String.join(",", cells));
    }

    double[] found = Tables.csv(folder, "t.csv", lines.toArray(String[]::new)).read().matrix().x();

    assertThat(found).containsExactly(1, 2, 3, 4, 5);
    assertThat(said).isEmpty();
  }

  @Test
  void soIsATableWhoseRowsEndWithAComma() {
    Tables.csv(folder, "t.csv", "x,y", "1,2,", "2,3,", "3,5,", "4,7,", "5,9,").read();
    assertThat(said).isEmpty();
  }

  @Test
  void whatSparkSaysIsHeard() {
    SharedSpark.session()
        .read()
        .schema("c0 STRING, c1 STRING")
        .option("header", "true")
        .csv(Tables.write(folder, "t.csv", "x,y", "1,2").toString())
        .collectAsList();
    assertThat(said).singleElement().asString().startsWith("CSV header does not conform");
  }
}
