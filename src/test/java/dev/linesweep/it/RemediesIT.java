package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Ran;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The lines that a refusal prints are written into the job as they stand, and then it must run and
 * be as good as on the clean table.
 */
class RemediesIT {
  /** The clean tables have no noise, or little: their r2 is 0.998 or more. */
  private static final double CLEAN_R2 = 0.99;

  @TempDir static Path folder;
  private static Path cases;

  @BeforeAll
  static void copy() {
    cases = CaseFiles.copyTo(folder.resolve("cases"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "16-unquoted-comma/job.yaml",
        "22-json/job.yaml",
        "22-json/job-nested.yaml",
        "25-codes-that-look-like-numbers/job-factor.yaml",
      })
  void whatIsPrintedHelps(String name) throws IOException {
    follow(cases.resolve(name));
  }

  @Test
  void linesThatAreComments() throws IOException {
    follow(job("comment", "# made by hand, today\n" + rows("x,y,note", "ok"), ""));
  }

  @Test
  void quotesThatArePartOfTheText() throws IOException {
    follow(job("quote", rows("x,y,note", "\"5 inches"), ""));
  }

  @Test
  void twoEncodingsInOneFile() throws IOException {
    Path job = job("encodings", "", "");
    Path data = job.resolveSibling("encodings.csv");
    byte[] utf8 = rows("x,y,note", "Straße").getBytes(StandardCharsets.UTF_8);
    byte[] latin = "41,128,Straße\n".getBytes(Charset.forName("windows-1252"));
    byte[] both = Arrays.copyOf(utf8, utf8.length + latin.length);
    System.arraycopy(latin, 0, both, utf8.length, latin.length);
    Files.write(data, both);
    follow(job);
  }

  @Test
  void aTableOfSomeFilesNeedsAnOrder() throws IOException {
    Path job = job("parts", "", "split: {by: order}\n");
    Files.delete(job.resolveSibling("parts.csv"));
    Path parts = Files.createDirectory(job.resolveSibling("parts.csv"));
    Files.writeString(parts.resolve("1.csv"), rows("x,y,note", "ok"));
    Files.writeString(parts.resolve("2.csv"), rows("x,y,note", "ok") + "41,128,ok\n");
    follow(job);
  }

  @Test
  void missingValues() throws IOException {
    follow(job("missing", rows("x,y,note", "ok") + "NA,7,ok\n", ""));
  }

  /** The order makes Spark read it. */
  @Test
  void aTableThatIsLargerThanSparkCollects() throws IOException {
    Path job = job("large", rows("x,y,note", "ok"), "  order_by: [x]\n");
    Path out = folder.resolve("out-of-large");
    String[] small = {"--engine", "fused", "--conf", "spark.driver.maxResultSize=1k"};
    Ran refused = Ran.sweep("local[2]", job, out, small);
    assertThat(refused.code()).as(refused.err()).isEqualTo(2);
    Matcher option = Pattern.compile("--conf (spark\\.\\S+=\\w+)").matcher(refused.err());
    assertThat(option.find()).as(refused.err()).isTrue();

    Ran ran = Ran.sweep("local[2]", job, out, "--engine", "fused", "--conf", option.group(1));

    assertThat(ran.code()).as(ran.err()).isZero();
  }

  @Test
  void aKeyThatIsTypedAsAnOption() throws IOException {
    Path job = job("typed", rows("x,y,note", "ok"), "");
    Ran refused = Ran.command("plan", job.toString(), "--epochs", "7");
    assertThat(refused.code()).as(refused.err()).isEqualTo(2);
    Matcher option = Pattern.compile("Write --set (\\S+=\\S+?)\\.?\\s").matcher(refused.err());
    assertThat(option.find()).as(refused.err()).isTrue();

    Ran ran = Ran.command("plan", job.toString(), "--set", option.group(1), "--master", "local[2]");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("epochs 7");
  }

  /** Forty rows of y = 3 x + 5. */
  private static String rows(String header, String note) {
    StringBuilder text = new StringBuilder(header).append('\n');
    for (int x = 1; x <= 40; x++) {
      text.append("%d,%d,%s\n".formatted(x, 3 * x + 5, note));
    }
    return text.toString();
  }

  private static Path job(String name, String table, String more) throws IOException {
    Files.writeString(folder.resolve(name + ".csv"), table);
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        name: %1$s
        data:
          format: csv
          path: %1$s.csv
          label: y
          features: [x]
        %2$straining: {loss: mse}
        parameters: {optimizer: sgd, learning_rate: 0.1, epochs: 300}
        """
            .formatted(name, more));
  }

  private static void follow(Path job) throws IOException {
    Ran first = Ran.command("plan", job.toString(), "--master", "local[2]");
    assertThat(first.code()).as(first.out()).isEqualTo(2);
    List<Remedies> printed = Remedies.in(first.err());
    assertThat(printed).as(first.err()).isNotEmpty();
    String text = Files.readString(job);
    for (Remedies remedy : printed) {
      text = remedy.written(text);
    }
    Path changed = Files.writeString(job.resolveSibling("followed-" + job.getFileName()), text);
    Path out = folder.resolve("out-of" + job.toString().replaceAll("\\W", "-"));
    CaseRun run = CaseRun.of(changed, out, "--engine", "fused");
    Files.delete(changed);
    assertThat(run.ran().code()).as("%s\n%s\n%s", first.err(), text, run.ran().err()).isZero();
    assertThat(run.test("r2")).as(text).isGreaterThan(CLEAN_R2);
  }
}
