package dev.linesweep.plan;

import dev.linesweep.spec.JobException;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.spec.SearchMethod;
import dev.linesweep.spec.SweepSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The trajectories of settings drawn from a job's axes: those of the first setting, one per seed,
 * then those of the next. A setting that was drawn before is skipped, so settings differ, and a
 * smaller count gives the first settings of a larger one.
 *
 * <p>It takes four bytes per setting, or none if no draw was skipped, and some sixteen more while
 * it is made, to find repeated draws. Two settings in some 10^19 have the same fingerprint; the
 * later one is then never drawn, in every run.
 */
final class Sample implements Trajectories {
  private static final long serialVersionUID = 1L;

  /**
   * The number of settings among which reports look for the values of axes; more would show the
   * same.
   */
  private static final int LOOKED_AT = 1 << 16;

  private final SampledSpace space;
  private final int count;

  /** The point of each setting; empty if the numbers are the same. */
  private final int[] points;

  private final List<Long> seeds;

  private Sample(SampledSpace space, int[] points, List<Long> seeds) {
    this.space = space;
    this.count = points.length;
    this.points = points[count - 1] == count - 1 ? new int[0] : points;
    this.seeds = List.copyOf(seeds);
  }

  /**
   * The sample of a job.
   *
   * @throws JobException if the axes have fewer settings than are to be drawn, or if there are more
   *     trials than {@link SweepPlan#MAX_TRIALS}
   */
  static Sample of(SweepSpec spec, SearchMethod.Sample method) {
    ParameterSpec axes = spec.parameters();
    List<Long> seeds =
        spec.training().init().drawsFromSeed() ? axes.seeds() : List.of(Trajectory.NO_SEED);
    requireWithinLimit(method.count(), (long) seeds.size() * axes.epochs().size());
    SampledSpace space = new SampledSpace(axes, method);
    return new Sample(space, differentPoints(space, method.count()), seeds);
  }

  private static void requireWithinLimit(long count, long trialsOfOne) {
    if (count * trialsOfOne > SweepPlan.MAX_TRIALS) {
      long most = SweepPlan.MAX_TRIALS / trialsOfOne;
      throw new JobException(
          "count: %d settings at all epochs and seeds are %d trials, more than the %d that one sweep may have; %s"
              .formatted(
                  count,
                  count * trialsOfOne,
                  SweepPlan.MAX_TRIALS,
                  most > 0 ? "write count: " + most : "leave out some epochs or seeds"));
    }
  }

  private static int[] differentPoints(SampledSpace space, int count) {
    Fingerprints seen = new Fingerprints();
    int[] points = new int[count];
    int found = 0;
    long inVain = 0;
    for (int point = 0; found < count; point++) {
      if (seen.add(space.at(point, Trajectory.NO_SEED))) {
        points[found++] = point;
        inVain = 0;
      } else if (++inVain > mostInVain(found) || point == Integer.MAX_VALUE) {
        throw new JobException(
            ("count: only %d different settings can be drawn from these axes, not %d; write"
                    + " count: %d, or method: grid if no axis has a distribution")
                .formatted(found, count, found));
      }
    }
    return points;
  }

  /**
   * The number of draws without a new setting after which no more are expected. The last of n
   * equally likely settings takes n draws on average, and this many draws fail with probability
   * e^-16.
   */
  private static long mostInVain(int found) {
    return 1000 + 16L * found;
  }

  @Override
  public long size() {
    return (long) count * seeds.size();
  }

  @Override
  public Trajectory trajectory(long number) {
    if (number < 0 || number >= size()) {
      throw new IndexOutOfBoundsException(
          "trajectory " + number + " of " + size() + " does not exist");
    }
    return space.at(point((int) (number / seeds.size())), seeds.get((int) (number % seeds.size())));
  }

  @Override
  public long setting(long number) {
    return number / seeds.size();
  }

  private int point(int setting) {
    return points.length == 0 ? setting : points[setting];
  }

  /** The first settings are those of a search with a smaller count. */
  @Override
  public boolean isSpread() {
    return true;
  }

  @Override
  public String canonicalForm() {
    return count + " of " + space.canonicalForm() + "\n" + seeds;
  }

  /** If two samples have equal spaces, one begins with the other. */
  @Override
  public long shared(Trajectories other) {
    return other instanceof Sample sample
            && space.canonicalForm().equals(sample.space.canonicalForm())
        ? Math.min(count, sample.count) * TrialsDifference.common(seeds, sample.seeds)
        : Trajectories.super.shared(other);
  }

  @Override
  public long endOfRun(long number) {
    if (space.isOneStack()) {
      return size();
    }
    int first = (int) (number / seeds.size());
    int next = first + 1;
    while (next < count && space.stackTogether(point(first), point(next))) {
      next++;
    }
    return (long) next * seeds.size();
  }

  /** Looks only at the first settings if there are many. */
  @Override
  public <T> Set<T> distinct(Function<Trajectory, T> value) {
    Set<T> distinct = new LinkedHashSet<>();
    for (long setting = 0; setting < Math.min(count, LOOKED_AT); setting++) {
      distinct.add(value.apply(trajectory(setting * seeds.size())));
    }
    for (long number = 1; number < seeds.size(); number++) {
      distinct.add(value.apply(trajectory(number)));
    }
    return distinct;
  }
}
