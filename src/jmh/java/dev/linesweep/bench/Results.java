package dev.linesweep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code RESULTS.md} from the measurements under {@code results/} and the notes, kept by
 * hand, under {@code notes/}. Last come the cards that {@code bench/gpu} has measured, by name.
 */
public final class Results {
  private static final String CARDS = "gpu";

  private final Path folder;
  private final List<String> figures;
  private final StringBuilder text = new StringBuilder();

  private Results(Path folder, List<String> figures) {
    this.folder = folder;
    this.figures = figures;
  }

  /** Arguments: the folder {@code bench}, then the figures in their order. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    List<String> figures = List.of(args).subList(1, args.length);
    Files.writeString(folder.resolve("RESULTS.md"), new Results(folder, figures).write());
  }

  private String write() throws IOException {
    line("# Measured");
    line("");
    line("Written by `bench/run`; the notes below the tables come from `bench/notes`. Each figure");
    line("is measured in one run with its yardstick. *Reached* is the median of the repetitions,");
    line("*spread* their least and greatest. CPU is processor time of the thread that trains.");
    List<Measured> measured = new ArrayList<>();
    for (String figure : figures) {
      Path file = folder.resolve("results").resolve(figure + ".tsv");
      if (Files.exists(file)) {
        measured.add(Measured.read(figure, file));
      }
    }
    List<Measured> cards = cards();
    List<Measured> all = new ArrayList<>(measured);
    all.addAll(cards);
    overview(all);
    for (Measured one : measured) {
      line("");
      line("## " + one.title());
      table(one);
      notes(one.figure());
    }
    line("");
    line("## GPUs");
    if (cards.isEmpty()) {
      line("");
      line("**No card has run `bench/gpu` yet**, so there is no figure of one here.");
    }
    for (Measured card : cards) {
      line("");
      line("### " + card.title());
      table(card);
    }
    notes(CARDS);
    return text.toString();
  }

  private List<Measured> cards() throws IOException {
    List<Measured> cards = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder.resolve("results"), "gpu-*.tsv")) {
      for (Path file : files) {
        cards.add(Measured.read(CARDS, file));
      }
    }
    cards.sort(Comparator.comparing(Measured::title));
    return cards;
  }

  private void overview(List<Measured> measured) {
    line("");
    line("| figure | target | reached | spread | |");
    line("| --- | --- | --- | --- | --- |");
    for (Measured one : measured) {
      for (Series series : one.series()) {
        if (!series.target().isEmpty()) {
          line(
              "| "
                  + one.prefix()
                  + cells(series)
                  + (series.reached() ? " | yes |" : " | **no** |"));
        }
      }
    }
  }

  private void table(Measured one) {
    line("");
    one.facts().forEach((name, value) -> line("- " + name + ": " + value));
    line("");
    line("| | target | median | spread |");
    line("| --- | --- | --- | --- |");
    one.series().forEach(series -> line("| " + cells(series) + " |"));
  }

  private void notes(String figure) throws IOException {
    Path notes = folder.resolve("notes").resolve(figure + ".md");
    if (Files.exists(notes)) {
      line("");
      line(Files.readString(notes).strip());
    }
  }

  private static String cells(Series series) {
    String unit = series.unit().isEmpty() ? "" : " " + series.unit();
    String target = series.target().replace("<=", "≤").replace(">=", "≥");
    return String.join(
        " | ",
        series.what(),
        target.isEmpty() ? "" : target + unit,
        Series.shown(series.median()) + unit,
        Series.shown(series.min()) + " to " + Series.shown(series.max()));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private record Measured(
      String figure, String title, Map<String, String> facts, List<Series> series) {

    /** In front of what several cards have. */
    String prefix() {
      return figure.equals(CARDS) ? title + ": " : "";
    }

    static Measured read(String figure, Path file) throws IOException {
      Map<String, String> facts = new LinkedHashMap<>();
      List<Series> series = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("#")) {
          String[] fact = line.substring(1).split("\t", 2);
          facts.put(fact[0], fact[1]);
        } else if (!line.isBlank()) {
          series.add(Series.parse(line));
        }
      }
      String title = facts.remove("title");
      return new Measured(figure, title == null ? figure : title, facts, series);
    }
  }
}
