package dev.linesweep.spec;

import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;

/**
 * A training loss by its usual name: the mean over the rows of a function of the prediction p and
 * the label y. What the engines do with it is in switches over these constants, which do not
 * compile if one is missing.
 */
public enum Loss {
  /** Mean absolute error. */
  MAE(
      (p, y) -> Math.abs(p - y),
      (p, y) -> Math.signum(p - y),
      Domain.ALL,
      Unit.OF_THE_LABEL,
      ClosedForm.LEAST_ABSOLUTE_DEVIATIONS),
  /** Mean squared error. */
  MSE(
      (p, y) -> (p - y) * (p - y),
      (p, y) -> 2 * (p - y),
      Domain.ALL,
      Unit.OF_THE_LABEL_SQUARED,
      ClosedForm.LEAST_SQUARES),
  /** Mean absolute percentage error. */
  MAPE(
      (p, y) -> 100 * Math.abs((y - p) / y),
      (p, y) -> 100 * Math.signum(p - y) / Math.abs(y),
      Domain.NOT_ZERO,
      Unit.ITS_OWN,
      ClosedForm.NONE),
  /** Mean squared logarithmic error. */
  MSLE(
      (p, y) -> {
        double ratio = StrictMath.log((p + 1) / (y + 1));
        return ratio * ratio;
      },
      (p, y) -> 2 * Math.log((p + 1) / (y + 1)) / (p + 1),
      Domain.ABOVE_MINUS_ONE,
      Unit.ITS_OWN,
      ClosedForm.NONE),
  /** Poisson deviance up to a constant. */
  POISSON(
      (p, y) -> p - y * StrictMath.log(p),
      (p, y) -> 1 - y / p,
      Domain.NOT_NEGATIVE,
      Unit.ITS_OWN,
      ClosedForm.NONE);

  /** The labels that a loss is defined for. */
  private enum Domain {
    ALL("that are finite", y -> true),
    NOT_ZERO("other than 0", y -> y != 0),
    ABOVE_MINUS_ONE("> -1", y -> y > -1),
    NOT_NEGATIVE(">= 0", y -> y >= 0);

    private final String words;
    private final DoublePredicate holds;

    Domain(String words, DoublePredicate holds) {
      this.words = words;
      this.holds = holds;
    }
  }

  /** The unit of a loss. */
  public enum Unit {
    OF_THE_LABEL,
    OF_THE_LABEL_SQUARED,
    /** A unit that needs the label's own zero, so the label must not be standardized. */
    ITS_OWN;

    /**
     * A loss in the label's own units.
     *
     * @param scale the size, in those units, of a difference of 1 in the labels it was measured on
     */
    public double inOwnUnits(double loss, double scale) {
      return switch (this) {
        case OF_THE_LABEL -> loss * scale;
        case OF_THE_LABEL_SQUARED -> loss * scale * scale;
        case ITS_OWN -> loss;
      };
    }
  }

  /** The fit that has the smallest loss of all linear models on the training rows. */
  public enum ClosedForm {
    LEAST_SQUARES,
    LEAST_ABSOLUTE_DEVIATIONS,
    NONE
  }

  private final DoubleBinaryOperator value;
  private final DoubleBinaryOperator slope;
  private final Domain domain;
  private final Unit unit;
  private final ClosedForm closedForm;

  Loss(
      DoubleBinaryOperator value,
      DoubleBinaryOperator slope,
      Domain domain,
      Unit unit,
      ClosedForm closedForm) {
    this.value = value;
    this.slope = slope;
    this.domain = domain;
    this.unit = unit;
    this.closedForm = closedForm;
  }

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The loss of one row. */
  public double of(double prediction, double label) {
    return value.applyAsDouble(prediction, label);
  }

  /** The derivative by the prediction. */
  public double slope(double prediction, double label) {
    return slope.applyAsDouble(prediction, label);
  }

  /** Whether the loss is defined for this label. */
  public boolean suits(double label) {
    return domain.holds.test(label);
  }

  /** The labels that the loss is defined for, in words: {@code > -1}. */
  public String domain() {
    return domain.words;
  }

  public Unit unit() {
    return unit;
  }

  /** True if a standardized label makes no sense, since the loss needs the label's own zero. */
  public boolean needsOwnUnits() {
    return unit == Unit.ITS_OWN;
  }

  public ClosedForm closedForm() {
    return closedForm;
  }

  /** True for the mean of the squared errors, which is quadratic in the weights. */
  public boolean isOfSquares() {
    return closedForm == ClosedForm.LEAST_SQUARES;
  }

  /** True for the mean of the absolute errors. */
  public boolean isOfAbsolutes() {
    return closedForm == ClosedForm.LEAST_ABSOLUTE_DEVIATIONS;
  }
}
