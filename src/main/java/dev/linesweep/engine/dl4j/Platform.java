package dev.linesweep.engine.dl4j;

import dev.linesweep.engine.EngineUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;

/** Names platforms as JavaCPP does, without loading it: {@code linux-x86_64}. */
final class Platform {
  private static final String MANIFEST_KEY = "Linesweep-Platform";

  private Platform() {}

  /** Throws if this code comes from a jar whose ND4J is for another platform. */
  static void requireThatOfTheJar() {
    ofTheJar()
        .ifPresent(
            platform ->
                requireSame(
                    platform, of(System.getProperty("os.name"), System.getProperty("os.arch"))));
  }

  static void requireSame(String jar, String machine) {
    if (!jar.equals(machine)) {
      throw new EngineUnavailableException(
          "this jar carries ND4J for %s, this executor is %s: rebuild with -Djavacpp.platform=%s, or use engine: fused"
              .formatted(jar, machine, machine));
    }
  }

  /**
   * @param osName as the system property {@code os.name}
   * @param osArch as the system property {@code os.arch}
   */
  static String of(String osName, String osArch) {
    return system(osName.toLowerCase(Locale.ROOT)) + "-" + processor(osArch);
  }

  private static String system(String name) {
    if (name.startsWith("mac") || name.startsWith("darwin")) {
      return "macosx";
    }
    return name.startsWith("windows") ? "windows" : name.split(" ", 2)[0];
  }

  private static String processor(String arch) {
    return switch (arch.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64", "x64", "x86-64" -> "x86_64";
      case "aarch64", "arm64", "armv8" -> "arm64";
      default -> arch.toLowerCase(Locale.ROOT);
    };
  }

  /** The manifest's platform; empty if classes do not come from the product's jar. */
  private static Optional<String> ofTheJar() {
    var source = Platform.class.getProtectionDomain().getCodeSource();
    if (source == null || !source.getLocation().getPath().endsWith(".jar")) {
      return Optional.empty();
    }
    return manifestPlatform(source.getLocation());
  }

  static Optional<String> manifestPlatform(URL jar) {
    try (InputStream file = jar.openStream();
        JarInputStream entries = new JarInputStream(file)) {
      Manifest manifest = entries.getManifest();
      return manifest == null
          ? Optional.empty()
          : Optional.ofNullable(manifest.getMainAttributes().getValue(MANIFEST_KEY));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
