package dev.linesweep.spark.job;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Objects;
import org.apache.hadoop.io.Writable;
import org.apache.spark.SerializableWritable;
import org.jspecify.annotations.Nullable;

/**
 * A serializable value that Spark sends by Java serialization, whatever {@code spark.serializer}
 * is. *
 *
 * <p>It travels in Spark's own {@link SerializableWritable}, a class that KryoSerializer always
 * knows and passes to Java serialization. Unlike an array of bytes, it is never in memory twice:
 * Spark decodes it as it reads, and keeps a broadcast value decoded.
 */
final class Carried<T> implements Writable {
  private @Nullable Object value;

  /** For Hadoop, which fills the value with {@link #readFields}. */
  Carried() {}

  private Carried(T value) {
    this.value = value;
  }

  static <T> SerializableWritable<Carried<T>> of(T value) {
    return new SerializableWritable<>(new Carried<>(value));
  }

  @SuppressWarnings("unchecked") // The same type was written.
  static <T> T value(SerializableWritable<Carried<T>> carried) {
    return (T) Objects.requireNonNull(carried.value().value);
  }

  /**
   * @param out the stream of objects that Spark writes to
   */
  @Override
  public void write(DataOutput out) throws IOException {
    ((ObjectOutput) out).writeObject(value);
  }

  /**
   * @param in the stream of objects that Spark reads from
   */
  @Override
  public void readFields(DataInput in) throws IOException {
    try {
      value = ((ObjectInput) in).readObject();
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }
}
