package dev.linesweep.output;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.linesweep.plan.OptimizerParameters;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.report.Axis;
import dev.linesweep.report.SettingRanking;
import dev.linesweep.report.SweepReport;
import dev.linesweep.result.FittedTrial;
import java.util.List;
import java.util.Optional;

/**
 * The sums over all trials, and the leading trials, as JSON. With them a finished sweep is reported
 * on without reading its trials.
 */
public final class SumsJson {
  /** Reads and writes records by their components. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .visibility(PropertyAccessor.ALL, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .addMixIn(Trajectory.class, TrajectoryNames.class)
          .addMixIn(Axis.class, AxisNames.class)
          .build();

  /** The name in files, which stays whatever it is called here. */
  private interface TrajectoryNames {
    @JsonProperty("settings")
    OptimizerParameters parameters();
  }

  /** As those of a trajectory. */
  private enum AxisNames {
    @JsonProperty("SETTINGS")
    PARAMETERS
  }

  private SumsJson() {}

  private record Sums(
      SweepReport.Tallies tallies,
      List<FittedTrial> top,
      SettingRanking settings,
      List<SweepReport.AtEpochs> bestByEpochs) {}

  public static JsonNode of(SweepReport report) {
    return MAPPER.valueToTree(
        new Sums(report.tallies(), report.top(), report.settings(), report.bestByEpochs()));
  }

  /**
   * The report from its JSON; empty if this is not such JSON.
   *
   * @param saved how the trials were ranked
   * @param errors of the best trial and the baselines
   */
  static Optional<SweepReport> report(JsonNode json, SavedTrials saved, SavedErrors errors) {
    try {
      Sums sums = MAPPER.treeToValue(json, Sums.class);
      if (sums == null) {
        return Optional.empty();
      }
      return Optional.of(
          new SweepReport(
              saved.axes(),
              saved.metric(),
              errors.rows(saved),
              sums.tallies,
              new SweepReport.Leading(
                  sums.top, sums.settings, sums.bestByEpochs, errors.winner())));
    } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
      return Optional.empty();
    }
  }
}
