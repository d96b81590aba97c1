package dev.linesweep.spec.condition;

import java.io.Serializable;
import java.math.BigDecimal;

/** A value that conditions compare. */
public sealed interface Value extends Serializable {
  /** SQL's null: it equals nothing and differs from nothing. */
  record Missing() implements Value {
    static final Missing VALUE = new Missing();
  }

  /** Text, compared character by character. */
  record Text(String text) implements Value {}

  /** A number. One that is not a {@link Real} is compared exactly with others of that kind. */
  sealed interface Number extends Value {
    double asDouble();

    BigDecimal exact();
  }

  /** A whole number. */
  record Whole(long number) implements Number {
    @Override
    public double asDouble() {
      return number;
    }

    @Override
    public BigDecimal exact() {
      return BigDecimal.valueOf(number);
    }
  }

  /** A decimal number as written. */
  record Exact(BigDecimal exact, double asDouble) implements Number {
    Exact(BigDecimal exact) {
      this(exact, exact.doubleValue());
    }
  }

  /** A finite 64-bit number. */
  record Real(double asDouble) implements Number {
    @Override
    public BigDecimal exact() {
      return new BigDecimal(asDouble);
    }
  }

  static Value missing() {
    return Missing.VALUE;
  }

  /** The number; missing if it is not finite. */
  static Value of(double number) {
    return Double.isFinite(number) ? new Real(number) : Missing.VALUE;
  }

  static Value of(long number) {
    return new Whole(number);
  }

  static Value of(String text) {
    return new Text(text);
  }
}
