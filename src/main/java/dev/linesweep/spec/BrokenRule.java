package dev.linesweep.spec;

import java.io.Serial;

/**
 * A rule of a job that a value breaks. Records throw it from their constructors, so that a job in
 * memory obeys the rules whoever made it; the readers of job files add the place.
 */
final class BrokenRule extends JobException {
  @Serial private static final long serialVersionUID = 1L;

  private final String path;
  private final String words;

  /**
   * @param path of the value in a job file, such as {@code split.test}
   */
  BrokenRule(String path, String words) {
    super(path + ": " + words);
    this.path = path;
    this.words = words;
  }

  static void unless(boolean holds, String path, String words) {
    if (!holds) {
      throw new BrokenRule(path, words);
    }
  }

  String path() {
    return path;
  }

  String words() {
    return words;
  }
}
