package dev.linesweep.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether Deeplearning4j is on the class path: the slim jar leaves it out. */
public final class Dl4jLibraries {
  private Dl4jLibraries() {}

  /**
   * The message if it is missing; empty if it is not.
   *
   * @param what needs it, to begin the sentence
   */
  public static Optional<String> missingFor(String what) {
    return areThere()
        ? Optional.empty()
        : Optional.of(
            "%s needs Deeplearning4j, which the slim jar leaves out. Use the whole jar, linesweep%s.jar"
                .formatted(what, version()));
  }

  /**
   * Refuses to continue without it.
   *
   * @throws EngineUnavailableException if it is missing
   */
  public static void require() {
    missingFor("the engine dl4j")
        .ifPresent(
            missing -> {
              throw new EngineUnavailableException(missing + ", or engine: fused.");
            });
  }

  /** Only looks for it, so that no class of it is loaded. */
  private static boolean areThere() {
    ClassLoader loader = Dl4jLibraries.class.getClassLoader();
    return loader == null
        || (loader.getResource("org/nd4j/linalg/factory/Nd4j.class") != null
            && loader.getResource("org/deeplearning4j/nn/multilayer/MultiLayerNetwork.class")
                != null);
  }

  private static String version() {
    @Nullable String version = Dl4jLibraries.class.getPackage().getImplementationVersion();
    return version == null ? "" : "-" + version;
  }
}
