package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class SpecFuzzTest {
  private static final int MUTATIONS = 2_000;
  private static final List<String> PIECES =
      List.of(
          "[",
          "]",
          "{",
          "}",
          ":",
          ": ",
          "- ",
          "\n",
          "  ",
          "'",
          "\"",
          "&a ",
          "*a",
          "!t ",
          "%",
          "|",
          ">",
          "#",
          "---",
          "...",
          "? ",
          "<<",
          "\t",
          "\u0000",
          "\uD800",
          "😀",
          "null",
          "~",
          ".inf",
          "-0",
          "1e999",
          "9".repeat(400),
          "${env:X}",
          "0x1",
          "epochs",
          "values",
          "\u2028",
          "@",
          "`");

  @Test
  void aMutatedJobIsReadOrRefusedWithPlaces() {
    SplittableRandom random = new SplittableRandom(13);
    Assertions.assertTimeout(
        Duration.ofSeconds(60),
        () -> {
          for (int i = 0; i < MUTATIONS; i++) {
            String job = Jobs.shipped(Jobs.SHIPPED.get(i % Jobs.SHIPPED.size()));
            check(mutated(job, random));
          }
        });
  }

  private static void check(String job) {
    try {
      SweepSpec spec = Jobs.read(job);
      assertThat(Jobs.read(SpecWriter.write(spec))).as(job).isEqualTo(spec);
    } catch (JobException e) {
      assertThat(e.problems())
          .as(job)
          .isNotEmpty()
          .allMatch(
              p ->
                  p.matches("file:///work/jobs/line.yaml:\\d+:\\d+: [^\\p{Cntrl}]+")
                      || p.matches("and \\d+ more"));
    }
  }

  private static String mutated(String job, SplittableRandom random) {
    StringBuilder text = new StringBuilder(job);
    for (int edits = random.nextInt(1, 6); edits > 0; edits--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + random.nextInt(1, 12));
      switch (random.nextInt(5)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> text.setCharAt(at, (char) random.nextInt(1, 128));
        case 3 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
        default -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
