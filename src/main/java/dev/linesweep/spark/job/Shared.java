package dev.linesweep.spark.job;

import java.io.Serializable;
import org.apache.spark.SerializableWritable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** A value that all tasks read: each executor fetches and decodes it once. */
public final class Shared<T extends Serializable> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Broadcast<SerializableWritable<Carried<T>>> broadcast;

  private Shared(Broadcast<SerializableWritable<Carried<T>>> broadcast) {
    this.broadcast = broadcast;
  }

  /** Shares the value; executors fetch it when a task needs it. */
  public static <T extends Serializable> Shared<T> of(JavaSparkContext spark, T value) {
    return new Shared<>(spark.broadcast(Carried.of(value)));
  }

  public T value() {
    return Carried.value(broadcast.value());
  }

  /** Frees the value everywhere, without waiting. */
  public void destroy() {
    broadcast.destroy(false);
  }
}
