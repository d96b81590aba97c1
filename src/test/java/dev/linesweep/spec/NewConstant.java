package dev.linesweep.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
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

/**
 * An enum of this package with one more constant, in memory: what of the sources does not compile
 * with it.
 *
 * @param first the text of its first constant, before which the new one stands
 */
record NewConstant(String name, String first) {
  private static final Path SOURCES =
      Path.of(System.getProperty("linesweep.basedir", ".")).resolve("src/main/java");

  /** The files whose switches lack the constant. */
  Set<String> missing(String constant, Path out) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none",
            "-XDshould-stop.ifError=FLOW",
            "-d",
            out.toString(),
            "-cp",
            System.getProperty("java.class.path"));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, Locale.ROOT, null);
        Stream<Path> users = users()) {
      List<JavaFileObject> units = new ArrayList<>();
      files
          .getJavaFileObjects(users.filter(user -> !isTheEnum(user)).toArray(Path[]::new))
          .forEach(units::add);
      units.add(with(constant));
      boolean compiled = compiler.getTask(null, files, found, options, null, units).call();
      Set<String> places =
          found.getDiagnostics().stream()
              .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
              .map(NewConstant::place)
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(compiled, places.isEmpty());
      return places;
    }
  }

  /** The files that compare with a constant by its name, so that a new one falls to the others. */
  List<String> comparing() throws IOException {
    try (Stream<Path> users = users()) {
      return users
          .filter(user -> text(user).matches("(?s).*[!=]= ?" + name + "\\..*"))
          .map(user -> user.getFileName().toString())
          .toList();
    }
  }

  private static String place(Diagnostic<? extends JavaFileObject> error) {
    assertTrue(error.getMessage(Locale.ROOT).contains("does not cover all"), error.toString());
    return Path.of(error.getSource().toUri()).getFileName().toString();
  }

  private boolean isTheEnum(Path file) {
    return file.endsWith("spec/" + name + ".java");
  }

  private JavaFileObject with(String constant) {
    String file = "dev/linesweep/spec/" + name + ".java";
    String text = text(SOURCES.resolve(file));
    assertTrue(text.contains(first));
    String changed = text.replace(first, constant + first);
    return new SimpleJavaFileObject(URI.create("string:///" + file), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return changed;
      }
    };
  }

  private Stream<Path> users() throws IOException {
    return Files.walk(SOURCES)
        .filter(file -> file.toString().endsWith(".java"))
        .filter(file -> text(file).matches("(?s).*\\b" + name + "\\b.*"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
