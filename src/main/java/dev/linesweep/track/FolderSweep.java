package dev.linesweep.track;

import dev.linesweep.model.RankingMetric;
import dev.linesweep.output.LeadingSettings;
import dev.linesweep.output.SavedStatus;
import dev.linesweep.output.SavedTrials;
import dev.linesweep.output.TrialsFile;
import dev.linesweep.report.Axis;
import dev.linesweep.report.Provenance;
import dev.linesweep.report.SettingSpread;
import dev.linesweep.result.RankedSetting;
import dev.linesweep.result.State;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.store.Identity;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.text.Secrets;
import dev.linesweep.track.TrackedRun.Measure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * Reads the data for a tracking server, only from an output folder.
 *
 * <p>Facts that decide all trials of the folder become params of the sweep, which a server never
 * changes; facts that a later run may change become tags and measures.
 */
final class FolderSweep {
  private final OutputFolder folder;
  private final SavedTrials saved;
  private final SavedStatus status;
  private final Map<State, Long> counts = new EnumMap<>(State.class);

  private FolderSweep(OutputFolder folder, SavedTrials saved, SavedStatus status) {
    this.folder = folder;
    this.saved = saved;
    this.status = status;
  }

  /**
   * @param known the server's identity of the run that has the sweep; may be empty
   * @param top the most settings
   * @throws JobException if the sweep has not ended, or a file is damaged
   */
  static TrackedSweep read(Configuration hadoop, OutputFolder folder, String known, int top)
      throws IOException {
    folder.requireEnded();
    SavedTrials saved = SavedTrials.of(folder);
    LeadingSettings leading = LeadingSettings.of(folder, saved, top);
    FolderSweep sweep = new FolderSweep(folder, saved, SavedStatus.of(folder));
    sweep.count();
    return new TrackedSweep(
        known,
        sweep.run(leading),
        new SettingRuns(saved, leading).all(),
        FolderContents.of(hadoop, folder, sweep.spec()),
        FolderContents.notes(sweep.spec()));
  }

  private void count() throws IOException {
    for (State state : State.values()) {
      counts.put(state, 0L);
    }
    new TrialsFile(folder)
        .places(
            place -> {
              counts.merge(place.state(), 1L, Long::sum);
              return true;
            });
  }

  private TrackedRun run(LeadingSettings leading) throws IOException {
    return new TrackedRun(
        spec().name(),
        new TrackedRun.Span(
            status.began(), status.written(), counts.getOrDefault(State.COMPLETE, 0L) > 0),
        params(),
        tags(),
        measures(leading));
  }

  private SweepSpec spec() {
    return saved.axes().plan().spec();
  }

  private Provenance.Data data() {
    return saved.provenance().data();
  }

  private Identity identity() throws IOException {
    return folder
        .identity()
        .orElseThrow(
            () -> new JobException(folder + " holds no sweep. Give the --out folder of one."));
  }

  private Map<String, String> params() throws IOException {
    Map<String, String> params = new LinkedHashMap<>(identity().fields());
    params.remove("data");
    params.put("data_fingerprint", data().fingerprint());
    params.put("label", label(spec().data().source()));
    spec().rowWeight().ifPresent(column -> params.put("row_weight", column));
    params.put("features", Integer.toString(data().facts().features()));
    params.put("train_rows", Integer.toString(data().shape().trainRows()));
    params.put("validation_rows", Integer.toString(data().shape().validationRows()));
    params.put("test_rows", Integer.toString(data().shape().testRows()));
    return params;
  }

  private static String label(DataSpec.Source source) {
    if (source instanceof DataSpec.Table table) {
      return table.selection() instanceof DataSpec.Columns columns
          ? columns.label()
          : ((DataSpec.Formula) table.selection()).text();
    }
    return "generated";
  }

  private Map<String, String> tags() throws IOException {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(TrackedRun.IDENTITY, identity().digits());
    tags.put(TrackedRun.FOLDER, folder.toString());
    tags.put("linesweep.version", saved.provenance().versions().getOrDefault("linesweep", ""));
    tags.put("linesweep.metric", metric().spec().key());
    tags.put("linesweep.method", spec().search().method().key());
    tags.put("linesweep.data", Secrets.scrubbed(data().facts().source()));
    saved.axes().varying().forEach(axis -> tags.put("linesweep.axis." + axis.key(), values(axis)));
    tags.put("linesweep.check", saved.provenance().check().sentence());
    tags.put("mlflow.runName", spec().name());
    tags.putAll(TrackedRun.SOURCE);
    tags.values().removeIf(String::isEmpty);
    return tags;
  }

  private String values(Axis axis) {
    return saved.axes().values(axis).stream().map(axis::text).collect(Collectors.joining(", "));
  }

  private RankingMetric metric() {
    return saved.metric();
  }

  private List<Measure> measures(LeadingSettings leading) {
    List<Measure> measures = new ArrayList<>();
    long trials = saved.axes().plan().trials();
    long done = counts.values().stream().mapToLong(Long::longValue).sum();
    measures.add(new Measure("trials", trials, 0));
    counts.forEach((state, count) -> measures.add(new Measure("trials_" + state.key(), count, 0)));
    measures.add(new Measure("trials_left", trials - done, 0));
    measures.add(new Measure("seconds", status.seconds(), 0));
    leading.settings().stream()
        .findFirst()
        .map(LeadingSettings.Leading::setting)
        .filter(best -> best.count(State.COMPLETE) > 0)
        .ifPresent(best -> measures.addAll(best(best)));
    return measures;
  }

  private List<Measure> best(RankedSetting best) {
    double value = SettingSpread.of(best, metric()).value(metric());
    return Double.isFinite(value)
        ? List.of(new Measure("best_" + metric().spec().key(), value, 0))
        : List.of();
  }
}
