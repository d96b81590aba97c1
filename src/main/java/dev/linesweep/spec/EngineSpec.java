package dev.linesweep.spec;

import dev.linesweep.text.Words;
import java.io.Serializable;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** {@code engine} and {@code device}: what trains the blocks, and on which of its devices. */
public record EngineSpec(EngineKind kind, Device device) implements Serializable {
  public static final EngineSpec USUAL = new EngineSpec(EngineKind.DL4J, Device.AUTO);

  /** The other engine, on the same device. */
  public EngineSpec with(EngineKind other) {
    return new EngineSpec(other, device);
  }

  /** The keys of the engines that can do it. */
  static String those(Predicate<EngineKind> able) {
    return Words.anyOf(Stream.of(EngineKind.values()).filter(able).map(EngineKind::key).toList());
  }
}
