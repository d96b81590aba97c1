package dev.linesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** docs/commands.md has every command, and every option. */
class CommandsDocumentTest {
  private static final Set<String> PICOCLIS_OWN = Set.of("help", "generate-completion");
  private static final Set<String> EVERYWHERE = Set.of("--help", "--version");

  @Test
  void everyCommandAndOptionIsThere() throws IOException {
    String document = Files.readString(Path.of("docs/commands.md"));
    new CommandLine(new Main())
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (!PICOCLIS_OWN.contains(name)) {
                assertThat(document).contains("| `" + name);
                assertThat(options(command)).as(name).allMatch(document::contains);
              }
            });
  }

  private static List<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .map(option -> option.longestName())
        .filter(option -> !EVERYWHERE.contains(option))
        .toList();
  }
}
