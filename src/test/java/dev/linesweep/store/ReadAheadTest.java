package dev.linesweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReadAheadTest {
  private static List<Path> files(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Path("/journal/" + i)).toList();
  }

  private static byte[] name(Path file) {
    return file.getName().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void filesComeInTheirOrder() throws IOException {
    List<String> read = new ArrayList<>();
    try (ReadAhead ahead = new ReadAhead(files(500), ReadAheadTest::name)) {
      for (int i = 0; i < 500; i++) {
        read.add(new String(ahead.next(), StandardCharsets.UTF_8));
      }
      assertThatThrownBy(ahead::next).isInstanceOf(NoSuchElementException.class);
    }

    assertThat(read).isEqualTo(IntStream.range(0, 500).mapToObj(String::valueOf).toList());
  }

  /** No file of the second sixteen comes before all of these are being read. */
  @Test
  @Timeout(30)
  void manyAreReadAtOnce() throws IOException {
    CountDownLatch together = new CountDownLatch(16);
    ReadAhead.Reader reader =
        file -> {
          if (Integer.parseInt(file.getName()) >= 16) {
            together.countDown();
            await(together);
          }
          return name(file);
        };
    try (ReadAhead ahead = new ReadAhead(files(32), reader)) {
      for (int i = 0; i < 32; i++) {
        assertThat(ahead.next()).isEqualTo(name(new Path("/journal/" + i)));
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void fewLargeFilesAreHeldAtOnce() throws IOException {
    AtomicInteger begun = new AtomicInteger();
    ReadAhead.Reader reader =
        file -> {
          begun.incrementAndGet();
          return new byte[32 << 20];
        };
    try (ReadAhead ahead = new ReadAhead(files(40), reader)) {
      for (int taken = 1; taken <= 10; taken++) {
        ahead.next();
        assertThat(begun.get()).isLessThanOrEqualTo(taken + 2);
      }
    }
  }

  @Test
  void aFileThatCannotBeReadIsToldInItsTurn() throws IOException {
    ReadAhead.Reader reader =
        file -> {
          if (file.getName().equals("3")) {
            throw new FileNotFoundException("gone");
          }
          return name(file);
        };
    try (ReadAhead ahead = new ReadAhead(files(5), reader)) {
      for (int i = 0; i < 3; i++) {
        ahead.next();
      }
      assertThatThrownBy(ahead::next).isInstanceOf(FileNotFoundException.class).hasMessage("gone");
      assertThat(ahead.next()).isEqualTo(name(new Path("/journal/4")));
    }
  }
}
