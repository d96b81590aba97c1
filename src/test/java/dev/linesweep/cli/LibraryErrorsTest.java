package dev.linesweep.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class LibraryErrorsTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final LibraryErrors libraries = new LibraryErrors(new PrintStream(bytes, true, UTF_8));
  private final PrintStream errors = libraries.stream();

  @Test
  void ofAStackTraceTheMessagesStay() {
    new IllegalStateException("outer", new IllegalArgumentException("inner"))
        .printStackTrace(errors);
    assertThat(bytes.toString(UTF_8).lines())
        .containsExactly(
            "java.lang.IllegalStateException: outer",
            "Caused by: java.lang.IllegalArgumentException: inner");
  }

  @Test
  void thatAThreadPoolIsStoppingIsNoNews() {
    new RejectedExecutionException(
            "Task Future(<not completed>) rejected from ThreadPoolExecutor@1[Shutting down, 1]")
        .printStackTrace(errors);
    assertThat(bytes.size()).isZero();
  }

  @Test
  void thatTheAwsSdkHasNoLogIsNoNews() {
    errors.println("SLF4J: Failed to load class \"org.slf4j.impl.StaticLoggerBinder\".");
    errors.println("SLF4J: Defaulting to no-operation (NOP) logger implementation");
    errors.println(
        "SLF4J: See http://www.slf4j.org/codes.html#StaticLoggerBinder for further details.");
    errors.println("SLF4J: Class path contains multiple SLF4J bindings.");
    assertThat(bytes.toString(UTF_8).lines())
        .containsExactly("SLF4J: Class path contains multiple SLF4J bindings.");
  }

  @Test
  void otherLinesStayWithoutWhatATerminalWouldObey() {
    errors.println("größe \u001B[31m");
    errors.print("no end");
    libraries.finish();
    errors.println("more");
    assertThat(bytes.toString(UTF_8).lines()).containsExactly("größe ␛[31m", "no end", "more");
  }
}
