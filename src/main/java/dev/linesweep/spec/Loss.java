package dev.linesweep.spec;

import java.util.Locale;

/** A training loss, named as in the field; each is a mean over the rows. */
public enum Loss {
  /** Mean absolute error, |p - y|. */
  MAE,
  /** Mean squared error, (p - y)². */
  MSE,
  /** Mean absolute percentage error, 100 |(y - p) / y|. */
  MAPE,
  /** Mean squared logarithmic error, (log((p + 1) / (y + 1)))². */
  MSLE,
  /** Poisson deviance up to a constant, p - y log p. */
  POISSON;

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True where a standardized label makes no sense: the loss needs the label's own zero. */
  public boolean needsOwnUnits() {
    return this == MAPE || this == MSLE || this == POISSON;
  }
}
