package dev.linesweep.spec;

import java.io.Serializable;

/** What is searched: the axes, and what ends the search before all of it is trained. */
public record SearchSpec(ParameterSpec parameters, Limits limits) implements Serializable {
  /** All points of the grid. */
  public static SearchSpec of(ParameterSpec parameters) {
    return new SearchSpec(parameters, Limits.NONE);
  }

  /** The same search with other axes. */
  public SearchSpec with(ParameterSpec other) {
    return new SearchSpec(other, limits);
  }
}
