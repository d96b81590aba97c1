package dev.linesweep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.collection.immutable.ArraySeq;
import scala.reflect.ClassTag$;

/** What jobs send crosses any serializer of Spark. */
class SerializersTest {

  static List<Named<Serializer>> serializers() {
    return List.of(
        Named.of("Java", new JavaSerializer(new SparkConf(false))),
        Named.of("Kryo", new KryoSerializer(new SparkConf(false))),
        Named.of(
            "Kryo that takes nothing unknown",
            new KryoSerializer(
                new SparkConf(false).set("spark.kryo.registrationRequired", "true"))),
        Named.of(
            "Kryo without references",
            new KryoSerializer(new SparkConf(false).set("spark.kryo.referenceTracking", "false"))));
  }

  /** Not registered anywhere, and a record, which Kryo cannot make. */
  private record Letter(String text, float[] numbers, List<Letter> replies)
      implements java.io.Serializable {}

  @ParameterizedTest
  @MethodSource("serializers")
  void aRecordOfRecordsCrosses(Serializer serializer) {
    Letter inner = new Letter("b", new float[] {1, -0f, Float.NaN}, List.of());
    Letter letter = new Letter("a", new float[] {3}, List.of(inner, inner));

    Letter there = Carried.value(crossed(serializer, Carried.of(letter)));

    assertThat(there.text()).isEqualTo("a");
    assertThat(there.replies().get(0).text()).isEqualTo("b");
    assertThat(there.replies().get(0).numbers()).isEqualTo(inner.numbers());
    assertThat(there.replies().get(0)).isSameAs(there.replies().get(1));
  }

  /** As Spark sends the results of a task's partition. */
  @ParameterizedTest
  @MethodSource("serializers")
  void manyCrossTogether(Serializer serializer) {
    Object[] all = {Carried.of("a"), Carried.of(List.of(1, 2)), Carried.of("a")};

    Object[] there = crossed(serializer, all);

    assertThat(there).extracting(SerializersTest::value).containsExactly("a", List.of(1, 2), "a");
  }

  /** As Spark sends the elements of a task. */
  @ParameterizedTest
  @MethodSource("serializers")
  void elementsOfAPartitionCross(Serializer serializer) {
    Object[] all = {Carried.of(new Letter("a", new float[] {1}, List.of()))};

    ArraySeq<?> there = crossed(serializer, ArraySeq.unsafeWrapArray(all));

    assertThat(((Letter) value(there.apply(0))).text()).isEqualTo("a");
  }

  /** As Spark's own reader of Parquet files and iterator over rows send them. */
  @Test
  void whatSparkForgetsToRegisterCrosses() throws ClassNotFoundException {
    StructType types =
        new StructType()
            .add("a", new ArrayType(DataTypes.TimestampType, true))
            .add("b", DataTypes.BinaryType)
            .add("c", new MapType(DataTypes.StringType, DataTypes.BooleanType, true));
    Object chunks =
        Array.newInstance(Class.forName("org.apache.spark.util.io.ChunkedByteBuffer"), 0);
    SparkConf conf = new SparkConf(false).set("spark.kryo.registrationRequired", "true");
    Serializer without = new KryoSerializer(conf.clone());
    assertThatThrownBy(() -> crossed(without, types)).hasMessageContaining("not registered");
    assertThatThrownBy(() -> crossed(without, chunks)).hasMessageContaining("not registered");

    conf.set("spark.kryo.classesToRegister", "java.util.BitSet");
    KryoClasses.register(conf);

    Serializer with = new KryoSerializer(conf);
    assertThat(crossed(with, types)).isEqualTo(types);
    assertThat(crossed(with, chunks).getClass()).isEqualTo(chunks.getClass());
    assertThat(crossed(with, new java.util.BitSet())).isEqualTo(new java.util.BitSet());
  }

  @SuppressWarnings("unchecked") // Whatever it is.
  private static Object value(Object carried) {
    return Carried.value((org.apache.spark.SerializableWritable<Carried<Object>>) carried);
  }

  private static <T> T crossed(Serializer serializer, T value) {
    SerializerInstance instance = serializer.newInstance();
    ByteBuffer bytes = instance.serialize(value, ClassTag$.MODULE$.apply(Object.class));
    return instance.deserialize(bytes, ClassTag$.MODULE$.apply(Object.class));
  }
}
