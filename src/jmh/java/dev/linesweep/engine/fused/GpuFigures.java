package dev.linesweep.engine.fused;

import dev.linesweep.engine.EngineUnavailableException;
import dev.linesweep.engine.cuda.Card;
import dev.linesweep.engine.cuda.CardPeak;
import dev.linesweep.engine.cuda.Cuda;
import dev.linesweep.engine.cuda.Gpu;
import dev.linesweep.engine.cuda.GpuException;
import dev.linesweep.engine.cuda.InterpretedCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Checks a card and measures it, for {@code bench/gpu}, one part of the work a call. Each writes
 * lines of a table of results as it gets them, so that what was cut by a time limit leaves what it
 * had.
 */
public final class GpuFigures {
  private static final int DIFFERENT = 1;
  private static final int NO_CARD = 2;

  private final Card card;
  private final boolean tiny;
  private final Path out;
  private final Deadline deadline;

  private GpuFigures(Card card, boolean tiny, Path out, Deadline deadline) {
    this.card = card;
    this.tiny = tiny;
    this.out = out;
    this.deadline = deadline;
  }

  /** Arguments: see {@link #run}. */
  public static void main(String[] args) throws IOException {
    System.exit(run(args));
  }

  /**
   * Does a part.
   *
   * @param args the part: {@code card}, {@code bits}, {@code few}, {@code speed} or {@code memory};
   *     the seconds that it may take; the folder to write to; jobs/million.yaml; and {@code tiny}
   *     for a small version on an interpreted card
   * @return 0; 1 if a number differs from the CPU's or the card fails; 2 if there is no card
   */
  static int run(String... args) throws IOException {
    boolean tiny = args.length > 4 && args[4].equals("tiny");
    try {
      Card card = tiny ? new InterpretedCard(64L << 20) : Cuda.ofThisMachine().cardFor(0);
      Deadline deadline = Deadline.in(Double.parseDouble(args[1]));
      Path out = Files.createDirectories(Path.of(args[2]));
      return new GpuFigures(card, tiny, out, deadline).part(args[0], Path.of(args[3]));
    } catch (EngineUnavailableException e) {
      System.out.println(e.getMessage());
      return NO_CARD;
    } catch (GpuException e) {
      System.out.println("FAILED: " + e.getMessage());
      return DIFFERENT;
    }
  }

  private int part(String part, Path job) throws IOException {
    switch (part) {
      case "card" -> {
        card();
        return 0;
      }
      case "bits" -> {
        return bits(List.of(tiny ? GpuComparison.tiny() : GpuComparison.all(), large()));
      }
      case "few" -> {
        return bits(List.of(tiny ? GpuComparison.tiny() : GpuComparison.few()));
      }
      case "speed" -> {
        new GpuSpeed(card, tiny, new Lines(out), deadline).measure(job);
        return 0;
      }
      case "memory" -> {
        return memory();
      }
      default -> throw new IllegalArgumentException(part);
    }
  }

  private List<GpuComparison.Case> large() {
    return tiny ? List.of() : GpuComparison.large();
  }

  /** Writes the facts at the head of a table, and the name of its file. */
  private void card() throws IOException {
    List<String> facts = new ArrayList<>();
    facts.add("title\t" + card.name());
    facts.add("card\t%s, compute capability %s".formatted(card.name(), card.capability()));
    facts.add("peak\t" + CardPeak.of(card).map(CardPeak::text).orElse("not told by the driver"));
    if (!tiny) {
      facts.add("driver\t" + CardPeak.driver());
    }
    facts.add(
        "machine\t%d cores, heap of %,d MiB"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20));
    facts.add("Java\t" + Runtime.version());
    facts.forEach(System.out::println);
    Files.write(out.resolve("facts"), facts.stream().map(fact -> "#" + fact).toList());
    Files.writeString(out.resolve("name"), fileName(card.name()) + "\n");
  }

  private static String fileName(String card) {
    String words = card.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return "gpu-" + words.replaceAll("^(nvidia-)?|-$", "") + ".tsv";
  }

  private int bits(List<List<GpuComparison.Case>> sets) throws IOException {
    try (Gpu gpu = card.open()) {
      GpuComparison comparison = new GpuComparison(gpu, System.out::println);
      for (List<GpuComparison.Case> cases : sets) {
        comparison.compare(cases == sets.get(0) ? "small trainings" : "large", cases, deadline);
      }
      Lines lines = new Lines(out);
      lines.add("trainings compared with the CPU", "", "", comparison.cases());
      lines.add("numbers compared", "", "", comparison.numbers());
      lines.add("numbers that differ", "<= 0", "", comparison.different());
      return comparison.different() == 0 ? 0 : DIFFERENT;
    }
  }

  private int memory() {
    GpuComparison comparison = new CrowdedCard(card, tiny ? 1_000 : 400_000).compare();
    return comparison.different() == 0 ? 0 : DIFFERENT;
  }
}
