package dev.linesweep.spark.job;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.SerializableWritable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Jobs over the rows of tables. */
public final class RowTasks {
  private RowTasks() {}

  /** The result of each partition, in their order. */
  public static <R> List<R> collect(
      Dataset<Row> rows, FlatMapFunction<Iterator<Row>, R> partition) {
    return rows.javaRDD().mapPartitions(new Collected<>(partition)).collect().stream()
        .map(Carried::value)
        .toList();
  }

  private record Collected<R>(FlatMapFunction<Iterator<Row>, R> partition)
      implements FlatMapFunction<Iterator<Row>, SerializableWritable<Carried<R>>> {
    @Override
    public Iterator<SerializableWritable<Carried<R>>> call(Iterator<Row> rows) throws Exception {
      Iterator<R> results = partition.call(rows);
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return results.hasNext();
        }

        @Override
        public SerializableWritable<Carried<R>> next() {
          return Carried.of(results.next());
        }
      };
    }
  }

  /** A table with one partition per source. */
  public static <S> Dataset<Row> table(
      SparkSession spark, List<S> sources, FlatMapFunction<S, Row> reader, StructType schema) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    JavaRDD<Row> rows =
        context
            .parallelize(sources.stream().map(Carried::of).toList(), sources.size())
            .flatMap(new Read<>(reader));
    return spark.createDataFrame(rows, schema);
  }

  private record Read<S>(FlatMapFunction<S, Row> reader)
      implements FlatMapFunction<SerializableWritable<Carried<S>>, Row> {
    @Override
    public Iterator<Row> call(SerializableWritable<Carried<S>> source) throws Exception {
      return reader.call(Carried.value(source));
    }
  }

  /**
   * Rows of another session as this session's own, so that its settings and views apply to them.
   */
  public static Dataset<Row> adopted(SparkSession spark, Dataset<Row> rows) {
    return spark.createDataFrame(rows.toJavaRDD(), rows.schema());
  }
}
