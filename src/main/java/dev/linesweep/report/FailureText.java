package dev.linesweep.report;

import dev.linesweep.fault.Faults;
import dev.linesweep.result.BlockOutcome;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Lines;
import dev.linesweep.text.Printable;
import dev.linesweep.text.Secrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why trials of a run failed, grouped: one paragraph per reason, however many trials it cost. */
public final class FailureText {
  private static final int MOST_REASONS = 5;
  private static final int LONGEST = 400;

  private FailureText() {}

  /** For readers; empty if nothing failed. */
  public static String of(List<BlockOutcome.Failed> blocks) {
    Map<String, List<BlockOutcome.Failed>> reasons = new LinkedHashMap<>();
    for (BlockOutcome.Failed block : blocks) {
      reasons.computeIfAbsent(block.error(), error -> new ArrayList<>()).add(block);
    }
    List<String> paragraphs = new ArrayList<>();
    reasons.entrySet().stream()
        .sorted((a, b) -> Long.compare(trials(b.getValue()), trials(a.getValue())))
        .limit(MOST_REASONS)
        .forEach(reason -> paragraphs.add(paragraph(reason.getKey(), reason.getValue())));
    if (reasons.size() > MOST_REASONS) {
      paragraphs.add("and " + Counted.of(reasons.size() - MOST_REASONS, "more reason"));
    }
    if (!reasons.isEmpty()) {
      paragraphs.add("Run the same command again to retry failed trials.");
    }
    return String.join("\n", paragraphs);
  }

  private static String paragraph(String error, List<BlockOutcome.Failed> blocks) {
    long trials = trials(blocks);
    StringBuilder text = new StringBuilder();
    text.append("%s failed: %s".formatted(Counted.of(trials, "trial"), error));
    blocks.get(0).detail().lines().limit(3).forEach(line -> append(text, line, error));
    Faults.ofText(blocks.get(0).detail()).ifPresent(fault -> append(text, fault.remedy(), error));
    return text.toString();
  }

  private static void append(StringBuilder text, String line, String error) {
    String clean = Printable.of(Secrets.scrubbed(line.strip()), LONGEST);
    if (!clean.equals(error)) {
      text.append('\n').append(Lines.wrap("  " + clean, Lines.WIDTH, "    "));
    }
  }

  private static long trials(List<BlockOutcome.Failed> blocks) {
    return blocks.stream().mapToLong(BlockOutcome::trials).sum();
  }
}
