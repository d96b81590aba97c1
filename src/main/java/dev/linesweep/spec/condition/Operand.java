package dev.linesweep.spec.condition;

import java.io.Serializable;
import java.util.function.Function;

/** One side of a comparison. */
sealed interface Operand extends Serializable {
  Value value(Function<String, Value> values);

  Kind kind();

  /** A number or text as written. */
  record Literal(Value value) implements Operand {
    @Override
    public Value value(Function<String, Value> values) {
      return value;
    }

    @Override
    public Kind kind() {
      return value instanceof Value.Text ? Kind.TEXT : Kind.NUMBER;
    }
  }

  /** A name, which stands for a value. */
  record Named(String name, Kind kind) implements Operand {
    @Override
    public Value value(Function<String, Value> values) {
      return values.apply(name);
    }
  }
}
