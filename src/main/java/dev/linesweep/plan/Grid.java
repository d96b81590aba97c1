package dev.linesweep.plan;

import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.text.NameList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The product of a job's axes, whatever its data: its trajectories are made by number, and its
 * trials are counted and compared by its axes, without listing them.
 */
public final class Grid implements Trajectories {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 6;

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

  /** The trials of this grid that the other one lacks. */
  public long missingFrom(Grid other) {
    long shared = 0;
    for (Section section : sections) {
      shared += other.like(section).stream().mapToLong(like -> shared(section, like)).sum();
    }
    return trials() - shared * common(epochs, other.epochs);
  }

  /** Whether both have the same trials. */
  public boolean sameAs(Grid other) {
    return trials() == other.trials() && missingFrom(other) == 0;
  }

  /** At most one, as settings and batch size are those of one section of a grid. */
  private List<Section> like(Section section) {
    return sections.stream()
        .filter(
            other ->
                other.settings().equals(section.settings())
                    && other.batchSize() == section.batchSize())
        .toList();
  }

  private static long shared(Section a, Section b) {
    return common(a.learningRates(), b.learningRates())
        * common(a.l1(), b.l1())
        * common(a.l2(), b.l2())
        * common(a.seeds(), b.seeds());
  }

  private static <T> long common(Collection<T> a, Collection<T> b) {
    Set<T> values = Set.copyOf(b);
    return a.stream().filter(values::contains).count();
  }

  /** A line for each axis with values that the other grid lacks; empty where only pairs differ. */
  public List<String> valuesMissingFrom(Grid other) {
    List<String> lines = new ArrayList<>();
    add(lines, "optimizer", other, grid -> grid.axis(s -> List.of(words(s.settings()))));
    add(lines, "learning_rate", other, grid -> grid.axis(Section::learningRates));
    add(lines, "epochs", other, grid -> List.copyOf(grid.epochs));
    add(lines, "batch_size", other, grid -> grid.axis(s -> List.of(batch(s.batchSize()))));
    add(lines, "l1", other, grid -> grid.axis(Section::l1));
    add(lines, "l2", other, grid -> grid.axis(Section::l2));
    add(lines, "seed", other, grid -> grid.axis(Section::seeds));
    return lines;
  }

  private void add(List<String> lines, String axis, Grid other, Function<Grid, List<?>> values) {
    Set<?> there = Set.copyOf(values.apply(other));
    List<String> missing =
        values.apply(this).stream()
            .filter(value -> !there.contains(value) && !value.equals(Double.NaN))
            .map(Objects::toString)
            .toList();
    if (!missing.isEmpty()) {
      lines.add(axis + ": " + NameList.first(missing, SHOWN));
    }
  }

  private List<?> axis(Function<Section, List<?>> values) {
    Set<Object> distinct = new LinkedHashSet<>();
    sections.forEach(section -> distinct.addAll(values.apply(section)));
    return List.copyOf(distinct);
  }

  private static String words(OptimizerSettings settings) {
    List<Optimizer.Setting> keys = settings.optimizer().settings();
    StringBuilder words = new StringBuilder(settings.optimizer().key());
    for (int i = 0; i < keys.size(); i++) {
      if (settings.values().get(i) != keys.get(i).defaultValue()) {
        words.append(' ').append(keys.get(i).key()).append('=').append(settings.values().get(i));
      }
    }
    return words.toString();
  }

  private static String batch(int size) {
    return size == 0 ? "full" : Integer.toString(size);
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
