package dev.linesweep.plan;

import dev.linesweep.data.SplitMix64;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * A scrambled Sobol sequence: among any 2^m points that begin at a multiple of 2^m, each of 2^m
 * equal intervals of each axis has one point.
 *
 * <p>The points are those of commons-math3, in the order of its Gray code, with the direction
 * numbers of Joe and Kuo ("Constructing Sobol sequences with better two-dimensional projections",
 * 2008). The scramble is a random digital shift (L'Ecuyer and Lemieux, "Recent advances in
 * randomized quasi-Monte Carlo methods", 2002): one random number per axis, combined bit by bit
 * with each coordinate, which keeps the intervals. It needs no state, so any point can be made
 * without the others.
 */
final class SobolPoints implements Points {
  private static final long serialVersionUID = 1L;

  /** Bits of a coordinate in commons-math3. */
  private static final int BITS = 52;

  private static final double SCALE = 0x1p-52;

  /** For each axis, what each bit of a point's Gray code adds to the coordinate. */
  private final long[][] directions;

  private final long[] shift;

  SobolPoints(long seed, int axes) {
    directions = directions(axes);
    shift = new long[axes];
    for (int axis = 0; axis < axes; axis++) {
      shift[axis] =
          SplitMix64.of(SplitMix64.Stream.SCRAMBLE, seed, axis).nextLong() >>> (Long.SIZE - BITS);
    }
  }

  /**
   * Reads them from the points whose Gray code has one bit, since commons-math3 does not expose
   * them.
   */
  private static long[][] directions(int axes) {
    SobolSequenceGenerator sobol = new SobolSequenceGenerator(axes);
    long[][] directions = new long[axes][Integer.SIZE - 1];
    for (int bit = 0; bit < Integer.SIZE - 1; bit++) {
      double[] point = sobol.skipTo((int) ((2L << bit) - 1));
      for (int axis = 0; axis < axes; axis++) {
        directions[axis][bit] = (long) (point[axis] / SCALE);
      }
    }
    return directions;
  }

  @Override
  public double coordinate(int number, int axis) {
    long bits = shift[axis];
    for (int gray = number ^ (number >>> 1); gray != 0; gray &= gray - 1) {
      bits ^= directions[axis][Integer.numberOfTrailingZeros(gray)];
    }
    return bits * SCALE;
  }
}
