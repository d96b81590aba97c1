package dev.linesweep.report.console;

import static dev.linesweep.text.TextTable.right;

import dev.linesweep.data.Samples;
import dev.linesweep.data.Shape;
import dev.linesweep.model.ClosedFormCost;
import dev.linesweep.model.Curvature;
import dev.linesweep.model.StableRates;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.report.Axes;
import dev.linesweep.report.Axis;
import dev.linesweep.report.PlannedSweep;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.OptimizerSpec;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Lines;
import dev.linesweep.text.Printable;
import dev.linesweep.text.Quantities;
import dev.linesweep.text.Rounded;
import dev.linesweep.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What {@code plan} prints: the samples as training sees them, the grid, its size and its cost. */
public final class PlanText {
  private static final int ROWS = 3;
  private static final String INDENT = "  ";

  private PlanText() {}

  public static String of(PlannedSweep planned, int width) {
    SweepPlan plan = planned.plan();
    Samples samples = planned.samples();
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add(head(plan, samples, width));
    for (MetricSpec.Part part : MetricSpec.Part.values()) {
      if (samples.part(part).rows() > 0) {
        paragraphs.add(rows(samples, part, width));
      }
    }
    paragraphs.add(grid(plan, width));
    paragraphs.add(size(planned, width));
    paragraphs.add(beside(plan, samples, width));
    return String.join("\n\n", paragraphs);
  }

  private static String head(SweepPlan plan, Samples samples, int width) {
    Shape shape = plan.shape();
    return Lines.wrap(
            "%s: %s, label %s"
                .formatted(
                    Printable.of(plan.spec().name()),
                    Counted.of(shape.rows(), "row"),
                    Printable.of(samples.label())),
            width,
            INDENT)
        + "\n"
        + Lines.pack(
            List.of(
                Rounded.of((long) shape.trainRows()) + " training",
                shape.validationRows() == 0
                    ? "no validation"
                    : Rounded.of((long) shape.validationRows()) + " validation",
                Rounded.of((long) shape.testRows()) + " test",
                "split by " + plan.spec().split().by().name().toLowerCase(Locale.ROOT),
                "standardized: " + samples.standardize().name().toLowerCase(Locale.ROOT)),
            " · ",
            width,
            INDENT);
  }

  private static String rows(Samples samples, MetricSpec.Part name, int width) {
    Samples.Part part = samples.part(name);
    int features = samples.features().size();
    int[] shown = IntStream.range(0, Math.min(ROWS, part.rows())).toArray();
    List<TextTable.Column> columns = new ArrayList<>();
    int[] numbers = samples.rowNumbers(name);
    columns.add(right("row", 0, cells(shown, i -> Integer.toString(numbers[i] + 1))));
    for (int feature = 0; feature < features; feature++) {
      int offset = feature;
      // The later features give way first; far more than fit need not be laid out.
      if (feature < width) {
        columns.add(
            right(
                Printable.of(samples.features().get(feature), 16),
                feature,
                cells(shown, i -> Rounded.of(part.x()[i * features + offset]))));
      }
    }
    columns.add(
        right(Printable.of(samples.label(), 16), 0, cells(shown, i -> Rounded.of(part.y()[i]))));
    TextTable table = TextTable.of(columns, width);
    int hidden = table.dropped().size() + Math.max(0, features - width);
    return "First %s, as training sees them\n"
            .formatted(
                Counted.word(
                    shown.length,
                    (name == MetricSpec.Part.TRAIN ? "training" : name.key()) + " row",
                    (name == MetricSpec.Part.TRAIN ? "training" : name.key()) + " rows"))
        + table.text()
        + (hidden == 0
            ? ""
            : "\nLeft out for width: %s of %s."
                .formatted(Rounded.of((long) hidden), Counted.of(features, "feature")));
  }

  private static List<String> cells(int[] rows, IntFunction<String> cell) {
    return IntStream.of(rows).mapToObj(cell).toList();
  }

  private static String grid(SweepPlan plan, int width) {
    Axes axes = new Axes(plan);
    List<String> lines = new ArrayList<>(List.of("Grid"));
    for (Axis axis : axes.varying()) {
      List<String> texts = axes.values(axis).stream().map(axis::text).toList();
      lines.add(line(axis.key(), summary(texts), width));
    }
    if (!axes.same().isEmpty()) {
      lines.add(line("for all", String.join(" · ", axes.same()), width));
    }
    return String.join("\n", lines);
  }

  private static String summary(List<String> texts) {
    return texts.size() <= 8
        ? String.join(", ", texts)
        : "%s values: %s, %s … %s"
            .formatted(
                Rounded.of((long) texts.size()),
                texts.get(0),
                texts.get(1),
                texts.get(texts.size() - 1));
  }

  private static String size(PlannedSweep planned, int width) {
    SweepPlan plan = planned.plan();
    PlannedSweep.Work work = planned.work();
    List<Block> blocks = plan.blocks();
    int widest = blocks.stream().mapToInt(Block::size).max().orElse(0);
    List<String> lines = new ArrayList<>(List.of("Sweep"));
    lines.add(line("trials", Rounded.of(plan.trials()), width));
    lines.add(
        line(
            "trajectories",
            "%s, each trained once to %s"
                .formatted(Rounded.of(plan.trajectories()), Counted.of(plan.maxEpochs(), "epoch")),
            width));
    lines.add(
        line(
            "blocks",
            "%s, the widest of %s %s"
                .formatted(
                    Rounded.of((long) blocks.size()),
                    Rounded.of((long) widest),
                    Counted.word(widest, "trajectory", "trajectories")),
            width));
    lines.add(
        line(
            "tasks",
            "%s, %s at once"
                .formatted(Rounded.of((long) work.tasks()), Rounded.of((long) work.slots())),
            width));
    lines.add(
        line(
            "memory",
            "samples %s on each executor · results %s on the driver"
                .formatted(
                    Quantities.bytes(work.broadcastBytes()), Quantities.bytes(work.resultBytes())),
            width));
    lines.add(line("ask for", memory(planned.memory()), width));
    planned
        .times()
        .forEach(
            (engine, time) ->
                lines.add(
                    line(
                        "time " + engine.key(),
                        time(engine, time, plan.spec().engine().kind()),
                        width)));
    return String.join("\n", lines);
  }

  private static String time(EngineKind engine, PlannedSweep.Expected expected, EngineKind own) {
    String duration = Quantities.duration(expected.seconds());
    if (!expected.measured()) {
      return "roughly %s; --engine %s measures it".formatted(duration, engine.key());
    }
    return "about " + duration + (engine == own ? ", the engine of this job" : "");
  }

  /** What is known without training: stable rates, and what the exact fits cost. */
  private static String beside(SweepPlan plan, Samples samples, int width) {
    List<String> lines = new ArrayList<>(List.of("Known without training"));
    Curvature curvature = Curvature.of(samples.train());
    double l2 = plan.spec().parameters().l2().stream().reduce(0.0, Math::max);
    for (OptimizerSpec entry : plan.spec().parameters().optimizers()) {
      StableRates.below(List.of(entry), curvature, l2)
          .ifPresent(
              bound ->
                  lines.add(
                      line(
                          "stable rates",
                          "%s: below %s with this data, for full batches and %s"
                              .formatted(
                                  entry.optimizer().key(),
                                  Rounded.of(bound),
                                  plan.spec().training().loss().isOfSquares()
                                      ? "mse"
                                      : "squared errors"),
                          width)));
    }
    ClosedFormCost cost = ClosedFormCost.of(plan);
    lines.add(
        line(
            "exact fits",
            cost.noLeastSquares()
                .orElse("least squares, about " + Quantities.duration(cost.leastSquares())),
            width));
    if (plan.spec().training().loss().isOfAbsolutes()) {
      lines.add(
          line(
              "",
              cost.noLeastAbsolute()
                  .orElse(
                      "least absolute deviations, about "
                          + Quantities.duration(cost.leastAbsolute())),
              width));
    }
    return String.join("\n", lines);
  }

  private static String memory(PlannedSweep.Memory memory) {
    String text = "--driver-memory %dm".formatted(memory.driverMiB());
    if (memory.executorMiB() > 0) {
      text += " --executor-memory %dm".formatted(memory.executorMiB());
    }
    if (memory.offHeapMiB() > 0) {
      text += " --conf spark.executor.memoryOverhead=%dm".formatted(memory.offHeapMiB());
    }
    return text;
  }

  private static String line(String name, String text, int width) {
    String start = INDENT + String.format(Locale.ROOT, "%-15s", name);
    return start
        + Lines.wrap(text, width - start.length(), "")
            .replace("\n", "\n" + " ".repeat(start.length()));
  }
}
