package dev.linesweep.report;

import dev.linesweep.data.Samples;
import dev.linesweep.spec.DataSpec.Standardize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the texts say about a sweep's rows. {@code provenance.json} keeps it, so that the page can
 * be made again from the folder.
 *
 * @param source what was read, without secrets; empty if unknown
 * @param notes what was guessed, left out or is odd, each a sentence or a part of one
 * @param features how many there are
 * @param unscaled the features of the largest values in training, the largest first, at most three;
 *     empty if features are standardized
 */
public record DataFacts(String source, List<String> notes, int features, List<Feature> unscaled) {
  public static final DataFacts NONE = new DataFacts("", List.of(), 0, List.of());

  private static final int LARGEST = 3;

  public DataFacts {
    notes = List.copyOf(notes);
    unscaled = List.copyOf(unscaled);
  }

  /**
   * A feature in the training rows.
   *
   * @param deviation the standard deviation of the population
   */
  public record Feature(String name, double mean, double deviation) {

    /** The root mean square, which is what an unscaled feature does to the gradient. */
    public double size() {
      return Math.hypot(mean, deviation);
    }
  }

  public static DataFacts of(String source, List<String> notes, Samples samples) {
    return new DataFacts(source, notes, samples.features().size(), largest(samples));
  }

  private static List<Feature> largest(Samples samples) {
    if (samples.standardize() != Standardize.NONE) {
      return List.of();
    }
    List<Feature> all = new ArrayList<>();
    for (int i = 0; i < samples.features().size(); i++) {
      all.add(feature(samples, i));
    }
    return all.stream()
        .sorted(Comparator.comparingDouble(Feature::size).reversed())
        .limit(LARGEST)
        .toList();
  }

  private static Feature feature(Samples samples, int column) {
    Samples.Moments moments = samples.train().moments(column);
    return new Feature(samples.features().get(column), moments.mean(), moments.deviation());
  }
}
