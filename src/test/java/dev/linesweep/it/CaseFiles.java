package dev.linesweep.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The inputs under {@code src/test/resources/cases}, copied to where a test may write. Files whose
 * names not every system can keep, and large ones, are made here.
 */
final class CaseFiles {
  private static final Path RESOURCES =
      Path.of(System.getProperty("linesweep.basedir", ""), "src/test/resources/cases");

  private CaseFiles() {}

  /** Copies all of them. */
  static Path copyTo(Path folder) {
    try (Stream<Path> all = Files.walk(RESOURCES)) {
      for (Path from : (Iterable<Path>) all::iterator) {
        Path to = folder.resolve(renamed(RESOURCES.relativize(from).toString()));
        if (Files.isDirectory(from)) {
          Files.createDirectories(to);
        } else {
          Files.copy(from, to);
        }
      }
      manyCategories(folder.resolve("26-ten-thousand-categories"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Windows has no file of the name that is tested. */
  private static String renamed(String name) {
    return name.replaceFirst("(logs/.*T\\d\\d)_(\\d\\d)_", "$1:$2:")
        .replace("what_.csv", "what?.csv");
  }

  /** 12,000 rows: price = 3 area + the effect of a user, each of many. */
  private static void manyCategories(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("data.csv"), users(10_000));
    Files.write(folder.resolve("data300.csv"), users(300));
  }

  private static List<String> users(int count) {
    Random random = new Random(count);
    int[] effects = random.ints(count, 0, 60).toArray();
    Stream.Builder<String> lines = Stream.builder();
    lines.add("user,area,price");
    for (int row = 0; row < 12_000; row++) {
      int user = row % count;
      int area = random.nextInt(1000);
      int price = 3 * area + 100 * effects[user];
      lines.add("u%05d,%s,%s".formatted(user, area / 100.0, price / 100.0));
    }
    return lines.build().toList();
  }
}
