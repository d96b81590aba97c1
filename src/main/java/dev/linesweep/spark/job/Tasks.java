package dev.linesweep.spark.job;

import java.util.List;
import org.apache.spark.SerializableWritable;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.VoidFunction;

/** Jobs over values on the driver, with one task per value. */
public final class Tasks<T> {
  private final JavaRDD<SerializableWritable<Carried<T>>> elements;

  private Tasks(JavaRDD<SerializableWritable<Carried<T>>> elements) {
    this.elements = elements;
  }

  /**
   * @param elements at least one
   */
  public static <T> Tasks<T> of(JavaSparkContext spark, List<T> elements) {
    return new Tasks<>(
        spark.parallelize(elements.stream().map(Carried::of).toList(), elements.size()));
  }

  /** Runs the tasks and returns their results in the order of the elements. */
  public <R> List<R> map(Function<T, R> function) {
    return elements.map(new Mapped<>(function)).collect().stream().map(Carried::value).toList();
  }

  /** Begins to run them. */
  public <R> PendingResults<R> mapAsync(Function<T, R> function) {
    return new PendingResults<>(elements.map(new Mapped<>(function)).collectAsync());
  }

  /** Begins to run them. */
  public JavaFutureAction<Void> forEachAsync(VoidFunction<T> function) {
    return elements.foreachAsync(new Consumed<>(function));
  }

  private record Mapped<T, R>(Function<T, R> function)
      implements Function<SerializableWritable<Carried<T>>, SerializableWritable<Carried<R>>> {
    @Override
    public SerializableWritable<Carried<R>> call(SerializableWritable<Carried<T>> element)
        throws Exception {
      return Carried.of(function.call(Carried.value(element)));
    }
  }

  private record Consumed<T>(VoidFunction<T> function)
      implements VoidFunction<SerializableWritable<Carried<T>>> {
    @Override
    public void call(SerializableWritable<Carried<T>> element) throws Exception {
      function.call(Carried.value(element));
    }
  }
}
