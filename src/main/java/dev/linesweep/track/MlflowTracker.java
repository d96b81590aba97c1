package dev.linesweep.track;

import dev.linesweep.track.MlflowRuns.Known;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sends sweeps to an MLflow server through its REST API. A sweep is a run with the files of its
 * folder, and with a nested run for each of its best settings.
 *
 * <p>A sweep that is already on the server is completed: its run is found by the identity and the
 * folder in its tags, and the runs of the settings by theirs. A setting's run is marked once
 * everything is sent, so an interrupted one is completed too, and one with other numbers is
 * replaced.
 */
public final class MlflowTracker implements Tracker {
  private static final String PARENT = "mlflow.parentRunId";
  private static final String SENT = "linesweep.sent";

  private final HttpCalls calls;
  private final MlflowRuns runs;
  private final TrackingTarget target;

  private MlflowTracker(HttpCalls calls, TrackingTarget target) {
    this.calls = calls;
    this.runs = new MlflowRuns(calls);
    this.target = target;
  }

  /**
   * @param environment has the credentials
   * @param patience the time for everything that it sends
   */
  public static MlflowTracker of(
      TrackingTarget target, Map<String, String> environment, Patience patience) {
    return new MlflowTracker(
        new HttpCalls(target.server(), target.credentials(environment), patience), target);
  }

  @Override
  public Sent send(TrackedSweep sweep) throws InterruptedException {
    String experiment = runs.experiment(target.experiment());
    Known parent = parent(experiment, sweep);
    Map<String, String> params = new LinkedHashMap<>(sweep.run().params());
    params.keySet().removeAll(parent.params());
    runs.say(parent.id(), params, sweep.run().tags(), sweep.run());
    sendSettings(experiment, parent.id(), sweep.settings());
    List<String> notes = new ArrayList<>(sweep.notes());
    notes.addAll(new MlflowFiles(calls, target.server(), parent.artifacts()).send(sweep.files()));
    runs.end(parent.id(), sweep.run());
    return new Sent(
        parent.id(),
        "%s/#/experiments/%s/runs/%s".formatted(target.address(), experiment, parent.id()),
        notes);
  }

  private Known parent(String experiment, TrackedSweep sweep) throws InterruptedException {
    TrackedRun run = sweep.run();
    for (int attempt = 1; ; attempt++) {
      Optional<Known> known =
          runs.having(experiment, TrackedRun.IDENTITY, run.tag(TrackedRun.IDENTITY)).stream()
              .filter(each -> each.tag(PARENT).isEmpty())
              .filter(each -> isOf(each, sweep))
              .findFirst();
      if (known.isPresent()) {
        return known.get();
      }
      try {
        return runs.create(experiment, run, run.tags());
      } catch (TrackingException e) {
        again(attempt, e);
      }
    }
  }

  /** A folder that was moved still has the identity of its run. */
  private static boolean isOf(Known run, TrackedSweep sweep) {
    return run.id().equals(sweep.known())
        || run.tag(TrackedRun.FOLDER).equals(sweep.run().tag(TrackedRun.FOLDER));
  }

  /** A call that failed may have created the run, which the next search then finds. */
  private void again(int attempt, TrackingException failure) throws InterruptedException {
    if (!failure.isPassing() || attempt >= HttpCalls.ATTEMPTS) {
      throw failure;
    }
    calls.pause(attempt, failure);
  }

  private void sendSettings(String experiment, String parent, List<TrackedRun> settings)
      throws InterruptedException {
    Map<String, Known> known = settingsOf(experiment, parent);
    for (TrackedRun setting : settings) {
      sendSetting(experiment, parent, known, setting);
    }
    Set<String> sent =
        settings.stream().map(each -> each.tag(TrackedRun.SETTING)).collect(Collectors.toSet());
    String below = "below " + settings.size();
    for (Known each : known.values()) {
      boolean fell = !sent.contains(each.tag(TrackedRun.SETTING));
      if (fell && !each.tag(TrackedRun.RANK).equals(below)) {
        runs.tag(each.id(), TrackedRun.RANK, below);
      }
    }
  }

  private Map<String, Known> settingsOf(String experiment, String parent)
      throws InterruptedException {
    Map<String, Known> known = new LinkedHashMap<>();
    for (Known run : runs.having(experiment, PARENT, parent)) {
      if (!run.tag(TrackedRun.SETTING).isEmpty()) {
        known.putIfAbsent(run.tag(TrackedRun.SETTING), run);
      }
    }
    return known;
  }

  private void sendSetting(
      String experiment, String parent, Map<String, Known> known, TrackedRun setting)
      throws InterruptedException {
    Known there = known.get(setting.tag(TrackedRun.SETTING));
    if (there != null && there.tag(SENT).equals(setting.digest())) {
      if (!there.tag(TrackedRun.RANK).equals(setting.tag(TrackedRun.RANK))) {
        runs.say(there.id(), Map.of(), setting.tags(), setting.withoutMeasures());
      }
      return;
    }
    if (there != null && !there.tag(SENT).isEmpty()) {
      runs.delete(there.id());
      there = null;
    }
    Known run = there == null ? created(experiment, parent, setting) : there;
    runs.end(run.id(), setting);
    Map<String, String> tags = new LinkedHashMap<>(setting.tags());
    tags.put(SENT, setting.digest());
    runs.say(run.id(), setting.params(), tags, setting);
  }

  private Known created(String experiment, String parent, TrackedRun setting)
      throws InterruptedException {
    Map<String, String> tags = new LinkedHashMap<>(setting.tags());
    tags.put(PARENT, parent);
    for (int attempt = 1; ; attempt++) {
      try {
        return runs.create(experiment, setting, tags);
      } catch (TrackingException e) {
        again(attempt, e);
      }
      Known made = settingsOf(experiment, parent).get(setting.tag(TrackedRun.SETTING));
      if (made != null) {
        return made;
      }
    }
  }
}
