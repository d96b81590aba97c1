package dev.linesweep.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A third engine: the compiler names every place that must know it. */
class NewEngineTest {
  private static final Path SOURCES =
      Path.of(System.getProperty("linesweep.basedir", ".")).resolve("src/main/java");

  /** The list of CONTRIBUTING.md. */
  private static final Set<String> PLACES =
      Set.of("BlockRule.java", "CostModel.java", "Engines.java");

  @Test
  void theCompilerNamesEveryPlace(@TempDir Path out) throws IOException {
    assertEquals(Set.of(), failing(out, ""), "as it is");
    String dummy =
        "DUMMY(\"dummy 1\", EnumSet.allOf(Loss.class), Stacking.ONE_RULE,"
            + " Bits.OF_THE_TRAJECTORY, EnumSet.of(Device.CPU), false),\n";
    assertEquals(new TreeSet<>(PLACES), failing(out, dummy));
  }

  @Test
  void nothingComparesEnginesByName() throws IOException {
    try (Stream<Path> files = users()) {
      List<String> comparing =
          files
              .filter(file -> text(file).matches("(?s).*[!=]= ?EngineKind\\..*"))
              .map(file -> file.getFileName().toString())
              .toList();
      assertEquals(List.of(), comparing, "an engine unknown here would be taken for another");
    }
  }

  private static Set<String> failing(Path out, String constant) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, Locale.ROOT, null);
        Stream<Path> users = users()) {
      List<JavaFileObject> units = new ArrayList<>();
      files
          .getJavaFileObjects(
              users.filter(file -> !file.endsWith("EngineKind.java")).toArray(Path[]::new))
          .forEach(units::add);
      units.add(engineKind(constant));
      String classPath = System.getProperty("java.class.path");
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  found,
                  List.of(
                      "-proc:none",
                      "-XDshould-stop.ifError=FLOW",
                      "-d",
                      out.toString(),
                      "-cp",
                      classPath),
                  null,
                  units)
              .call();
      Set<String> places =
          found.getDiagnostics().stream()
              .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
              .map(NewEngineTest::place)
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(compiled, places.isEmpty());
      return places;
    }
  }

  private static String place(Diagnostic<? extends JavaFileObject> error) {
    assertTrue(error.getMessage(Locale.ROOT).contains("does not cover all"), error.toString());
    return Path.of(error.getSource().toUri()).getFileName().toString();
  }

  private static JavaFileObject engineKind(String constant) {
    String text = text(SOURCES.resolve("dev/linesweep/spec/EngineKind.java"));
    String name = "  DL4J(\n";
    assertTrue(text.contains(name));
    String changed = text.replace(name, constant + name);
    return new SimpleJavaFileObject(
        URI.create("string:///dev/linesweep/spec/EngineKind.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return changed;
      }
    };
  }

  /** The sources that name an engine. */
  private static Stream<Path> users() throws IOException {
    return Files.walk(SOURCES)
        .filter(file -> file.toString().endsWith(".java"))
        .filter(file -> text(file).contains("EngineKind"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
