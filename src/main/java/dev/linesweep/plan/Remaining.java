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
 * <p>It keeps a bit and a half for each of the source's.
 */
final class Remaining implements Trajectories {
  private static final long serialVersionUID = 1L;

  private final Trajectories source;
  private final List<Condition> conditions;

  /** How many each condition is true of. */
  private final long[] found;

  /** A bit for each of the source's. */
  private final long[] kept;

  /** How many are kept before each word of bits, and at last all. */
  private final int[] before;

  private Remaining(
      Trajectories source, List<Condition> conditions, long[] found, long[] kept, int[] before) {
    this.source = source;
    this.conditions = conditions;
    this.found = found;
    this.kept = kept;
    this.before = before;
  }

  /**
   * What is left of a source.
   *
   * @throws JobException if that is nothing
   */
  static Remaining of(Trajectories source, List<Condition> conditions) {
    AtomicLongArray found = new AtomicLongArray(conditions.size());
    long[] kept = new long[Math.toIntExact((source.size() + Long.SIZE - 1) / Long.SIZE)];
    IntStream.range(0, kept.length)
        .parallel()
        .forEach(word -> kept[word] = word(source, conditions, found, word));
    int[] before = new int[kept.length + 1];
    for (int word = 0; word < kept.length; word++) {
      before[word + 1] = before[word] + Long.bitCount(kept[word]);
    }
    if (before[kept.length] == 0) {
      throw new JobException(
          "exclude: leaves none of %s %s. Leave a condition out, or write a narrower one."
              .formatted(
                  Rounded.of(source.size()),
                  Counted.word(source.size(), "trajectory", "trajectories")));
    }
    long[] counts = IntStream.range(0, conditions.size()).mapToLong(found::get).toArray();
    return new Remaining(source, List.copyOf(conditions), counts, kept, before);
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
    return before[kept.length];
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

  /** That of the source, so that the numbers of settings of which nothing is left are not used. */
  @Override
  public long setting(long number) {
    return source.setting(inSource(number));
  }

  @Override
  public boolean isSpread() {
    return source.isSpread();
  }

  /** The source's number. */
  private long inSource(long number) {
    if (number < 0 || number >= size()) {
      throw new IndexOutOfBoundsException(
          "trajectory " + number + " of " + size() + " does not exist");
    }
    int word = wordOf((int) number);
    long bits = kept[word];
    for (int skip = (int) number - before[word]; skip > 0; skip--) {
      bits &= bits - 1;
    }
    return (long) word * Long.SIZE + Long.numberOfTrailingZeros(bits);
  }

  /** The last word with no more than so many before it. */
  private int wordOf(int number) {
    int low = 0;
    int high = kept.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (before[middle] <= number) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** How many are kept of those before a number of the source. */
  private long keptBefore(long inSource) {
    int word = (int) (inSource / Long.SIZE);
    long rest = inSource % Long.SIZE;
    return before[word] + (rest == 0 ? 0 : Long.bitCount(kept[word] & ((1L << rest) - 1)));
  }

  @Override
  public long endOfRun(long number) {
    return keptBefore(source.endOfRun(inSource(number)));
  }

  /** Of the source's values those that are kept; it looks no further once it has found them all. */
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
        ? IntStream.range(0, kept.length)
            .mapToLong(word -> Long.bitCount(kept[word] & that.kept[word]))
            .sum()
        : Trajectories.super.shared(other);
  }
}
