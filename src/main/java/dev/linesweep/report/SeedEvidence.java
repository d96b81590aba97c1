package dev.linesweep.report;

import dev.linesweep.report.SeedSpread.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How settings compare over their seeds, and how the best trial's own setting does among them. The
 * headline, the verdict, the table of settings and the advice all read it from here.
 *
 * @param leading the first settings by mean, at most twenty and, beyond them, the best trial's own
 * @param ranked how many settings completed with every seed
 * @param winner how the best trial's setting does
 */
public record SeedEvidence(List<Compared> leading, int ranked, Winner winner) {
  /** A setting this far up is not called lucky if seeds cannot tell it from the first one. */
  private static final double NEAR_THE_TOP = 0.1;

  /** How the best trial's setting does over its seeds. */
  public enum Winner {
    /** There is one seed, or no best trial. */
    NOT_COMPARED,
    /** It is not ranked because other seeds were not trained, diverged or failed. */
    INCOMPLETE,
    FIRST,
    /** The difference from the first one, with its uncertainty, is within 5 %. */
    AS_GOOD,
    /** Not significantly different from the first one, and among the first tenth. */
    UNCLEAR,
    /** Worse than the first one, or far down by its mean. */
    LUCKY
  }

  /**
   * A setting next to the first one.
   *
   * @param winners true for the best trial's setting
   */
  public record Compared(SeedSpread spread, Standing standing, boolean winners) {}

  public SeedEvidence {
    leading = List.copyOf(leading);
  }

  public static SeedEvidence on(SweepReport report) {
    List<Compared> compared = new ArrayList<>();
    List<SeedSpread> leading = report.seeds().leading();
    for (SeedSpread spread : leading) {
      Standing standing =
          spread.place() == 1 ? Standing.ALIKE : report.standing(spread, leading.get(0));
      compared.add(new Compared(spread, standing, report.isWinners(spread)));
    }
    return new SeedEvidence(compared, report.seeds().ranked(), winner(report, compared));
  }

  private static Winner winner(SweepReport report, List<Compared> compared) {
    boolean several = report.axes().varies(Axis.SEED);
    if (!several || report.best().isEmpty()) {
      return Winner.NOT_COMPARED;
    }
    return compared.stream()
        .filter(Compared::winners)
        .findFirst()
        .map(own -> winner(own, report.seeds().ranked()))
        .orElse(Winner.INCOMPLETE);
  }

  private static Winner winner(Compared own, int ranked) {
    int place = own.spread().place();
    if (place == 1) {
      return Winner.FIRST;
    }
    return switch (own.standing()) {
      case ALIKE -> Winner.AS_GOOD;
      case UNCLEAR -> place <= NEAR_THE_TOP * ranked ? Winner.UNCLEAR : Winner.LUCKY;
      case WORSE -> Winner.LUCKY;
    };
  }

  public Optional<SeedSpread> first() {
    return leading.stream().map(Compared::spread).findFirst();
  }

  /** The best trial's setting, if it is ranked. */
  public Optional<SeedSpread> winners() {
    return leading.stream().filter(Compared::winners).map(Compared::spread).findFirst();
  }

  /** Those of the first twenty that follow the first one and compare with it like this. */
  public List<SeedSpread> followers(Standing standing) {
    return leading.stream()
        .limit(SeedRanking.LEADING)
        .skip(1)
        .filter(compared -> compared.standing() == standing)
        .map(Compared::spread)
        .toList();
  }

  /** How many of the first twenty follow the first one. */
  public int followers() {
    return Math.max(0, Math.min(SeedRanking.LEADING, leading.size()) - 1);
  }
}
