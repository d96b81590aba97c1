package dev.linesweep.model;

import dev.linesweep.data.SampleSets;
import dev.linesweep.data.Samples;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.text.Decimal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * A job in which {@code learning_rate: auto} is replaced by numbers for its training rows: ten
 * rates of two digits, equally spaced in their logarithms.
 *
 * <p>For sgd and nesterovs they are three decades below nine tenths of the bound of {@link
 * StableRates}, at the job's largest l2 and its steepest batch size. The bound is that of mse;
 * other losses, which have no such bound, get the same rates as a start. The adaptive optimizers
 * divide by the size of the gradients, so theirs are from 0.0001 to 1. Equal rows and jobs give
 * equal bits.
 *
 * @param notes what was chosen and why; none if the job has no {@code auto}
 */
public record AutoRates(SweepSpec spec, List<String> notes) {
  private static final int COUNT = 10;
  private static final double BELOW_BOUND = 0.9;
  private static final int DECADES_BELOW_BOUND = 3;
  private static final int ADAPTIVE_DECADES = 4;
  private static final MathContext DOWN = new MathContext(2, RoundingMode.DOWN);
  private static final MathContext NEAREST = new MathContext(2, RoundingMode.HALF_EVEN);

  public AutoRates {
    notes = List.copyOf(notes);
  }

  /**
   * Resolves the job for all training rows. If rows have weights, for those of each fold too: the
   * mean of their weights, by which they are divided, may be another one.
   *
   * @throws JobException if the features are so large that no 32-bit rate is stable
   */
  public static AutoRates of(SweepSpec spec, SampleSets sets) {
    return of(
        spec,
        () -> {
          double[] steepest = {steepest(spec.parameters(), sets.all().train())};
          if (!sets.all().train().rowWeights().isNone()) {
            sets.forEach(
                each ->
                    steepest[0] = Math.max(steepest[0], steepest(spec.parameters(), each.train())));
          }
          return steepest[0];
        });
  }

  /**
   * Resolves the job for these training rows.
   *
   * @throws JobException if the features are so large that no 32-bit rate is stable
   */
  public static AutoRates of(SweepSpec spec, Samples.Part train) {
    return of(spec, () -> steepest(spec.parameters(), train));
  }

  private static AutoRates of(SweepSpec spec, DoubleSupplier ofData) {
    ParameterSpec parameters = spec.parameters();
    List<OptimizerSpec> entries = parameters.optimizers();
    boolean shared = isAuto(parameters.learningRates());
    if (!shared && entries.stream().noneMatch(entry -> isAuto(entry.learningRates()))) {
      return new AutoRates(spec, List.of());
    }
    double steepest = ofData.getAsDouble();
    List<OptimizerSpec> resolved = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (OptimizerSpec entry : entries) {
      boolean own = isAuto(entry.learningRates());
      boolean takesShared = shared && entry.learningRates().isEmpty();
      if (entry.optimizer().hasLearningRate() && (own || takesShared)) {
        Chosen chosen = chosen(entry, steepest, spec.training().loss());
        resolved.add(entry.withRates(chosen.rates()));
        said.add(chosen.said());
      } else {
        resolved.add(entry);
      }
    }
    ParameterSpec all =
        parameters.withRates(resolved, shared ? List.of() : parameters.learningRates());
    List<String> notes =
        said.isEmpty()
            ? List.of()
            : List.of(
                "learning_rate: auto: " + String.join("; ", said.stream().distinct().toList()));
    return new AutoRates(spec.withParameters(shared ? inOneAxis(all) : all), notes);
  }

  private static boolean isAuto(List<Double> rates) {
    return rates.equals(ParameterSpec.AUTO_RATES);
  }

  /** The job with a shared axis again, if all optimizers have equal rates. */
  private static ParameterSpec inOneAxis(ParameterSpec parameters) {
    List<OptimizerSpec> entries = parameters.optimizers();
    List<List<Double>> rates =
        entries.stream().map(OptimizerSpec::learningRates).distinct().toList();
    return rates.size() == 1
        ? parameters.withRates(
            entries.stream().map(entry -> entry.withRates(List.of())).toList(), rates.get(0))
        : parameters;
  }

  private static double steepest(ParameterSpec parameters, Samples.Part train) {
    double l2 = parameters.l2().stream().reduce(0.0, Math::max);
    double largest = Curvature.of(train).largest();
    BatchCurvature batches = BatchCurvature.of(train, largest);
    return l2 + parameters.batchSizes().stream().mapToDouble(batches::atMost).max().orElse(largest);
  }

  private record Chosen(List<Double> rates, String said) {}

  private static Chosen chosen(OptimizerSpec entry, double steepest, Loss loss) {
    Optimizer optimizer = entry.optimizer();
    double bound = StableRates.below(entry, steepest).orElse(Double.NaN);
    if (Double.isNaN(bound)) {
      return said(
          optimizer, rates(1, ADAPTIVE_DECADES), "since its steps do not grow with the gradient");
    }
    double top = new BigDecimal(BELOW_BOUND * bound).round(DOWN).doubleValue();
    List<Double> rates = rates(top, DECADES_BELOW_BOUND);
    String below = Decimal.of(new BigDecimal(bound).round(DOWN).doubleValue());
    if (rates.get(0).floatValue() < Float.MIN_NORMAL) {
      throw new JobException(
          ("learning_rate: auto: %s is stable only below %s on this data, which is too small for"
                  + " 32-bit floats. Set data.standardize to features, or rescale in a `query`.")
              .formatted(optimizer.key(), below));
    }
    return said(
        optimizer,
        rates,
        loss.isOfSquares()
            ? "since %s is stable below %s on this data".formatted(optimizer.key(), below)
            : "a starting point only: with mse, %s would be stable below %s on this data, but %s has no such bound"
                .formatted(optimizer.key(), below, loss.key()));
  }

  private static Chosen said(Optimizer optimizer, List<Double> rates, String why) {
    return new Chosen(
        rates,
        "%s %s to %s, %s"
            .formatted(
                optimizer.key(),
                Decimal.of(rates.get(0)),
                Decimal.of(rates.get(rates.size() - 1)),
                why));
  }

  /** Increasing rates up to the highest one. */
  private static List<Double> rates(double highest, int decades) {
    return IntStream.rangeClosed(1 - COUNT, 0)
        .mapToDouble(i -> highest * StrictMath.pow(10, (double) i * decades / (COUNT - 1)))
        .mapToObj(rate -> new BigDecimal(rate).round(NEAREST).doubleValue())
        .toList();
  }
}
