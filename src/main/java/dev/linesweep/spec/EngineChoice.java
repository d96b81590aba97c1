package dev.linesweep.spec;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code engine} as a job has it. */
public enum EngineChoice {
  DL4J(EngineKind.DL4J),
  FUSED(EngineKind.FUSED),
  /** The quickest that trains the job's loss. */
  AUTO(null);

  private final @Nullable EngineKind named;

  EngineChoice(@Nullable EngineKind named) {
    this.named = named;
  }

  /** The word in job files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Depends only on the job, never on the machine, since the engine is part of a result. */
  public EngineKind kindFor(Loss loss) {
    return Optional.ofNullable(named)
        .or(() -> Stream.of(EngineKind.values()).filter(each -> isQuick(each, loss)).findFirst())
        .orElse(EngineKind.DL4J);
  }

  private static boolean isQuick(EngineKind engine, Loss loss) {
    return !engine.needsNd4j() && engine.trains(loss);
  }
}
