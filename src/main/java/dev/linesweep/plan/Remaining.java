package dev.linesweep.plan;

import dev.linesweep.spec.JobException;
import dev.linesweep.spec.condition.Condition;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Rounded;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The trajectories of a source that no condition excludes, numbered without gaps in its order.
 *
 * <p>It takes some three bits for each trajectory of the source.
 */
final class Remaining implements Trajectories {
  private static final long serialVersionUID = 1L;

  private final Trajectories source;
  private final List<Condition> conditions;

  /** The number of trajectories that each condition excludes. */
  private final long[] found;

  /** The remaining trajectories of the source, and their settings. */
  private final RankedBits kept;

  private final RankedBits settings;

  private Remaining(
      Trajectories source, List<Condition> conditions, long[] found, RankedBits kept) {
    this.source = source;
    this.conditions = conditions;
    this.found = found;
    this.kept = kept;
    this.settings = settings(source, kept);
  }

  private static RankedBits settings(Trajectories source, RankedBits kept) {
    long[] bits = new long[words(1 + source.setting(source.size() - 1))];
    for (int number = 0; number < kept.count(); number++) {
      long setting = source.setting(kept.member(number));
      bits[(int) (setting / Long.SIZE)] |= 1L << setting % Long.SIZE;
    }
    return new RankedBits(bits);
  }

  private static int words(long bits) {
    return Math.toIntExact((bits + Long.SIZE - 1) / Long.SIZE);
  }

  /**
   * What is left of a source.
   *
   * @throws JobException if that is nothing
   */
  static Remaining of(Trajectories source, List<Condition> conditions) {
    AtomicLongArray found = new AtomicLongArray(conditions.size());
    long[] bits = new long[words(source.size())];
    IntStream.range(0, bits.length)
        .parallel()
        .forEach(word -> bits[word] = word(source, conditions, found, word));
    RankedBits kept = new RankedBits(bits);
    if (kept.count() == 0) {
      throw new JobException(
          "exclude: leaves none of %s %s. Leave a condition out, or write a narrower one."
              .formatted(
                  Rounded.of(source.size()),
                  Counted.word(source.size(), "trajectory", "trajectories")));
    }
    long[] counts = IntStream.range(0, conditions.size()).mapToLong(found::get).toArray();
    return new Remaining(source, List.copyOf(conditions), counts, kept);
  }

  private static long word(
      Trajectories source, List<Condition> conditions, AtomicLongArray found, int word) {
    long first = (long) word * Long.SIZE;
    long[] counts = new long[conditions.size()];
    long bits = 0;
    for (long n = first; n < Math.min(first + Long.SIZE, source.size()); n++) {
      TrajectoryValues values = new TrajectoryValues(source.trajectory(n));
      boolean excluded = false;
      for (int i = 0; i < counts.length; i++) {
        if (conditions.get(i).isTrue(values)) {
          counts[i]++;
          excluded = true;
        }
      }
      bits |= excluded ? 0 : 1L << (n - first);
    }
    for (int i = 0; i < counts.length; i++) {
      found.addAndGet(i, counts[i]);
    }
    return bits;
  }

  @Override
  public long size() {
    return kept.count();
  }

  @Override
  public long excluded() {
    return source.size() - size();
  }

  @Override
  public List<Condition> useless() {
    return IntStream.range(0, found.length)
        .filter(i -> found[i] == 0)
        .mapToObj(conditions::get)
        .toList();
  }

  @Override
  public Trajectory trajectory(long number) {
    return source.trajectory(inSource(number));
  }

  @Override
  public long setting(long number) {
    return settings.before(source.setting(inSource(number)));
  }

  @Override
  public boolean isSpread() {
    return source.isSpread();
  }

  /** The trajectory's number in the source. */
  private long inSource(long number) {
    if (number < 0 || number >= size()) {
      throw new IndexOutOfBoundsException(
          "trajectory " + number + " of " + size() + " does not exist");
    }
    return kept.member((int) number);
  }

  @Override
  public long endOfRun(long number) {
    return kept.before(source.endOfRun(inSource(number)));
  }

  /** The source's values that are kept; the search ends once all are found. */
  @Override
  public <T> Set<T> distinct(Function<Trajectory, T> value) {
    Set<T> wanted = source.distinct(value);
    Set<T> found = new LinkedHashSet<>();
    for (long number = 0; number < size() && found.size() < wanted.size(); number++) {
      T each = value.apply(trajectory(number));
      if (wanted.contains(each)) {
        found.add(each);
      }
    }
    return found;
  }

  @Override
  public String canonicalForm() {
    return conditions.stream()
        .map(Condition::text)
        .collect(Collectors.joining("\n", source.canonicalForm() + "\nwithout ", ""));
  }

  @Override
  public long shared(Trajectories other) {
    if (!(other instanceof Remaining that)) {
      return source.canonicalForm().equals(other.canonicalForm())
          ? size()
          : Trajectories.super.shared(other);
    }
    return source.canonicalForm().equals(that.source.canonicalForm())
        ? kept.shared(that.kept)
        : Trajectories.super.shared(other);
  }
}
