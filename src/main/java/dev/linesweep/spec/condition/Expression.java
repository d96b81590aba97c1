package dev.linesweep.spec.condition;

import java.io.Serializable;
import java.util.List;
import java.util.function.Function;

/** A condition as parsed; its names are known, and it compares numbers with numbers. */
sealed interface Expression extends Serializable {
  /**
   * @param values by name
   */
  Truth truth(Function<String, Value> values);

  /** Holds if all parts do. */
  record And(List<Expression> parts) implements Expression {
    public And {
      parts = List.copyOf(parts);
    }

    @Override
    public Truth truth(Function<String, Value> values) {
      Truth all = Truth.TRUE;
      for (Expression part : parts) {
        Truth truth = part.truth(values);
        if (truth == Truth.FALSE) {
          return Truth.FALSE;
        }
        all = truth == Truth.UNKNOWN ? Truth.UNKNOWN : all;
      }
      return all;
    }
  }

  /** Holds if any part does. */
  record Or(List<Expression> parts) implements Expression {
    public Or {
      parts = List.copyOf(parts);
    }

    @Override
    public Truth truth(Function<String, Value> values) {
      Truth any = Truth.FALSE;
      for (Expression part : parts) {
        Truth truth = part.truth(values);
        if (truth == Truth.TRUE) {
          return Truth.TRUE;
        }
        any = truth == Truth.UNKNOWN ? Truth.UNKNOWN : any;
      }
      return any;
    }
  }

  /** Holds if its operand does not. */
  record Not(Expression other) implements Expression {
    @Override
    public Truth truth(Function<String, Value> values) {
      return other.truth(values).not();
    }
  }

  /** {@code name IS NULL}; never unknown. */
  record IsMissing(Operand.Named name) implements Expression {
    @Override
    public Truth truth(Function<String, Value> values) {
      return Truth.of(name.value(values) instanceof Value.Missing);
    }
  }

  /** Two numbers, or two texts. */
  record Comparison(Operand left, Operator operator, Operand right) implements Expression {
    @Override
    public Truth truth(Function<String, Value> values) {
      return compare(left.value(values), operator, right.value(values));
    }
  }

  /** {@code name IN (…)}. */
  record Among(Operand left, List<Value> choices) implements Expression {
    public Among {
      choices = List.copyOf(choices);
    }

    @Override
    public Truth truth(Function<String, Value> values) {
      Value value = left.value(values);
      Truth any = Truth.FALSE;
      for (Value choice : choices) {
        Truth truth = compare(value, Operator.EQUAL, choice);
        if (truth == Truth.TRUE) {
          return Truth.TRUE;
        }
        any = truth == Truth.UNKNOWN ? Truth.UNKNOWN : any;
      }
      return any;
    }
  }

  private static Truth compare(Value a, Operator operator, Value b) {
    if (a instanceof Value.Number left && b instanceof Value.Number right) {
      return Truth.of(operator.holds(order(left, right)));
    }
    if (a instanceof Value.Text left && b instanceof Value.Text right) {
      return Truth.of(operator.holds(left.text().equals(right.text()) ? 0 : 1));
    }
    if (a instanceof Value.Text left && b instanceof Value.Number) {
      return compare(number(left), operator, b);
    }
    if (a instanceof Value.Number && b instanceof Value.Text right) {
      return compare(a, operator, number(right));
    }
    return Truth.UNKNOWN;
  }

  private static int order(Value.Number a, Value.Number b) {
    if (a instanceof Value.Real || b instanceof Value.Real) {
      double left = a.asDouble();
      double right = b.asDouble();
      return left < right ? -1 : left > right ? 1 : 0;
    }
    return a instanceof Value.Whole left && b instanceof Value.Whole right
        ? Long.compare(left.number(), right.number())
        : a.exact().compareTo(b.exact());
  }

  /** The number that a text represents; missing if it is not a number. */
  private static Value number(Value.Text text) {
    return text.text().matches("\\d{1,18}")
        ? Value.of(Long.parseLong(text.text()))
        : Value.missing();
  }
}
