package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Escape sequences in whatever text comes from outside never reach the terminal. */
@DisabledOnOs(OS.WINDOWS) // such names of files
class HostileTextIT {
  private static final String ESC = "\u001B[31mred\u001B]0;owned\u0007";
  private static final String QUOTED = "\"\\u001B[31mred\\u001B]0;owned\\u0007\"";
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n]]");

  private static final String JOB =
      """
      name: hostile
      data: {format: csv, path: PATH, label: y, features: [x]}
      parameters: {optimizer: sgd, learning_rate: 0.1, epochs: 2}
      engine: fused
      """;
  private static final String ROWS = "y,x\n1,2\n2,3\n3,5\n4,4\n5,6\n6,6\n";

  @TempDir Path folder;

  @Test
  void namesOfColumnsInPlanRunShowAndErrors() throws IOException {
    write("data.csv", ROWS.replace("x\n", ESC + "\n"));
    Path job =
        write("job.yaml", JOB.replace("PATH", "data.csv").replace("[x]", "[" + QUOTED + "]"));
    Path out = folder.resolve("out");

    assertThat(clean(Ran.sweep("local[2]", job, out)).code()).isZero();
    assertThat(clean(Ran.command("plan", job.toString())).code()).isZero();
    assertThat(clean(Ran.command("show", out.toString())).code()).isZero();
    Path other = write("other.yaml", JOB.replace("PATH", "data.csv"));
    assertThat(clean(Ran.command("plan", other.toString())).err())
        .contains("no column \"x\"", "red");
  }

  @Test
  void valuesInErrorsAndLevelsInEquations() throws IOException {
    write("data.csv", ROWS.replace("3,5", "3," + ESC));
    Path job = write("job.yaml", JOB.replace("PATH", "data.csv"));
    assertThat(clean(Ran.command("plan", job.toString())).code()).isEqualTo(2);

    // Long enough that the file is not taken for a binary one.
    String town = "t$2 in the long valley between the hills in the north";
    write("towns.csv", ROWS.replaceAll("(?m)^(\\d),(\\d)$", "$1," + town + ESC));
    Path towns =
        write(
            "towns.yaml",
            JOB.replace("PATH", "towns.csv").replace("label: y, features: [x]", "formula: y ~ x"));
    assertThat(clean(Ran.sweep("local[2]", towns, folder.resolve("out"))).code()).isZero();
  }

  @Test
  void namesOfFilesAndFolders() throws IOException {
    Path job = write("job.yaml", JOB.replace("PATH", QUOTED));
    assertThat(clean(Ran.command("plan", job.toString())).code()).isEqualTo(2);
    write(ESC + ".csv", ROWS);
    Path there = write(ESC + ".yaml", JOB.replace("PATH", QUOTED.replace("007\"", "007.csv\"")));
    Ran swept = clean(Ran.sweep("local[2]", there, folder.resolve(ESC)));
    assertThat(swept.code()).isZero();
    assertThat(swept.out()).contains("red");
    assertThat(clean(Ran.command("plan", folder.resolve(ESC + "x.yaml").toString())).code())
        .isEqualTo(2);
    assertThat(clean(Ran.command("show", folder.resolve(ESC + "x").toString())).code())
        .isEqualTo(2);
  }

  @Test
  void theJobFileAndTheCommandLine() throws IOException {
    Path job = write("job.yaml", JOB.replace("PATH", "data.csv") + QUOTED + ": 1\n" + ESC);
    assertThat(clean(Ran.command("plan", job.toString())).code()).isEqualTo(2);
    Path good = write("good.yaml", JOB.replace("PATH", "data.csv"));
    assertThat(clean(Ran.command("plan", good.toString(), "--set", ESC + "=1")).code())
        .isEqualTo(2);
    assertThat(clean(Ran.command("plan", good.toString(), "--set", "epochs=" + ESC)).code())
        .isEqualTo(2);
    assertThat(clean(Ran.command("plan", good.toString(), "--" + ESC)).code()).isEqualTo(2);
    assertThat(clean(Ran.command("run", good.toString(), "--engine", ESC)).code()).isEqualTo(2);
    assertThat(clean(Ran.command("run", good.toString(), "--conf", ESC)).code()).isEqualTo(2);
  }

  @Test
  void queriesAndWhatSparkSaysOfThem() throws IOException {
    write("data.csv", ROWS);
    Path job = write("job.yaml", JOB.replace("PATH", "data.csv"));
    for (String query : new String[] {"SELECT `" + ESC + "` FROM input", "SELECT '" + ESC}) {
      String quoted = "\"" + query.replace("\u001B", "\\u001B").replace("\u0007", "\\u0007") + "\"";
      assertThat(clean(Ran.command("plan", job.toString(), "--set", "data.query=" + quoted)).code())
          .isEqualTo(2);
    }
  }

  @Test
  void binaryFilesReadAsText() throws IOException {
    byte[] bytes = new byte[2000];
    new java.util.Random(13).nextBytes(bytes);
    Files.write(folder.resolve("data.csv"), bytes);
    Path job = write("job.yaml", JOB.replace("PATH", "data.csv"));
    assertThat(clean(Ran.command("plan", job.toString())).code()).isEqualTo(2);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Ran clean(Ran ran) {
    assertThat(CONTROL.matcher(ran.out() + ran.err()).find())
        .as("%s", (ran.out() + ran.err()).replace("\u001B", "ESC"))
        .isFalse();
    return ran;
  }
}
