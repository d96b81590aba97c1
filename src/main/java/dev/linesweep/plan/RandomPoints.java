package dev.linesweep.plan;

import dev.linesweep.data.SplitMix64;

/** Independent uniform coordinates, each from a separate generator. */
record RandomPoints(long seed, int axes) implements Points {
  @Override
  public double coordinate(int number, int axis) {
    return SplitMix64.of(SplitMix64.Stream.SEARCH, seed, (long) number * axes + axis).nextDouble();
  }
}
