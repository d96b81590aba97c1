package dev.linesweep.report.console;

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
import dev.linesweep.spec.Limits;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import dev.linesweep.spec.SearchMethod;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Lines;
import dev.linesweep.text.Quantities;
import dev.linesweep.text.Rounded;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What {@code plan} prints: the samples as training sees them, the grid, its size and its cost. */
public final class PlanText {
  private static final String INDENT = "  ";

  /** The values of an axis that are listed; of more some are left out. */
  private static final int LISTED = 8;

  private PlanText() {}

  public static String of(PlannedSweep planned, int width) {
    SweepPlan plan = planned.plan();
    Samples samples = planned.samples().all();
    List<String> paragraphs = new ArrayList<>();
    paragraphs.addAll(SamplesText.paragraphs(plan, samples, width));
    paragraphs.add(grid(plan, width));
    paragraphs.add(size(planned, width));
    if (!plan.brackets().isNone()) {
      paragraphs.add(RungsText.of(plan, width));
    }
    paragraphs.add(known(plan, samples, width));
    return String.join("\n\n", paragraphs);
  }

  private static String grid(SweepPlan plan, int width) {
    Axes axes = new Axes(plan);
    List<String> lines = new ArrayList<>();
    if (plan.spec().search().method() instanceof SearchMethod.Sample sample) {
      lines.add("Search");
      lines.add(
          line(
              "drawn",
              "%s settings, by %s, search seed %d"
                  .formatted(
                      Rounded.of((long) sample.count()),
                      sample.sequence() == SearchMethod.Sequence.SOBOL
                          ? "a Sobol sequence"
                          : "chance",
                      sample.seed()),
              width));
    } else {
      lines.add("Grid");
    }
    for (Axis axis : axes.varying()) {
      lines.add(line(axis.key(), summary(axes, axis), width));
    }
    if (!axes.same().isEmpty()) {
      lines.add(line("for all", String.join(" · ", axes.same()), width));
    }
    return String.join("\n", lines);
  }

  private static String summary(Axes axes, Axis axis) {
    boolean drawn = axes.plan().spec().search().method() instanceof SearchMethod.Sample;
    Set<Object> values = axes.values(axis);
    if (!drawn || values.size() <= LISTED) {
      return summary(values.stream().map(axis::text).toList());
    }
    return axis == Axis.PARAMETERS
        ? parameters(axes)
        : ends(values.stream().map(Number.class::cast).toList());
  }

  /** Of each optimizer's parameter that varies: {@code nesterovs momentum 0.5 to 0.99}. */
  private static String parameters(Axes axes) {
    List<String> texts = new ArrayList<>();
    for (Object each : axes.values(Axis.OPTIMIZER)) {
      Optimizer optimizer = (Optimizer) each;
      for (int i = 0; i < optimizer.parameters().size(); i++) {
        List<Double> values = List.copyOf(axes.values(optimizer, i));
        if (values.size() > 1) {
          texts.add(
              "%s %s %s"
                  .formatted(optimizer.key(), optimizer.parameters().get(i).key(), ends(values)));
        }
      }
    }
    return String.join(", ", texts);
  }

  private static String ends(List<? extends Number> values) {
    DoubleSummaryStatistics ends =
        values.stream().mapToDouble(Number::doubleValue).summaryStatistics();
    return "from %s to %s".formatted(Rounded.of(ends.getMin()), Rounded.of(ends.getMax()));
  }

  private static String summary(List<String> texts) {
    return texts.size() <= LISTED
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
    lines.add(line("trials", Rounded.of(plan.trials()) + excluded(plan), width));
    if (plan.spec().split().hasFolds()) {
      lines.add(line("folds", folds(planned), width));
    }
    lines.add(
        line(
            "trajectories",
            "%s, %s to %s"
                .formatted(
                    Rounded.of(plan.trajectories()),
                    plan.brackets().isNone() ? "each trained once" : "trained once, at most",
                    Counted.of(plan.maxEpochs(), "epoch")),
            width));
    lines.add(
        line(
            "blocks",
            "%s, the largest with %s %s"
                .formatted(
                    Rounded.of((long) blocks.size()),
                    Rounded.of((long) widest),
                    Counted.word(widest, "trajectory", "trajectories")),
            width));
    Limits.Stop stop = plan.spec().limits().stop();
    if (!stop.isNever()) {
      lines.add(line("stop", stop(plan, stop), width));
    }
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
    lines.add(line("recommended memory", memory(planned.memory()), width));
    planned
        .times()
        .forEach(
            (engine, time) ->
                lines.add(
                    line(
                        "time " + engine.key(),
                        time(engine, time, plan.spec().engine().kind()),
                        width)));
    if (planned.gpuSeconds() > 0) {
      lines.add(
          line(
              "time on a GPU",
              "roughly %s by the cost model, its start included"
                  .formatted(Quantities.duration(planned.gpuSeconds())),
              width));
    }
    return String.join("\n", lines);
  }

  private static String folds(PlannedSweep planned) {
    boolean chained = planned.plan().spec().split().by() == SplitSpec.By.ORDER;
    List<Shape> shapes = planned.samples().shapes();
    IntSummaryStatistics rows = shapes.stream().mapToInt(Shape::validationRows).summaryStatistics();
    return "%d of %s, each held out once%s; the best setting is then trained on all %s"
        .formatted(
            shapes.size(),
            rows.getMin() == rows.getMax()
                ? Counted.of(rows.getMax(), "row")
                : Rounded.of((long) rows.getMin()) + " to " + Counted.of(rows.getMax(), "row"),
            chained ? ", and trained only on the rows before it" : "",
            Rounded.of((long) planned.samples().all().train().rows()));
  }

  private static String stop(SweepPlan plan, Limits.Stop stop) {
    int blocks = plan.spreadBlocks(number -> true, Long.MAX_VALUE).size();
    List<String> rules = new ArrayList<>();
    if (stop.hasTarget()) {
      boolean least = plan.spec().metric().goal() == MetricSpec.Goal.MINIMIZE;
      rules.add(
          "%s is %s or %s"
              .formatted(
                  plan.spec().metric().key(), Rounded.of(stop.target()), least ? "less" : "more"));
    }
    if (stop.patience() > 0) {
      rules.add(Counted.of(stop.patience(), "block") + " in a row bring no improvement");
    }
    return "as soon as %s; %s in a fixed order"
        .formatted(String.join(" or ", rules), Counted.of(blocks, "block"));
  }

  private static String excluded(SweepPlan plan) {
    return plan.excludedTrials() == 0
        ? ""
        : "; exclude removes %s more".formatted(Rounded.of(plan.excludedTrials()));
  }

  private static String time(EngineKind engine, PlannedSweep.Expected expected, EngineKind own) {
    String duration = Quantities.duration(expected.seconds());
    if (!expected.measured()) {
      return "roughly %s by the cost model; --engine %s measures it"
          .formatted(duration, engine.key());
    }
    return "about " + duration + (engine == own ? ", the engine of this job" : "");
  }

  /** What is known without training: stable rates, and what the exact fits cost. */
  private static String known(SweepPlan plan, Samples samples, int width) {
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
    if (memory.resultsMiB() > 0) {
      text += " --conf spark.driver.maxResultSize=%dm".formatted(memory.resultsMiB());
    }
    return text;
  }

  private static String line(String name, String text, int width) {
    String start = INDENT + String.format(Locale.ROOT, "%-19s", name);
    return start
        + Lines.wrap(text, width - start.length(), "")
            .replace("\n", "\n" + " ".repeat(start.length()));
  }
}
