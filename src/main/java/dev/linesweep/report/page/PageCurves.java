package dev.linesweep.report.page;

import dev.linesweep.plan.TrialId;
import dev.linesweep.table.Row;
import dev.linesweep.text.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The losses along the epochs of the trajectories that the page shows. */
public final class PageCurves {
  private final Supplier<Set<TrialId>> trajectories;
  private @Nullable Set<String> wanted;
  private final Map<String, List<Row>> curves = new LinkedHashMap<>();

  /**
   * @param trajectories whose curves to keep; asked for with the first row
   */
  public PageCurves(Supplier<Set<TrialId>> trajectories) {
    this.trajectories = trajectories;
  }

  /** Takes a row of {@code curves.parquet}. */
  public void accept(Row row) {
    String id = row.text("trajectory_id");
    if (wanted().contains(id)) {
      curves.computeIfAbsent(id, key -> new ArrayList<>()).add(row);
    }
  }

  private Set<String> wanted() {
    if (wanted == null) {
      wanted =
          trajectories.get().stream()
              .map(TrialId::toString)
              .collect(Collectors.toUnmodifiableSet());
    }
    return wanted;
  }

  boolean has(TrialId trajectory) {
    return curves.containsKey(trajectory.toString());
  }

  /** The epochs of all curves, and each curve's losses there; null if it has none. */
  Map<String, Object> toJson() {
    TreeSet<Long> epochs = new TreeSet<>();
    curves.values().forEach(rows -> rows.forEach(row -> epochs.add(row.whole("epoch", 0))));
    Map<String, Object> byId = new LinkedHashMap<>();
    curves.forEach((id, rows) -> byId.put(id, losses(rows, List.copyOf(epochs))));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("epochs", List.copyOf(epochs));
    json.put("byTrajectory", byId);
    return json;
  }

  private static Map<String, Object> losses(List<Row> rows, List<Long> epochs) {
    Map<String, Object> losses = new LinkedHashMap<>();
    for (String part : List.of("train", "validation", "test")) {
      List<@Nullable Object> values = new ArrayList<>();
      int at = 0;
      for (long epoch : epochs) {
        boolean there = at < rows.size() && rows.get(at).whole("epoch", 0) == epoch;
        values.add(there ? Json.rounded(rows.get(at++).number(part + "_loss")) : null);
      }
      if (values.stream().anyMatch(value -> value != null)) {
        losses.put(part, values);
      }
    }
    return losses;
  }
}
