package dev.linesweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.linesweep.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Job files that the documents show are job files that the reader takes. */
class DocumentsTest {
  private static final Pattern YAML = Pattern.compile("```yaml\n(name:.*?)```", Pattern.DOTALL);

  @Test
  void theReadmeIsShort() throws IOException {
    assertThat(Files.readString(Path.of("README.md")).split("\\s+")).hasSizeLessThan(900);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/job-file.md", "docs/your-data.md"})
  void everyWholeJobReads(String document) throws IOException {
    List<String> jobs =
        YAML.matcher(Files.readString(Path.of(document)))
            .results()
            .map((MatchResult block) -> block.group(1))
            .toList();
    assertThat(jobs).isNotEmpty();
    for (String job : jobs) {
      assertThatCode(() -> SpecReader.read(job, "jobs/example.yaml", List.of()))
          .as("%s", job)
          .doesNotThrowAnyException();
    }
  }
}
