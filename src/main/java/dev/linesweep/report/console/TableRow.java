package dev.linesweep.report.console;

import dev.linesweep.model.PartErrors;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.report.SettingSpread;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.TrialResult;
import dev.linesweep.text.Rounded;

/**
 * One row of a table: a trial, or a setting over its repeats.
 *
 * @param trial the setting's first
 * @param errors of the trial, or the means over the repeats
 * @param value of the metric, or why there is none
 * @param deviation of the metric over the repeats; empty for a trial
 */
record TableRow(long rank, FittedTrial trial, PartErrors errors, String value, String deviation) {

  static TableRow of(FittedTrial trial, RankingMetric metric) {
    TrialResult result = trial.result();
    return new TableRow(trial.rank(), trial, result.errors(), value(result, metric), "");
  }

  private static String value(TrialResult result, RankingMetric metric) {
    return switch (result.state()) {
      case COMPLETE -> Rounded.of(result.value(metric));
      case STOPPED -> "stopped at " + result.stoppedEpoch();
      case DIVERGED -> "diverged at " + result.divergedEpoch();
      case FAILED -> "failed";
    };
  }

  /**
   * @param first of the setting's trials
   */
  static TableRow of(SettingSpread setting, FittedTrial first, RankingMetric metric) {
    if (setting.repeats() == 0) {
      String reason = value(first.result(), metric);
      return new TableRow(setting.rank(), first, PartErrors.NONE, reason, "");
    }
    double value = setting.value(metric);
    return new TableRow(
        setting.rank(),
        first,
        setting.errors(),
        Double.isNaN(value) ? "%d lost".formatted(setting.lost()) : Rounded.of(value),
        setting.repeats() > 1 ? Rounded.twoDigits(setting.deviation()) : "");
  }
}
