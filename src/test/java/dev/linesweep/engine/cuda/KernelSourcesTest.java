package dev.linesweep.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.spec.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PTX files are of the sources beside them, and have none of what a CPU cannot repeat. */
class KernelSourcesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("linesweep.basedir", ""))
          .resolve("src/main/resources/dev/linesweep/engine/cuda");

  private static final Pattern HEAD =
      Pattern.compile(
          "// SHA-256 of the sources ([0-9a-f]{64}), NVRTC [0-9.]+\n.*", Pattern.DOTALL);

  private static final Pattern ENTRY = Pattern.compile("\\.visible\\s+\\.\\w+\\s+(\\w+)");

  private static final Pattern RULES = Pattern.compile("enum Rule \\{ ([^}]*) };");

  /** Operations on floats that round, except for those that say how. */
  private static final Pattern ROUNDS_ANYHOW =
      Pattern.compile(
          "\\b(?:add|sub|mul|mad|fma|div|sqrt|rsqrt|rcp)\\.(?!rn\\.)[\\w.]*f(?:32|64)\\b");

  private static final Pattern NOT_EXACT =
      Pattern.compile(
          "\\.(?:approx|ftz|sat|contract)\\b|\\b(?:min|max|ex2|lg2|sin|cos)\\.[\\w.]*f\\d\\d");

  @ParameterizedTest
  @EnumSource(Kernel.class)
  void isCompiledFromItsSources(Kernel kernel) throws Exception {
    Matcher head = HEAD.matcher(kernel.ptx());

    assertThat(head.matches() ? head.group(1) : "no hash")
        .as("%s.ptx is of other sources: run bench/gpu-kernels", kernel.key())
        .isEqualTo(sourcesHash());
  }

  private static String sourcesHash() throws IOException, NoSuchAlgorithmException {
    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    for (Path source : sources()) {
      hash.update(Files.readAllBytes(source));
    }
    return HexFormat.of().formatHex(hash.digest());
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().matches(".*\\.cuh?")).sorted().toList();
    }
  }

  @ParameterizedTest
  @EnumSource(Kernel.class)
  void runsOnEveryCardSincePascal(Kernel kernel) {
    assertThat(kernel.ptx().lines().filter(line -> line.matches("\\.(version|target) .*")))
        .containsExactly(".version 5.0", ".target sm_60");
  }

  @ParameterizedTest
  @EnumSource(Kernel.class)
  void exportsNothingButItself(Kernel kernel) {
    assertThat(found(ENTRY, kernel.ptx(), 1)).containsExactly(kernel.key());
  }

  @ParameterizedTest
  @EnumSource(Kernel.class)
  void roundsToTheNearestAndNothingElse(Kernel kernel) {
    assertThat(found(ROUNDS_ANYHOW, kernel.ptx(), 0)).isEmpty();
    assertThat(found(NOT_EXACT, kernel.ptx(), 0)).isEmpty();
  }

  @Test
  void countsRulesAsTheSpecDoes() throws IOException {
    String rules = Files.readString(FOLDER.resolve("updaters.cuh"));

    assertThat(found(RULES, rules, 1))
        .containsExactly(
            Arrays.stream(Optimizer.values()).map(Enum::name).collect(Collectors.joining(", ")));
  }

  private static List<String> found(Pattern pattern, String text, int group) {
    return pattern.matcher(text).results().map(result -> result.group(group)).toList();
  }
}
