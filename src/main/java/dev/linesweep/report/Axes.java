package dev.linesweep.report;

import dev.linesweep.plan.OptimizerParameters;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.Trial;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Rounded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which axes of a sweep vary, and the texts of those that do and those that don't. */
public final class Axes {
  /** What names a trial even if it does not vary. */
  private static final Set<Axis> ALWAYS =
      EnumSet.of(Axis.OPTIMIZER, Axis.LEARNING_RATE, Axis.EPOCHS);

  private final SweepPlan plan;
  private final Map<Axis, Set<Object>> values = new EnumMap<>(Axis.class);
  private final Map<Optimizer, List<Set<Double>>> parameters;

  public Axes(SweepPlan plan) {
    this.plan = plan;
    for (Axis axis : Axis.values()) {
      values.put(axis, distinct(axis));
    }
    parameters = parameterValues();
  }

  public SweepPlan plan() {
    return plan;
  }

  /** True if the sweep's trials differ in the axis. */
  public boolean varies(Axis axis) {
    return axis == Axis.PARAMETERS
        ? parameters.values().stream().flatMap(List::stream).anyMatch(each -> each.size() > 1)
        : values(axis).size() > 1;
  }

  /** The axes that vary, in the order of the enum. */
  public List<Axis> varying() {
    return List.of(Axis.values()).stream().filter(this::varies).toList();
  }

  /**
   * The distinct values of an axis in order of appearance, of a search as far as they are looked
   * at; empty if none applies.
   */
  public Set<Object> values(Axis axis) {
    return values.getOrDefault(axis, Set.of());
  }

  /** The distinct optimizer parameters, in order of appearance. */
  private List<OptimizerParameters> parameters() {
    return values(Axis.PARAMETERS).stream().map(OptimizerParameters.class::cast).toList();
  }

  private Set<Object> distinct(Axis axis) {
    return switch (axis) {
      case PARAMETERS -> new LinkedHashSet<>(plan.optimizers());
      case EPOCHS -> new LinkedHashSet<>(Arrays.stream(plan.epochs()).boxed().toList());
      default -> distinct(axis, trajectory -> true);
    };
  }

  private Set<Object> distinct(Axis axis, Predicate<Trajectory> of) {
    return plan
        .distinct(
            trajectory ->
                Optional.of(new Trial(trajectory, plan.maxEpochs()))
                    .filter(trial -> of.test(trajectory) && axis.appliesTo(trial))
                    .map(axis::value))
        .stream()
        .flatMap(Optional::stream)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The learning rates that an optimizer is tried at, with any of its parameters. */
  public Set<Double> rates(Optimizer optimizer) {
    return distinct(Axis.LEARNING_RATE, trajectory -> trajectory.optimizer() == optimizer).stream()
        .map(Double.class::cast)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** A cell: the trial's value, rounded; only what varies of the parameters; empty if none. */
  public String text(Axis axis, Trial trial) {
    if (!axis.appliesTo(trial)) {
      return "";
    }
    return axis == Axis.PARAMETERS
        ? varied(trial.trajectory().parameters())
        : axis.text(axis.value(trial));
  }

  /** In words, what varies only: {@code adam, learning rate 0.01, 400 epochs, seed 7}. */
  public String words(Trial trial) {
    return words(trial, EnumSet.allOf(Axis.class));
  }

  /** The words of a trial without its seed: {@code adam, learning rate 0.01, 400 epochs}. */
  public String setting(Trial trial) {
    return words(trial, EnumSet.complementOf(EnumSet.of(Axis.SEED)));
  }

  /**
   * The words of a trial's setting without its optimizer: {@code learning rate 0.01, 400 epochs}.
   */
  public String withoutOptimizer(Trial trial) {
    return words(
        trial,
        plan.spec().hasRepeats()
            ? EnumSet.complementOf(EnumSet.of(Axis.OPTIMIZER, Axis.SEED))
            : EnumSet.complementOf(EnumSet.of(Axis.OPTIMIZER)));
  }

  private String words(Trial trial, Set<Axis> axes) {
    List<String> words = new ArrayList<>();
    for (Axis axis : axes) {
      String text = text(axis, trial);
      if (!text.isEmpty() && (varies(axis) || ALWAYS.contains(axis))) {
        switch (axis) {
          case OPTIMIZER, PARAMETERS -> words.add(text);
          case EPOCHS -> words.add(Counted.of(trial.epochs(), "epoch"));
          default -> words.add(axis.key().replace('_', ' ') + " " + text);
        }
      }
    }
    return String.join(", ", words);
  }

  /** What is the same for all trials: {@code batch_size full}, {@code l1 0} and so on. */
  public List<String> same() {
    List<String> same = new ArrayList<>();
    for (Axis axis : Axis.values()) {
      if (axis == Axis.PARAMETERS) {
        parameters().stream().flatMap(this::fixed).distinct().forEach(same::add);
      } else if (values(axis).size() == 1) {
        same.add(axis.key() + " " + axis.text(values(axis).iterator().next()));
      }
    }
    return same;
  }

  private Map<Optimizer, List<Set<Double>>> parameterValues() {
    Map<Optimizer, List<Set<Double>>> all = new EnumMap<>(Optimizer.class);
    for (OptimizerParameters each : parameters()) {
      List<Set<Double>> ofOptimizer =
          all.computeIfAbsent(
              each.optimizer(),
              o ->
                  Stream.generate(HashSet<Double>::new)
                      .limit(o.parameters().size())
                      .map(set -> (Set<Double>) set)
                      .toList());
      for (int i = 0; i < each.values().size(); i++) {
        ofOptimizer.get(i).add(each.values().get(i));
      }
    }
    return all;
  }

  /** The parameters that differ among the trials of an optimizer: {@code momentum=0.9}. */
  private String varied(OptimizerParameters each) {
    List<Optimizer.Parameter> names = each.optimizer().parameters();
    return IntStream.range(0, names.size())
        .filter(i -> varies(each.optimizer(), i))
        .mapToObj(i -> names.get(i).key() + "=" + Rounded.of(each.values().get(i)))
        .collect(Collectors.joining(" "));
  }

  /** Those that are the same for all of them, and not DL4J's. */
  private Stream<String> fixed(OptimizerParameters each) {
    List<Optimizer.Parameter> names = each.optimizer().parameters();
    return IntStream.range(0, names.size())
        .filter(i -> !varies(each.optimizer(), i))
        .filter(i -> each.values().get(i) != names.get(i).defaultValue())
        .mapToObj(
            i ->
                "%s.%s %s"
                    .formatted(
                        each.optimizer().key(),
                        names.get(i).key(),
                        Rounded.of(each.values().get(i))));
  }

  private boolean varies(Optimizer optimizer, int parameter) {
    return values(optimizer, parameter).size() > 1;
  }

  /** The distinct values of an optimizer's parameter by its place among them. */
  public Set<Double> values(Optimizer optimizer, int parameter) {
    List<Set<Double>> all = parameters.getOrDefault(optimizer, List.of());
    return all.isEmpty() ? Set.of() : all.get(parameter);
  }
}
