package dev.linesweep.ml;

import java.io.Serializable;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import scala.Function1;

/**
 * A rule for the value of a param. Spark refuses other values with the param's name and the value.
 */
@FunctionalInterface
interface Rule<T> extends Function1<T, Object>, Serializable {

  static Rule<String> oneOf(List<String> choices) {
    return choices::contains;
  }

  static Rule<String[]> someOf(List<String> choices) {
    return values -> values.length > 0 && choices.containsAll(List.of(values));
  }

  static Rule<String[]> distinct() {
    return values -> Stream.of(values).distinct().count() == values.length;
  }

  static Rule<double[]> reals(Finite each) {
    return values -> values.length > 0 && DoubleStream.of(values).allMatch(each.and());
  }

  static Rule<double[]> realsOrNone(Finite each) {
    return values -> DoubleStream.of(values).allMatch(each.and());
  }

  static Rule<int[]> wholes(Whole each) {
    return values -> values.length > 0 && IntStream.of(values).allMatch(each);
  }

  /** A number that is finite. */
  interface Finite extends DoublePredicate, Serializable {
    default DoublePredicate and() {
      return value -> Double.isFinite(value) && test(value);
    }
  }

  /** A whole number. */
  interface Whole extends IntPredicate, Serializable {}
}
