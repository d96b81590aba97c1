package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.spec.JobException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpreadVectorTest {
  private static final SparkSession SPARK = SharedSpark.session();

  private static Dataset<Row> rows(@Nullable Vector... vectors) {
    List<Row> rows = Arrays.stream(vectors).map(vector -> RowFactory.create(1.5, vector)).toList();
    return SPARK.createDataFrame(
        rows,
        new StructType()
            .add("a.label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType()));
  }

  @Test
  void elementsOfDenseAndSparseVectorsBecomeColumnsAndAMissingVectorMissingOnes() {
    Dataset<Row> rows =
        rows(Vectors.dense(1, 2, 3), Vectors.sparse(3, new int[] {1}, new double[] {5}), null);

    SpreadVector spread = SpreadVector.of(rows, "features", "a.label", List.of());

    assertThat(spread.features()).containsExactly("features[0]", "features[1]", "features[2]");
    assertThat(spread.rows().columns())
        .containsExactly("a.label", "features[0]", "features[1]", "features[2]");
    assertThat(spread.rows().collectAsList())
        .containsExactlyInAnyOrder(
            RowFactory.create(1.5, 1.0, 2.0, 3.0),
            RowFactory.create(1.5, 0.0, 5.0, 0.0),
            RowFactory.create(1.5, null, null, null));
  }

  @Test
  void featuresHaveTheNamesOfTheAttributesUnlessAnotherColumnHasThem() {
    Dataset<Row> assembled =
        new VectorAssembler()
            .setInputCols(new String[] {"rooms", "price", "age"})
            .setOutputCol("x")
            .transform(
                SPARK.range(3).selectExpr("id AS rooms", "id + 1 AS price", "id + 2 AS age"));

    assertThat(SpreadVector.of(assembled, "x", "price", List.of()).features())
        .containsExactly("rooms", "x[1]", "age");
  }

  @Test
  void aColumnWithTheValuesOfItsElementIsThatFeatureAndAnotherOneStays() {
    Dataset<Row> assembled =
        new VectorAssembler()
            .setInputCols(new String[] {"rooms", "age", "day", "size"})
            .setOutputCol("x")
            .transform(
                SPARK
                    .range(3)
                    .selectExpr(
                        "id AS rooms", "id + 0.5 AS age", "id AS day", "id AS size", "id AS price"))
            .selectExpr("x", "rooms", "age", "price", "-day AS day", "string(size) AS size");

    SpreadVector spread =
        SpreadVector.of(assembled, "x", "price", List.of("rooms", "age", "day", "size"));

    assertThat(spread.features()).containsExactly("rooms", "age", "x[2]", "x[3]");
    assertThat(spread.rows().columns())
        .containsExactly("price", "day", "size", "rooms", "age", "x[2]", "x[3]");
    assertThat(spread.rows().where("price = 2").head())
        .isEqualTo(RowFactory.create(2L, -2L, "2", 2.0, 2.5, 2.0, 2.0));
  }

  @Test
  void vectorsOfSeveralLengthsAreRefused() {
    assertThatThrownBy(
            () ->
                SpreadVector.of(
                    rows(Vectors.dense(1), Vectors.dense(1, 2)), "features", "a.label", List.of()))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "data.features: the vectors of column \"features\" must have the same number of"
                + " elements but have 1 to 2");
  }

  @Test
  void aColumnThatIsNotThereOrHoldsNoVectorsIsRefusedWithItsName() {
    Dataset<Row> rows = rows(Vectors.dense(1));

    assertThatThrownBy(() -> SpreadVector.of(rows, "feature", "a.label", List.of()))
        .hasMessage(
            "data: the DataFrame has no column called \"feature\". Its columns are a.label,"
                + " features.");
    assertThatThrownBy(() -> SpreadVector.of(rows, "a.label", "a.label", List.of()))
        .hasMessage(
            "data.features: column \"a.label\" must hold Spark ML vectors but holds double. Create"
                + " them with VectorAssembler, or list the feature columns one by one.");
    assertThatThrownBy(() -> SpreadVector.of(rows.where("false"), "features", "a.label", List.of()))
        .hasMessage("data: there are no rows with a vector in \"features\"");
  }
}
