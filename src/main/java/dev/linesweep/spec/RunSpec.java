package dev.linesweep.spec;

import java.io.Serializable;

/**
 * The part of a job that says how it is run: {@code engine}, {@code device} and {@code tracking}.
 */
public record RunSpec(EngineSpec engine, TrackingSpec tracking) implements Serializable {

  /** A job without a tracking server. */
  public static RunSpec of(EngineSpec engine) {
    return new RunSpec(engine, TrackingSpec.NONE);
  }

  /** The same with another engine. */
  RunSpec with(EngineSpec other) {
    return new RunSpec(other, tracking);
  }
}
