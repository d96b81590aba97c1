package dev.linesweep.spark.table;

import dev.linesweep.spec.JobException;
import dev.linesweep.text.NameList;
import dev.linesweep.text.Words;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * A table whose features are the elements of one column of Spark ML's vectors, a column each.
 *
 * <p>A feature has the name that the column's ML attributes give to its element, which {@code
 * VectorAssembler} does; without one, or with one that another column of other values has, it is
 * called {@code features[0]} after its place in the column.
 *
 * @param rows with the columns that were kept, then the features
 * @param features their names in the order of the vectors' elements
 */
public record SpreadVector(Dataset<Row> rows, List<String> features) {
  public SpreadVector {
    features = List.copyOf(features);
  }

  /**
   * Spreads the vectors. If their length is not known from the column, one pass over the rows finds
   * it; if other columns have names of elements, one pass finds whether they have the same values.
   *
   * @param label its column, which stays
   * @param others more columns that stay; one with an element's name and values is that feature
   * @throws JobException if there is no such column, or its vectors have no one length
   */
  public static SpreadVector of(
      Dataset<Row> rows, String column, String label, List<String> others) {
    StructField vectors = field(rows, column);
    if (!vectors.dataType().equals(SQLDataTypes.VectorType())) {
      throw new JobException(
          "data.features: column %s must hold Spark ML vectors but holds %s. Create them with %s, or list the feature columns one by one."
              .formatted(
                  Words.quoted(column),
                  vectors.dataType().simpleString(),
                  maker(vectors.dataType())));
    }
    AttributeGroup attributes = AttributeGroup.fromStructField(vectors);
    int size = attributes.size() >= 0 ? attributes.size() : size(rows, column);
    List<String> elements = elements(attributes, size);
    Set<String> kept = new LinkedHashSet<>(List.of(label));
    kept.addAll(others);
    Set<String> twice = new LinkedHashSet<>(kept);
    twice.retainAll(elements);
    twice.remove(label);
    kept.removeAll(same(rows, column, elements, twice));
    return spread(rows, column, names(column, elements, kept), List.copyOf(kept));
  }

  /** What creates vectors from the values of another type. */
  public static String maker(DataType type) {
    return type instanceof ArrayType array && array.elementType() instanceof NumericType
        ? "array_to_vector (in org.apache.spark.ml.functions and pyspark.ml.functions)"
        : "VectorAssembler";
  }

  private static SpreadVector spread(
      Dataset<Row> rows, String column, List<String> features, List<String> kept) {
    List<StructField> fields = new ArrayList<>();
    kept.forEach(name -> fields.add(field(rows, name)));
    features.forEach(
        name -> fields.add(DataTypes.createStructField(name, DataTypes.DoubleType, true)));
    Column[] columns =
        Stream.concat(kept.stream(), Stream.of(column))
            .map(name -> named(rows, name))
            .toArray(Column[]::new);
    return new SpreadVector(
        rows.select(columns)
            .map(
                new Elements(column, kept.size(), features.size()),
                Encoders.row(new StructType(fields.toArray(StructField[]::new)))),
        features);
  }

  private static StructField field(Dataset<Row> rows, String name) {
    List<StructField> found =
        Arrays.stream(rows.schema().fields()).filter(field -> field.name().equals(name)).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new JobException(
        "data: the DataFrame has %s called %s. Its columns are %s."
            .formatted(
                found.isEmpty() ? "no column" : found.size() + " columns",
                Words.quoted(name),
                NameList.first(List.of(rows.columns()), 20)));
  }

  private static Column named(Dataset<Row> rows, String name) {
    return rows.col("`" + name.replace("`", "``") + "`");
  }

  private static int size(Dataset<Row> rows, String column) {
    Column size =
        org.apache.spark.sql.functions.size(
            functions.vector_to_array(named(rows, column), "float64"));
    Row sizes =
        rows.where(named(rows, column).isNotNull())
            .agg(org.apache.spark.sql.functions.min(size), org.apache.spark.sql.functions.max(size))
            .head();
    if (sizes.isNullAt(0)) {
      throw new JobException("data: there are no rows with a vector in " + Words.quoted(column));
    }
    if (sizes.getInt(0) != sizes.getInt(1)) {
      throw new JobException(
          "data.features: the vectors of column %s must have the same number of elements but have %d to %d"
              .formatted(Words.quoted(column), sizes.getInt(0), sizes.getInt(1)));
    }
    return sizes.getInt(0);
  }

  /** The elements' names by the attributes; empty for those without one. */
  private static List<String> elements(AttributeGroup attributes, int size) {
    Option<Attribute[]> known = attributes.attributes();
    return IntStream.range(0, size)
        .mapToObj(i -> known.isDefined() ? known.get()[i].name() : Option.<String>empty())
        .map(name -> name.isDefined() && !name.get().isBlank() ? name.get() : "")
        .toList();
  }

  /** Those of the columns whose numbers are the elements of their name, in every row. */
  private static Set<String> same(
      Dataset<Row> rows, String column, List<String> elements, Set<String> names) {
    List<String> numbers =
        names.stream()
            .filter(name -> field(rows, name).dataType() instanceof NumericType)
            .filter(name -> Collections.frequency(elements, name) == 1)
            .toList();
    if (numbers.isEmpty()) {
      return Set.of();
    }
    Column vector = functions.vector_to_array(named(rows, column), "float64");
    Column[] everywhere =
        numbers.stream()
            .map(name -> equal(rows, name, vector.getItem(elements.indexOf(name))))
            .map(org.apache.spark.sql.functions::bool_and)
            .toArray(Column[]::new);
    Row answers =
        rows.where(named(rows, column).isNotNull())
            .groupBy()
            .agg(everywhere[0], Arrays.copyOfRange(everywhere, 1, everywhere.length))
            .head();
    return IntStream.range(0, numbers.size())
        .filter(i -> !answers.isNullAt(i) && answers.getBoolean(i))
        .mapToObj(numbers::get)
        .collect(Collectors.toSet());
  }

  /** Either way, so that no whole number is taken for a double near it. */
  private static Column equal(Dataset<Row> rows, String name, Column element) {
    Column cell = named(rows, name);
    return cell.cast(DataTypes.DoubleType)
        .eqNullSafe(element)
        .and(element.cast(field(rows, name).dataType()).eqNullSafe(cell));
  }

  private static List<String> names(String column, List<String> elements, Set<String> kept) {
    Set<String> taken = new HashSet<>(kept);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      String own = elements.get(i);
      String name = own.isEmpty() || taken.contains(own) ? column + "[" + i + "]" : own;
      taken.add(name);
      names.add(name);
    }
    return names;
  }

  /** One row with the elements of its vector in place of the vector, which comes last. */
  private record Elements(String column, int kept, int size) implements MapFunction<Row, Row> {
    @Serial private static final long serialVersionUID = 1L;

    @Override
    public Row call(Row row) {
      Object[] cells = new Object[kept + size];
      for (int i = 0; i < kept; i++) {
        cells[i] = row.get(i);
      }
      Vector vector = row.getAs(kept);
      if (vector != null) {
        if (vector.size() != size) {
          throw new IllegalArgumentException(
              "column %s has vectors of %d and of %d elements"
                  .formatted(column, size, vector.size()));
        }
        for (int i = 0; i < size; i++) {
          cells[kept + i] = vector.apply(i);
        }
      }
      return RowFactory.create(cells);
    }
  }
}
