package dev.linesweep.spark.job;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.VarcharType;

/**
 * Classes of Spark's own that it sends and does not register with Kryo: with {@code
 * spark.kryo.registrationRequired} it can neither read Parquet files whose columns have such types,
 * nor iterate over the rows of a table.
 */
public final class KryoClasses {
  private static final String KEY = "spark.kryo.classesToRegister";

  /** Chunks of rows that come one partition after the other; private to Spark. */
  private static final String CHUNKS = "[Lorg.apache.spark.util.io.ChunkedByteBuffer;";

  private static final List<DataType> TYPES =
      List.of(
          DataTypes.StringType,
          DataTypes.BinaryType,
          DataTypes.BooleanType,
          DataTypes.DateType,
          DataTypes.TimestampType,
          DataTypes.TimestampNTZType,
          DataTypes.DoubleType,
          DataTypes.FloatType,
          DataTypes.ByteType,
          DataTypes.IntegerType,
          DataTypes.LongType,
          DataTypes.ShortType,
          DataTypes.NullType);

  private KryoClasses() {}

  /** Registers them, after those that are registered already. */
  public static void register(SparkConf conf) {
    Set<String> names = new LinkedHashSet<>();
    Arrays.stream(conf.get(KEY, "").split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
    names.add(CHUNKS);
    Stream.concat(
            TYPES.stream().map(Object::getClass),
            Stream.of(
                ArrayType.class,
                MapType.class,
                DecimalType.class,
                CharType.class,
                VarcharType.class))
        .map(Class::getName)
        .forEach(names::add);
    conf.set(KEY, String.join(",", names));
  }
}
