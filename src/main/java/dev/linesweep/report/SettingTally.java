package dev.linesweep.report;

import dev.linesweep.model.RankingMetric;
import dev.linesweep.result.RankedSetting;
import dev.linesweep.result.State;
import dev.linesweep.spec.MetricSpec.Select;
import java.util.ArrayList;
import java.util.List;

/** Makes a {@link SettingRanking} of settings, which come by rank. */
final class SettingTally {
  private final RankingMetric metric;
  private final List<SettingSpread> leading = new ArrayList<>();
  private double firstCost = Double.NaN;
  private double standardError = Double.NaN;
  private long ranked;
  private long stopped;
  private long broken;
  private long better;

  SettingTally(RankingMetric metric) {
    this.metric = metric;
  }

  void accept(RankedSetting setting) {
    double cost = metric.costOf(setting.value(metric));
    if (setting.rank() == 1) {
      firstCost = cost;
    }
    if (setting.rank() == 1 || (setting.rank() == 2 && cost < firstCost)) {
      standardError = setting.costs(metric).standardError();
    }
    if (leading.size() < SettingRanking.LEADING) {
      leading.add(SettingSpread.of(setting, metric));
    }
    if (setting.count(State.STOPPED) > 0) {
      stopped++;
    } else if (Double.isNaN(cost)) {
      broken++;
    } else {
      ranked++;
      better += cost < firstCost ? 1 : 0;
    }
  }

  SettingRanking ranking() {
    boolean chosen = metric.spec().select() == Select.ONE_STANDARD_ERROR;
    return new SettingRanking(
        leading, ranked, stopped, broken, chosen ? better : 0, chosen ? standardError : Double.NaN);
  }
}
