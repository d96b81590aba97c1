package dev.linesweep.cli;

/**
 * The Vector API, loaded as a command starts. With {@code --add-modules} the JVM would load it as
 * it boots, and print a warning as the first line of every command that no option hides. The JDK's
 * agents load their modules by the method that is called here; {@code bin/linesweep} exports it.
 * Without that export, under spark-submit, Spark adds the module itself.
 */
final class VectorModule {
  private static final String NAME = "jdk.incubator.vector";

  private VectorModule() {}

  /** Whether the module is loaded now. Without it the fused engine is slower, and says so. */
  static boolean load() {
    if (ModuleLayer.boot().findModule(NAME).isPresent()) {
      return true;
    }
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, NAME);
      return true;
    } catch (ReflectiveOperationException | LinkageError e) {
      return false;
    }
  }
}
