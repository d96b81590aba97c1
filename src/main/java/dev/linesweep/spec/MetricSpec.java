package dev.linesweep.spec;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code metric} and {@code select}: what ranks settings, and which of them wins.
 *
 * @param over how the values of a setting's repeats are combined
 */
public record MetricSpec(Part part, Measure measure, Goal goal, Over over, Select select)
    implements Serializable {
  private static final List<String> NAMES =
      Stream.of(Part.values())
          .flatMap(p -> Stream.of(Measure.values()).map(m -> p.key() + "_" + m.key()))
          .toList();

  /** Ranks by the mean over a setting's repeats; the best setting wins. */
  public MetricSpec(Part part, Measure measure, Goal goal) {
    this(part, measure, goal, Over.MEAN, Select.BEST);
  }

  /** A part of the rows. */
  public enum Part {
    TRAIN,
    VALIDATION,
    TEST;

    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The measure of a part's errors. */
  public enum Measure {
    LOSS,
    MAE,
    RMSE,
    R2;

    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether small or large values are good. */
  public enum Goal {
    MINIMIZE,
    MAXIMIZE
  }

  /** How the metric of a setting with several repeats is computed. */
  public enum Over {
    MEAN,
    MEDIAN,
    /** The metric of the worst repeat. */
    WORST;

    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Which setting wins. */
  public enum Select {
    /** The best setting by the metric. */
    BEST,
    /** The simplest setting within one standard error of the best. */
    ONE_STANDARD_ERROR;

    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The default metric: the loss on the rows that are held out. */
  public static MetricSpec usualFor(SplitSpec split) {
    Part part = split.validates() ? Part.VALIDATION : Part.TEST;
    return new MetricSpec(part, Measure.LOSS, Goal.MINIMIZE);
  }

  /** The names of all metrics, as in the job file. */
  public static List<String> names() {
    return NAMES;
  }

  /** The metric of that name with its usual goal; empty if there is none. */
  public static Optional<MetricSpec> named(String name) {
    if (!NAMES.contains(name)) {
      return Optional.empty();
    }
    String[] parts = name.toUpperCase(Locale.ROOT).split("_");
    Measure measure = Measure.valueOf(parts[1]);
    return Optional.of(
        new MetricSpec(
            Part.valueOf(parts[0]),
            measure,
            measure == Measure.R2 ? Goal.MAXIMIZE : Goal.MINIMIZE));
  }

  /** The name as in the job file: {@code test_loss}. */
  public String key() {
    return part.key() + "_" + measure.key();
  }

  /** The same with another goal. */
  public MetricSpec withGoal(Goal other) {
    return new MetricSpec(part, measure, other, over, select);
  }

  /** The same with the repeats combined in another way. */
  public MetricSpec withOver(Over other) {
    return new MetricSpec(part, measure, goal, other, select);
  }

  /** The same with another rule for the winner. */
  public MetricSpec withSelect(Select other) {
    return new MetricSpec(part, measure, goal, over, other);
  }
}
