package dev.linesweep.engine.check;

import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.Optimizer;
import java.util.Arrays;

/**
 * The steps that an optimizer's rule may take if its gradients are known up to rounding: DL4J's
 * equations over ranges of numbers, one state per coordinate.
 *
 * <p>A rule that divides a gradient by its own running size turns a gradient that only rounding
 * keeps from zero into a step of any size up to a limit. That limit holds whatever the gradients
 * were: by Cauchy and Schwarz for the rules with a root of squares, by the largest gradient for
 * adamax. A range never leaves it.
 */
final class RuleRange {
  /** What one operation of 32-bit floats may lose, and what the few of an update may. */
  private static final double ONE = 0x1p-23;

  private static final double FEW = 0x1p-21;

  /** Beyond these sizes squares leave the range of floats. */
  private static final double HUGE = 1e18;

  private static final double ADAGRAD_START = 1e-6;
  private static final double ADAMAX_LEAST = 1e-32;

  private final Optimizer rule;
  private final double base;
  private double rate;
  private final double decay;
  private final double decay2;
  private final double epsilon;
  private final Range[] first;
  private final Range[] second;
  private final Range[] third;
  private double power1 = 1;
  private double power2 = 1;
  private double shares;
  private int steps;

  RuleRange(Trajectory trajectory, int coordinates) {
    rule = trajectory.optimizer();
    base = rule.hasLearningRate() ? (float) trajectory.learningRate() : 0;
    rate = base;
    decay =
        switch (rule) {
          case SGD, ADAGRAD -> 0;
          case NESTEROVS -> parameter(trajectory, "momentum");
          case RMSPROP -> parameter(trajectory, "rms_decay");
          case ADADELTA -> parameter(trajectory, "rho");
          case ADAM, ADAMAX, NADAM, AMSGRAD -> parameter(trajectory, "beta1");
        };
    decay2 =
        switch (rule) {
          case ADAM, ADAMAX, NADAM, AMSGRAD -> parameter(trajectory, "beta2");
          default -> 0;
        };
    epsilon =
        switch (rule) {
          case SGD, NESTEROVS -> 0;
          default -> parameter(trajectory, "epsilon");
        };
    first = filled(coordinates);
    second = filled(coordinates);
    third = filled(coordinates);
  }

  private static double parameter(Trajectory trajectory, String key) {
    return (float) trajectory.parameters().value(key);
  }

  private Range[] filled(int coordinates) {
    Range[] states = new Range[coordinates];
    Arrays.fill(
        states,
        Range.of(
            switch (rule) {
              case ADAGRAD -> ADAGRAD_START;
              case RMSPROP -> epsilon;
              default -> 0;
            }));
    return states;
  }

  void scaleRate(float factor) {
    rate = base * factor;
  }

  /** Begins the next step; {@link #step} is then asked for each coordinate once. */
  void next() {
    steps++;
    power1 *= decay;
    power2 *= decay2;
    double ratio = rule == Optimizer.ADAMAX ? decay / decay2 : decay * decay / decay2;
    shares = 1 + ratio * shares;
  }

  /**
   * What may be taken from a coordinate in this step.
   *
   * @param gradient what it may be
   */
  Range step(int coordinate, Range gradient) {
    if (gradient.largest() > HUGE || Double.isNaN(gradient.width())) {
      return new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    Range step =
        switch (rule) {
          case SGD -> gradient.times(rate);
          case NESTEROVS -> nesterovs(coordinate, gradient);
          case ADAGRAD -> overRoot(coordinate, gradient, 1, 1);
          case RMSPROP -> overRoot(coordinate, gradient, decay, 1 - decay);
          case ADADELTA -> adadelta(coordinate, gradient);
          case ADAM, NADAM, AMSGRAD -> adam(coordinate, gradient);
          case ADAMAX -> adamax(coordinate, gradient);
        };
    return step.widenedBy(FEW);
  }

  /** The velocity v becomes momentum v - rate g, and the step is momentum v - (1 + momentum) v'. */
  private Range nesterovs(int i, Range g) {
    Range before = first[i];
    first[i] = mixed(before, decay, g, -rate);
    return mixed(before, -decay * decay, g, (1 + decay) * rate);
  }

  /**
   * The step rate g / (√h + ε), where h comes from the earlier squares and g² itself: it grows with
   * g.
   */
  private Range overRoot(int i, Range g, double kept, double fresh) {
    Range before = first[i];
    first[i] = mixed(before, kept, g.squared(), fresh);
    return new Range(
        overRoot(g.low(), kept * (g.low() < 0 ? before.low() : before.high()), fresh),
        overRoot(g.high(), kept * (g.high() < 0 ? before.high() : before.low()), fresh));
  }

  private double overRoot(double g, double before, double fresh) {
    return g == 0 ? 0 : rate * g / (Math.sqrt(Math.max(0, before) + fresh * g * g) + epsilon);
  }

  /** The step g √(steps + ε) / √(squares + ε). */
  private Range adadelta(int i, Range g) {
    Range squares = first[i];
    Range steps = second[i];
    first[i] = mixed(squares, decay, g.squared(), 1 - decay);
    Range step =
        new Range(
            g.low() < 0
                ? adadelta(g.low(), squares.low(), steps.high())
                : adadelta(g.low(), squares.high(), steps.low()),
            g.high() < 0
                ? adadelta(g.high(), squares.high(), steps.low())
                : adadelta(g.high(), squares.low(), steps.high()));
    second[i] = mixed(steps, decay, step.squared(), 1 - decay);
    return step;
  }

  private double adadelta(double g, double squares, double steps) {
    return g
        * Math.sqrt(Math.max(0, steps) + epsilon)
        / Math.sqrt(decay * Math.max(0, squares) + (1 - decay) * g * g + epsilon);
  }

  /** The corrected mean of the gradients over the root of that of their squares. */
  private Range adam(int i, Range g) {
    Range mean = mixed(first[i], decay, g, 1 - decay);
    Range squares = mixed(second[i], decay2, g.squared(), 1 - decay2);
    first[i] = mean;
    second[i] = squares;
    third[i] = third[i].larger(squares);
    Range root = (rule == Optimizer.AMSGRAD ? third[i] : squares).root();
    Range upper = rule == Optimizer.NADAM ? mixed(mean, decay, g, 1 - decay) : mean;
    double corrected =
        rule == Optimizer.NADAM
            ? rate / (1 - power1)
            : orEpsilon(rate * Math.sqrt(1 - power2) / (1 - power1));
    return upper
        .dividedBy(root.plus(Range.of(epsilon)))
        .within(limit())
        .times(corrected)
        .widenedBy(correction());
  }

  /** How large the mean of any gradients may be over the root of that of their squares. */
  private double limit() {
    double ahead = (1 + decay) * (1 + decay) + decay * decay * (shares - 1);
    double sum = rule == Optimizer.NADAM ? ahead : shares;
    return (1 + FEW) * (1 - decay) * Math.sqrt(sum / (1 - decay2));
  }

  private Range adamax(int i, Range g) {
    Range mean = mixed(first[i], decay, g, 1 - decay);
    Range largest =
        second[i].times(decay2).larger(g.size()).plus(Range.of(ADAMAX_LEAST)).widenedBy(ONE);
    first[i] = mean;
    second[i] = new Range(Math.max(ADAMAX_LEAST, largest.low()), largest.high());
    return mean.dividedBy(second[i])
        .within((1 + FEW) * (1 - decay) * shares)
        .times(orEpsilon(rate / (1 - power1)))
        .widenedBy(correction());
  }

  /** ND4J steps at epsilon if the rate vanished. */
  private double orEpsilon(double corrected) {
    return (float) corrected == 0 || !Float.isFinite((float) corrected) ? epsilon : corrected;
  }

  /** What a power of a 32-bit beta, off by its last bit, does to the corrections. */
  private double correction() {
    if (steps == 1) {
      return 0;
    }
    double ofFirst = power1 / (1 - power1);
    double ofSecond = decay2 == 0 ? 0 : power2 / (1 - power2) / 2;
    return ONE / 2 * (ofFirst + ofSecond);
  }

  private static Range mixed(Range a, double ofA, Range b, double ofB) {
    Range x = a.times(ofA);
    Range y = b.times(ofB);
    double lost = ONE * (x.largest() + y.largest());
    Range sum = x.plus(y);
    return new Range(sum.low() - lost, sum.high() + lost);
  }
}
