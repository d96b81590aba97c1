package dev.linesweep.spec;

import dev.linesweep.text.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code method}, {@code count} and {@code search_seed}. */
final class SearchReader {
  private static final String GRID = SearchMethod.GRID.key();

  private final Section job;

  SearchReader(Section job) {
    this.job = job;
  }

  /** True if axes may have distributions; also if the method is unknown. */
  boolean draws() {
    return job.get("method").filter(method -> !isGrid(method)).isPresent();
  }

  private static boolean isGrid(Field method) {
    return method.node() instanceof YamlNode.Scalar scalar && scalar.text().equals(GRID);
  }

  Optional<SearchMethod> read() {
    if (!draws()) {
      refuseWithGrid("count");
      refuseWithGrid("search_seed");
      return Optional.of(SearchMethod.GRID);
    }
    Optional<SearchMethod.Sequence> sequence = job.get("method").flatMap(SearchReader::sequence);
    Optional<Integer> count =
        sequence.flatMap(s -> job.require("count", "count: 100")).flatMap(SearchReader::count);
    long seed =
        job.get("search_seed")
            .flatMap(field -> field.whole(Long.MIN_VALUE, Long.MAX_VALUE))
            .orElse(SearchMethod.USUAL_SEED);
    return sequence.flatMap(s -> count.map(n -> new SearchMethod.Sample(s, n, seed)));
  }

  private void refuseWithGrid(String key) {
    if (job.has(key)) {
      job.keyProblem(key, "can be used only with random or sobol; write method: sobol");
    }
  }

  private static Optional<Integer> count(Field field) {
    return field.whole(1, SearchMethod.MOST_SETTINGS).map(Long::intValue);
  }

  private static Optional<SearchMethod.Sequence> sequence(Field field) {
    String written = field.text().orElse("");
    Optional<SearchMethod.Sequence> sequence = Choice.of(SearchMethod.Sequence.values(), written);
    if (sequence.isEmpty() && !written.isEmpty()) {
      List<String> known = List.of(GRID, "random", "sobol");
      field.problem(
          "expected "
              + Words.anyOf(known)
              + ", got "
              + field.node().described()
              + ForeignWords.method(written)
                  .orElseGet(() -> Words.didYouMean(written.toLowerCase(Locale.ROOT), known)));
    }
    return sequence;
  }
}
