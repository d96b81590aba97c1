package dev.linesweep.data;

import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SplitSpec;
import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a sweep's trajectories: those of all training rows and, if there are folds, those
 * of each fold, with a scaling that is fitted on the fold's own training rows.
 *
 * <p>With folds it holds the matrix, and makes the samples of a fold when they are asked for; they
 * stay in memory as long as there is room. Thread-safe.
 */
public final class SampleSets implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final Comparator<Shape> BY_TRAIN_ROWS = Comparator.comparingInt(Shape::trainRows);

  private final Samples all;
  private final @Nullable Matrix matrix;
  private final List<Parts> folds;
  private transient @Nullable Map<Integer, SoftReference<Samples>> made;

  private SampleSets(Samples all, @Nullable Matrix matrix, List<Parts> folds) {
    this.all = all;
    this.matrix = matrix;
    this.folds = List.copyOf(folds);
  }

  /** Samples without folds. */
  public static SampleSets of(Samples all) {
    return new SampleSets(all, null, List.of());
  }

  /**
   * Splits a matrix.
   *
   * @throws JobException if a part has no rows, or the label never changes in the training rows of
   *     a fold, or a number is too large for training
   */
  public static SampleSets of(
      Matrix matrix, SplitSpec split, RowGroups groups, Standardize standardize) {
    Folds folds = Folds.of(split, groups);
    Samples all = Samples.of(matrix, folds.all(), standardize);
    if (folds.each().isEmpty()) {
      return of(all);
    }
    return new SampleSets(all, matrix, folds.each());
  }

  /** The samples of all training rows, without a validation part if there are folds. */
  public Samples all() {
    return all;
  }

  /** The number of folds; 0 for none. */
  public int folds() {
    return folds.size();
  }

  /**
   * The samples of a fold, whose validation part is the fold.
   *
   * @param fold from 1, or 0 for all training rows
   */
  public Samples of(int fold) {
    return fold == 0 || matrix == null ? all : ofFold(matrix, fold);
  }

  private synchronized Samples ofFold(Matrix from, int fold) {
    if (made == null) {
      made = new HashMap<>();
    }
    SoftReference<Samples> there = made.get(fold);
    Samples samples = there == null ? null : there.get();
    if (samples == null) {
      samples = Samples.of(from, folds.get(fold - 1), all.standardize());
      made.put(fold, new SoftReference<>(samples));
    }
    return samples;
  }

  /**
   * Checks the samples of all folds, or else those of all training rows. A message names the fold.
   */
  public void forEach(Consumer<Samples> check) {
    if (folds.isEmpty()) {
      check.accept(all);
    }
    for (int fold = 1; fold <= folds.size(); fold++) {
      try {
        check.accept(of(fold));
      } catch (JobException e) {
        throw new JobException(
            "split.folds: in fold %d of %d, %s".formatted(fold, folds.size(), e.getMessage()));
      }
    }
  }

  /** The shapes of the folds; without folds only the shape of all samples. */
  public List<Shape> shapes() {
    return folds.isEmpty() ? List.of(all.shape()) : folds.stream().map(this::shape).toList();
  }

  /** The shape with the most training rows. */
  public Shape largest() {
    return Collections.max(shapes(), BY_TRAIN_ROWS);
  }

  /** The shape with the fewest training rows. */
  public Shape smallest() {
    return Collections.min(shapes(), BY_TRAIN_ROWS);
  }

  private Shape shape(Parts parts) {
    return new Shape(
        all.features().size(),
        parts.train().length,
        parts.validation().length,
        parts.test().length);
  }

  /** The memory of the samples: row numbers and floats, and with folds the matrix too. */
  public long bytes() {
    int weights = all.train().rowWeights().isNone() ? 0 : 1;
    long features = all.features().size() + weights;
    long samples = 4L * all.shape().rows() * (features + 2);
    if (folds.isEmpty()) {
      return samples;
    }
    long ofFolds = shapes().stream().mapToLong(shape -> 4L * shape.rows() * (features + 3)).sum();
    return samples + ofFolds + 8L * all.shape().rows() * (features + 1);
  }
}
