package dev.linesweep.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables of docs/troubleshooting.md quote what the catalogue says, all of it. */
class TroubleshootingTest {
  private static final Path DOCUMENT = Path.of("docs/troubleshooting.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`.*?) \\|");
  private static final Pattern QUOTE = Pattern.compile("`([^`]+)`");

  @Test
  void everyFaultHasARow() throws IOException {
    List<String> quotes = quotes(Files.readString(DOCUMENT));
    assertThat(Catalogue.RULES)
        .allSatisfy(
            rule -> assertThat(quotes).as(rule.what()).anyMatch(quote -> isOf(quote, rule.what())));
  }

  @Test
  void everyRowOnWhatIsThrownQuotesAFault() throws IOException {
    String text = Files.readString(DOCUMENT);
    String thrown =
        text.substring(text.indexOf("## Memory"), text.indexOf("## While a sweep runs"));
    assertThat(quotes(thrown))
        .allSatisfy(
            quote ->
                assertThat(Catalogue.RULES).as(quote).anyMatch(rule -> isOf(quote, rule.what())));
  }

  /** The first cells of all tables. */
  private static List<String> quotes(String text) {
    return ROW.matcher(text)
        .results()
        .flatMap(row -> QUOTE.matcher(row.group(1)).results())
        .map(quote -> quote.group(1))
        .toList();
  }

  /** An ellipsis stands for what differs from case to case. */
  private static boolean isOf(String quote, String what) {
    String words = quote.replace("…", "\\E.*\\Q");
    return Pattern.compile("\\Q" + words + "\\E").matcher(what).find();
  }
}
