package dev.linesweep.plan;

import dev.linesweep.spec.Optimizer;
import dev.linesweep.text.NameList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * What one grid has and another one lacks, by their axes, without listing their trials.
 *
 * @param other the one that may lack something
 */
public record GridDifference(Grid grid, Grid other) {
  private static final int SHOWN = 6;

  /** How many trials the other one lacks. */
  public long trials() {
    long shared = 0;
    for (Section section : grid.sections()) {
      shared += like(section).stream().mapToLong(like -> shared(section, like)).sum();
    }
    return grid.trials() - shared * common(grid.epochs(), other.epochs());
  }

  /** At most one, as settings and batch size are those of one section of a grid. */
  private List<Section> like(Section section) {
    return other.sections().stream()
        .filter(
            there ->
                there.settings().equals(section.settings())
                    && there.batchSize() == section.batchSize())
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

  /** A line for each axis with values that the other one lacks; empty if only pairs differ. */
  public List<String> values() {
    List<String> lines = new ArrayList<>();
    add(lines, "optimizer", each -> axis(each, s -> List.of(words(s.settings()))));
    add(lines, "learning_rate", each -> axis(each, Section::learningRates));
    add(lines, "epochs", each -> List.copyOf(each.epochs()));
    add(lines, "batch_size", each -> axis(each, s -> List.of(batch(s.batchSize()))));
    add(lines, "l1", each -> axis(each, Section::l1));
    add(lines, "l2", each -> axis(each, Section::l2));
    add(lines, "seed", each -> axis(each, Section::seeds));
    return lines;
  }

  private void add(List<String> lines, String axis, Function<Grid, List<?>> values) {
    Set<?> there = Set.copyOf(values.apply(other));
    List<String> missing =
        values.apply(grid).stream()
            .filter(value -> !there.contains(value) && !value.equals(Double.NaN))
            .map(Objects::toString)
            .toList();
    if (!missing.isEmpty()) {
      lines.add(axis + ": " + NameList.first(missing, SHOWN));
    }
  }

  private static List<?> axis(Grid grid, Function<Section, List<?>> values) {
    Set<Object> distinct = new LinkedHashSet<>();
    grid.sections().forEach(section -> distinct.addAll(values.apply(section)));
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
}
