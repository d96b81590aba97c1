package dev.linesweep.report.page;

import dev.linesweep.plan.TrialId;
import dev.linesweep.result.Losses;
import dev.linesweep.text.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The losses along the epochs of the trajectories that the page shows. */
public final class PageCurves {
  private final Supplier<Set<TrialId>> trajectories;
  private @Nullable Set<TrialId> wanted;
  private final Map<TrialId, List<Losses>> curves = new LinkedHashMap<>();

  /**
   * @param trajectories whose curves to keep; asked for with the first losses
   */
  public PageCurves(Supplier<Set<TrialId>> trajectories) {
    this.trajectories = trajectories;
  }

  /** Takes a trajectory's losses, epoch by epoch. */
  public void accept(TrialId trajectory, Losses losses) {
    if (wanted == null) {
      wanted = Set.copyOf(trajectories.get());
    }
    if (wanted.contains(trajectory)) {
      curves.computeIfAbsent(trajectory, key -> new ArrayList<>()).add(losses);
    }
  }

  boolean has(TrialId trajectory) {
    return curves.containsKey(trajectory);
  }

  /** The epochs of all curves, and each curve's losses there; null if it has none. */
  Map<String, Object> toJson() {
    TreeSet<Integer> epochs = new TreeSet<>();
    curves.values().forEach(curve -> curve.forEach(losses -> epochs.add(losses.epoch())));
    Map<String, Object> byId = new LinkedHashMap<>();
    curves.forEach((id, curve) -> byId.put(id.toString(), losses(curve, epochs)));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("epochs", List.copyOf(epochs));
    json.put("byTrajectory", byId);
    return json;
  }

  private static Map<String, Object> losses(List<Losses> curve, Set<Integer> epochs) {
    Map<String, Object> losses = new LinkedHashMap<>();
    put(losses, "train", curve, epochs, Losses::train);
    put(losses, "validation", curve, epochs, Losses::validation);
    put(losses, "test", curve, epochs, Losses::test);
    return losses;
  }

  private static void put(
      Map<String, Object> losses,
      String part,
      List<Losses> curve,
      Set<Integer> epochs,
      ToDoubleFunction<Losses> loss) {
    List<@Nullable Object> values = new ArrayList<>();
    int at = 0;
    for (int epoch : epochs) {
      boolean there = at < curve.size() && curve.get(at).epoch() == epoch;
      values.add(there ? Json.rounded(loss.applyAsDouble(curve.get(at++))) : null);
    }
    if (values.stream().anyMatch(value -> value != null)) {
      losses.put(part, values);
    }
  }
}
