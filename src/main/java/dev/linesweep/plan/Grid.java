package dev.linesweep.plan;

import dev.linesweep.spec.SweepSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The product of a job's axes, independent of its data; trajectories are made by number. */
public final class Grid implements Trajectories {
  private static final long serialVersionUID = 1L;

  private final List<Section> sections;

  private Grid(List<Section> sections) {
    this.sections = sections;
  }

  /**
   * The grid of a job.
   *
   * @throws dev.linesweep.spec.JobException if it has more than {@link SweepPlan#MAX_TRIALS}
   */
  public static Grid of(SweepSpec spec) {
    return new Grid(Sections.of(spec));
  }

  @Override
  public long size() {
    return sections.get(sections.size() - 1).end();
  }

  @Override
  public Trajectory trajectory(long number) {
    return section(number).trajectory(number);
  }

  @Override
  public long setting(long number) {
    return number / section(number).seeds().size();
  }

  @Override
  public long endOfRun(long number) {
    return section(number).end();
  }

  @Override
  public <T> Set<T> distinct(Function<Trajectory, T> value) {
    return sections.stream()
        .flatMap(section -> section.alongItsAxes().mapToObj(section::trajectory))
        .map(value)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Section section(long number) {
    if (number < 0 || number >= size()) {
      throw new IndexOutOfBoundsException(
          "trajectory " + number + " of " + size() + " does not exist");
    }
    int low = 0;
    int high = sections.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (number < sections.get(middle).end()) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return sections.get(low);
  }

  /** Compares two grids by their axes, without listing their trajectories. */
  @Override
  public long shared(Trajectories other) {
    return other instanceof Grid grid
        ? sections.stream().mapToLong(section -> shared(section, grid)).sum()
        : Trajectories.super.shared(other);
  }

  private static long shared(Section section, Grid other) {
    return other.sections.stream()
        .filter(
            there ->
                there.parameters().equals(section.parameters())
                    && there.batchSize() == section.batchSize())
        .mapToLong(section::shared)
        .sum();
  }

  @Override
  public String canonicalForm() {
    return sections.stream().map(Section::canonicalForm).collect(Collectors.joining("\n"));
  }
}
