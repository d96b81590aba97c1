package dev.linesweep.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.track.TrackedRun.Measure;
import dev.linesweep.track.TrackedRun.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What MLflow takes in one call. */
class BatchesTest {
  private static Map<String, String> pairs(int count) {
    Map<String, String> pairs = new LinkedHashMap<>();
    IntStream.range(0, count).forEach(i -> pairs.put("k" + i, "v" + i));
    return pairs;
  }

  private static List<?> items(Map<String, Object> batch, String key) {
    return (List<?>) Objects.requireNonNull(batch.get(key));
  }

  private static TrackedRun run(int measures) {
    return new TrackedRun(
        "x",
        new Span(Instant.EPOCH, Instant.EPOCH, true),
        Map.of(),
        Map.of(),
        IntStream.range(0, measures).mapToObj(i -> new Measure("loss", i, i)).toList());
  }

  @Test
  void everyCallKeepsTheLimitsAndAllOfItIsSaidOnceInOrder() {
    SplittableRandom random = new SplittableRandom(42);
    for (int round = 0; round < 200; round++) {
      int params = random.nextInt(250);
      int tags = random.nextInt(250);
      int measures = random.nextInt(3500);
      List<Object> said = new ArrayList<>();
      for (Map<String, Object> batch : Batches.of("r", pairs(params), pairs(tags), run(measures))) {
        int[] sizes =
            List.of("params", "tags", "metrics").stream()
                .mapToInt(key -> items(batch, key).size())
                .toArray();
        assertThat(sizes[0]).isLessThanOrEqualTo(100);
        assertThat(sizes[1]).isLessThanOrEqualTo(100);
        assertThat(IntStream.of(sizes).sum()).isBetween(1, 1000);
        items(batch, "metrics").forEach(metric -> said.add(((Map<?, ?>) metric).get("step")));
      }
      assertThat(said).isEqualTo(IntStream.range(0, measures).boxed().toList());
    }
  }

  @Test
  void longTextsAreCutToWhatServersOfAllVersionsTake() {
    Map<String, Object> batch =
        Batches.of("r", Map.of("p", "x".repeat(501)), Map.of("t", "y".repeat(6000)), run(0)).get(0);

    assertThat(items(batch, "params").toString()).contains("x".repeat(499) + "…");
    assertThat(items(batch, "tags").toString()).contains("y".repeat(4999) + "…");
    assertThat(Batches.of("r", Map.of(), Map.of(), run(0))).isEmpty();
  }
}
