package dev.linesweep.spark.job;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/**
 * Spark's own classes that it sends but does not register with Kryo. Without them, {@code
 * spark.kryo.registrationRequired} prevents reading Parquet files with columns of such types and
 * iterating over the rows of a table.
 */
public final class KryoClasses {
  private static final String KEY = "spark.kryo.classesToRegister";

  /** Chunks of rows that arrive one partition at a time. */
  private static final String CHUNKS = "[Lorg.apache.spark.util.io.ChunkedByteBuffer;";

  /** Types of columns, some of which came with a later Spark 4. */
  private static final List<String> TYPES =
      List.of(
          "ArrayType",
          "BinaryType$",
          "BooleanType$",
          "ByteType$",
          "CalendarIntervalType$",
          "CharType",
          "DateType$",
          "DayTimeIntervalType",
          "DecimalType",
          "DoubleType$",
          "FloatType$",
          "IntegerType$",
          "LongType$",
          "MapType",
          "NullType$",
          "ShortType$",
          "StringType",
          "StringType$",
          "TimeType",
          "TimestampNTZType$",
          "TimestampType$",
          "VarcharType",
          "VariantType$",
          "YearMonthIntervalType");

  private KryoClasses() {}

  /** Registers the classes that this version of Spark has, after those already registered. */
  public static void register(SparkConf conf) {
    Set<String> names = new LinkedHashSet<>();
    Arrays.stream(conf.get(KEY, "").split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
    Stream.concat(
            Stream.of(CHUNKS), TYPES.stream().map(type -> "org.apache.spark.sql.types." + type))
        .filter(KryoClasses::isThere)
        .forEach(names::add);
    conf.set(KEY, String.join(",", names));
  }

  private static boolean isThere(String name) {
    try {
      Class.forName(name, false, SparkContext.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
