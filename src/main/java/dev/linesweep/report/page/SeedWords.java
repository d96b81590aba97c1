package dev.linesweep.report.page;

import dev.linesweep.report.Rounded;
import dev.linesweep.report.SeedRanking;
import dev.linesweep.report.SeedSpread;
import dev.linesweep.report.SeedSpread.Standing;
import dev.linesweep.report.SweepReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How much of the winner's lead is its seed, in sentences. */
final class SeedWords {
  private final SweepReport report;
  private final SeedRanking ranking;

  SeedWords(SweepReport report) {
    this.report = report;
    this.ranking = report.seeds();
  }

  /** The setting with the best mean, where it is better than the winner's; empty otherwise. */
  Optional<SeedSpread> betterOnAverage() {
    return ranking.first().filter(first -> winners().filter(this::isAsGoodAsFirst).isEmpty());
  }

  /** How the winner's setting does over its seeds; empty where seeds are not compared. */
  Optional<String> onWinner() {
    return report.hasOneSeed()
        ? Optional.of(
            "All trials have the seed %d: how much of this is chance is not known."
                .formatted(report.spec().parameters().seeds().get(0)))
        : winners().map(this::onWinner);
  }

  /** The winner's setting, where it is ranked. */
  private Optional<SeedSpread> winners() {
    return ranking.leading().stream().filter(report::isWinners).findFirst();
  }

  private boolean isAsGoodAsFirst(SeedSpread own) {
    return own.place() == 1 || report.standing(own, ranking.leading().get(0)) == Standing.ALIKE;
  }

  private String onWinner(SeedSpread own) {
    if (own.place() == 1) {
      return "Over its %d seeds the same setting also has the best mean, %s.%s"
          .formatted(own.seeds(), own.inWords(), others());
    }
    return isAsGoodAsFirst(own)
        ? "Over its %d seeds the same setting has a mean of %s, as good as the best."
            .formatted(own.seeds(), own.inWords())
        : "Its seed helped: over %d seeds this setting has a mean of %s, number %s of %s settings."
            .formatted(
                own.seeds(),
                own.inWords(),
                Rounded.of((long) own.place()),
                Rounded.of((long) ranking.ranked()));
  }

  /** How the next settings stand beside the first, with a space in front. */
  String others() {
    Map<Standing, Integer> counts = new EnumMap<>(Standing.class);
    List<SeedSpread> leading = ranking.leading().stream().limit(SeedRanking.LEADING).toList();
    leading.stream()
        .skip(1)
        .forEach(other -> counts.merge(report.standing(other, leading.get(0)), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach((standing, count) -> parts.add(words(standing, count)));
    return parts.isEmpty()
        ? ""
        : " Of the %d settings that follow it %s."
            .formatted(leading.size() - 1, String.join(", ", parts));
  }

  private static String words(Standing standing, int count) {
    return switch (standing) {
      case ALIKE -> "%d %s as good within 5 %%".formatted(count, count == 1 ? "is" : "are");
      case UNCLEAR -> "%d cannot be told apart from it by so few seeds".formatted(count);
      case WORSE -> "%d %s worse beyond chance".formatted(count, count == 1 ? "is" : "are");
    };
  }
}
