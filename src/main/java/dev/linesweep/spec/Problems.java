package dev.linesweep.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The problems found in one job so far; all are shown together, in the order of the file. */
final class Problems {
  private static final int MOST_SHOWN = 50;

  private record Problem(Place place, String path, String message) {}

  private final List<Problem> found = new ArrayList<>();
  private int unlisted;

  /** Notes a problem of the value at a path such as {@code parameters.epochs[1]}. */
  void add(Place place, String path, String message) {
    if (found.size() == MOST_SHOWN) {
      unlisted++;
      return;
    }
    String subject = path.isEmpty() ? "" : path + ": ";
    found.add(new Problem(place, path, place + ": " + subject + message));
  }

  /** True if no problem is known at a path or below it. */
  boolean noneIn(String path) {
    return found.stream().noneMatch(problem -> problem.path().startsWith(path));
  }

  void throwIfAny() {
    if (found.isEmpty()) {
      return;
    }
    List<String> messages =
        new ArrayList<>(
            found.stream()
                .sorted(Comparator.comparing(Problem::place))
                .map(Problem::message)
                .toList());
    if (unlisted > 0) {
      messages.add("and " + unlisted + " more");
    }
    throw new JobException(messages);
  }
}
