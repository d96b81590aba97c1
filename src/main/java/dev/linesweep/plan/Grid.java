package dev.linesweep.plan;

import dev.linesweep.spec.SweepSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The product of a job's axes, whatever its data: its trajectories are made by number. */
public final class Grid implements Trajectories {
  private static final long serialVersionUID = 1L;

  private final List<Section> sections;
  private final List<Integer> epochs;

  private Grid(List<Section> sections, List<Integer> epochs) {
    this.sections = sections;
    this.epochs = epochs;
  }

  /**
   * The grid of a job.
   *
   * @throws dev.linesweep.spec.JobException where it has more than {@link SweepPlan#MAX_TRIALS}
   */
  public static Grid of(SweepSpec spec) {
    return new Grid(Sections.of(spec), spec.parameters().epochs());
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

  public long trials() {
    return size() * epochs.size();
  }

  /** Whether both have the same trials. */
  public boolean sameAs(Grid other) {
    return trials() == other.trials() && new GridDifference(this, other).trials() == 0;
  }

  List<Section> sections() {
    return sections;
  }

  List<Integer> epochs() {
    return epochs;
  }

  /** 8 hex digits of a hash of its axes, for the name of a folder. */
  public String digits() {
    String canonical =
        sections.stream()
            .map(
                s ->
                    s.settings()
                        + " "
                        + s.batchSize()
                        + " "
                        + s.learningRates()
                        + s.l1()
                        + s.l2()
                        + s.seeds())
            .collect(Collectors.joining("\n", "epochs " + epochs + "\n", ""));
    return TrialId.of(canonical).toString().substring(0, 8);
  }
}
