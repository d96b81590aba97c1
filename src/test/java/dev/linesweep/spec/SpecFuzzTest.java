package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.linesweep.data.Shape;
import dev.linesweep.plan.SweepPlan;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Whatever stands in a job file, it is planned or refused with places, in little memory. */
class SpecFuzzTest {
  private static final int MUTATIONS = 10_000;
  private static final long MOST_BYTES = 64L << 20;
  private static final Shape SHAPE = new Shape(6, 16_000, 0, 4_000);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
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
  void aMutatedJobIsPlannedOrRefusedWithPlaces() {
    SplittableRandom random = new SplittableRandom(13);
    Assertions.assertTimeout(
        Duration.ofSeconds(180),
        () -> {
          for (int i = 0; i < MUTATIONS; i++) {
            String job = Jobs.shipped(Jobs.SHIPPED.get(i % Jobs.SHIPPED.size()));
            String mutated = mutated(job, random);
            check(mutated);
          }
        });
  }

  @Test
  void aliasesCannotBlowUp() {
    StringBuilder bomb = new StringBuilder("name: line\na0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(Jobs.problems(bomb.toString()))
        .first(InstanceOfAssertFactories.STRING)
        .endsWith("aliases are not supported; write the value again");
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
  }

  private static void check(String job) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      SweepSpec spec = Jobs.read(job);
      SweepPlan plan = SweepPlan.of(spec, SHAPE);
      plan.trial(plan.trials() - 1);
      requireFew(before, job);
      assertThat(Jobs.read(SpecWriter.write(spec))).as(job).isEqualTo(spec);
    } catch (JobException e) {
      requireFew(before, job);
      assertThat(e.problems())
          .as(job)
          .isNotEmpty()
          .allMatch(
              p ->
                  p.matches("file:///work/jobs/line.yaml:\\d+:\\d+: [^\\p{Cntrl}]+")
                      || p.matches("and \\d+ more"));
    }
  }

  private static void requireFew(long before, String job) {
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).as(job).isLessThan(MOST_BYTES);
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
