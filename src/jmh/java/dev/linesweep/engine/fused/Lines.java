package dev.linesweep.engine.fused;

import dev.linesweep.bench.Series;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends what is measured to the file {@code series} of a folder, and prints it. */
record Lines(Path folder) {
  void add(Series series) {
    try {
      Files.writeString(
          folder.resolve("series"),
          series.line() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.println(series.text());
  }

  void add(String what, String target, String unit, double... values) {
    add(new Series(what, target, unit, values));
  }
}
