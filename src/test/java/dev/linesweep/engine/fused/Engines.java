package dev.linesweep.engine.fused;

import dev.linesweep.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;

/** Fused engines of any vector length, side by side in one JVM: each in a loader of its own. */
final class Engines extends ClassLoader {
  private static final String PACKAGE = Engines.class.getPackageName() + ".";

  private Engines() {
    super(Engines.class.getClassLoader());
  }

  /** The engine in plain loops, then those of every vector length that this machine has. */
  static List<Engine> all() {
    return Stream.concat(Stream.of(ofBits(0)), ofVectors().stream()).toList();
  }

  /** Those of every vector length that this machine has. */
  static List<Engine> ofVectors() {
    return Stream.of(128, 256, 512)
        .filter(bits -> bits <= FloatVector.SPECIES_PREFERRED.vectorBitSize())
        .map(Engines::ofBits)
        .toList();
  }

  /** The engine with vectors of so many bits; 0 for plain loops. */
  static Engine ofBits(int bits) {
    String before = System.getProperty(Compute.BITS);
    System.setProperty(Compute.BITS, Integer.toString(bits));
    try {
      Engines loader = new Engines();
      if (bits > 0) {
        for (Class<?> each :
            List.of(
                VectorKernels.class,
                VectorSigns.class,
                VectorProducts.class,
                VectorRules.class,
                VectorErrors.class)) {
          Class.forName(each.getName(), true, loader);
        }
      }
      Class<?> engine = loader.loadClass(FusedEngine.class.getName());
      return (Engine) engine.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    } finally {
      if (before == null) {
        System.clearProperty(Compute.BITS);
      } else {
        System.setProperty(Compute.BITS, before);
      }
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PACKAGE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }
  }

  private Class<?> define(String name) {
    String file = name.replace('.', '/') + ".class";
    try (InputStream in = getParent().getResourceAsStream(file)) {
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
