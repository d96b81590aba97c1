package dev.linesweep.spark.table;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The markers of missing values that a job adds.
 *
 * <p>A marker that is a number stands for that number in every notation: {@code -999} for {@code
 * -999.0} and {@code -999,0}. Text must be the same as the marker.
 *
 * @param texts as the job file has them
 */
record MissingMarkers(@JsonValue List<String> texts, List<Number> numbers) implements Serializable {

  /**
   * A marker that is a number in every notation that reads it.
   *
   * @param marker as the job file has it
   */
  record Number(String marker, double value) implements Serializable {}

  MissingMarkers {
    texts = List.copyOf(texts);
    numbers = List.copyOf(numbers);
  }

  /** Only the texts, which are also kept with a model. */
  @JsonCreator
  static MissingMarkers of(List<String> texts) {
    List<Number> numbers = new ArrayList<>();
    for (String text : texts) {
      NumberText.of(text)
          .flatMap(NumberText::onlyValue)
          .ifPresent(value -> numbers.add(new Number(text, value)));
    }
    return new MissingMarkers(texts, numbers);
  }

  /** The marker that the cell is, as text. */
  Optional<String> of(String cell) {
    String word = cell.strip();
    return texts.contains(cell)
        ? Optional.of(cell)
        : texts.contains(word) ? Optional.of(word) : Optional.empty();
  }

  /** The marker of this value. */
  Optional<String> of(double value) {
    return numbers.stream().filter(number -> number.value == value).map(Number::marker).findFirst();
  }

  /**
   * The marker that a number is in all of its readings; digits that begin with a zero are codes.
   */
  Optional<String> of(NumberText number) {
    boolean code = number.isDigits() && number.beginsWithZero();
    return numbers.isEmpty() || code ? Optional.empty() : number.onlyValue().flatMap(this::of);
  }
}
