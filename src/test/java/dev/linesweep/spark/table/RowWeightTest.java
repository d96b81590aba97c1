package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.data.Fingerprint;
import dev.linesweep.data.Matrix;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.OtherColumns;
import dev.linesweep.spec.SplitSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the column that says how much each row counts. */
final class RowWeightTest {
  @TempDir Path folder;

  private Tables csv(String... lines) {
    return Tables.csv(folder, "rows.csv", lines);
  }

  private Tables four() {
    return csv("x,w,y", "1,2,5", "2,0.5,6", "3,0,8", "4,4,9");
  }

  @Test
  void theWeightsOfRowsAreInTheirOrderAndNoFeature() {
    Matrix matrix = four().readWeighted("w").matrix();
    assertThat(matrix.rowWeights()).containsExactly(2, 0.5, 0, 4);
    assertThat(matrix.features()).containsExactly("x");
    assertThat(matrix.x()).containsExactly(1, 2, 3, 4);
    assertThat(matrix.y()).containsExactly(5, 6, 8, 9);
  }

  @Test
  void sparkReadsTheSameWeightsAsTheDriver() {
    Matrix local = four().readWeighted("w").matrix();
    Matrix sorted = four().orderBy("x").readWeighted("w").matrix();
    Matrix queried =
        four().query("SELECT x, y, 2 * w / 2 AS w FROM input").readWeighted("w").matrix();
    assertThat(Fingerprint.of(sorted)).isEqualTo(Fingerprint.of(local));
    assertThat(Fingerprint.of(queried)).isEqualTo(Fingerprint.of(local));
  }

  @Test
  void weightsFollowTheRowsThatAreSortedOrDropped() {
    Tables table = csv("x,w,y", "3,30,1", ",7,2", "1,10,3", "2,,4", "4,40,", "5,50,6");
    Matrix matrix = table.drop().orderBy("x").readWeighted("w").matrix();
    assertThat(matrix.x()).containsExactly(1, 3, 5);
    assertThat(matrix.rowWeights()).containsExactly(10, 30, 50);
  }

  @Test
  void rowsThatAreSortedByTheirValuesStayInPlaceWithWeights() {
    Tables table =
        csv("x,w,y", "1,1,3", "1,5,1", "0,9,2")
            .query("SELECT * FROM input ORDER BY w")
            .split(SplitSpec.By.RANDOM);
    Matrix matrix = table.readWeighted("w").matrix();
    assertThat(matrix.y()).containsExactly(table.read().matrix().y()).containsExactly(2, 1, 3);
    assertThat(matrix.rowWeights()).containsExactly(9, 5, 1);
  }

  @Test
  void withoutWeightsTheFingerprintIsThatOfTheSameColumns() {
    Matrix without = four().read().matrix();
    assertThat(without.rowWeights()).isEmpty();
    assertThat(Fingerprint.of(without))
        .isEqualTo(Fingerprint.of(csv("x,y", "1,5", "2,6", "3,8", "4,9").read().matrix()))
        .isNotEqualTo(Fingerprint.of(four().readWeighted("w").matrix()));
  }

  @Test
  void aDotInAFormulaDoesNotStandForTheWeight() {
    Matrix matrix =
        csv("x,w,z,y", "1,2,a,5", "2,1,b,6", "3,1,a,8", "4,4,b,9")
            .formula("y ~ .")
            .readWeighted("w")
            .matrix();
    assertThat(matrix.features()).containsExactly("x", "z_a");
    assertThat(matrix.rowWeights()).containsExactly(2, 1, 1, 4);
  }

  @Test
  void weightsAreReadAsOtherNumbersAre() {
    Tables table = csv("x;w;y", "1;1,5;5", "2;0,5;6", "3;\"1.000,25\";8").option("sep", ";");
    assertThat(table.readWeighted("w").matrix().rowWeights()).containsExactly(1.5, 0.5, 1000.25);
  }

  @Test
  void trueCountsAsOneAndFalseAsNothing() {
    Matrix matrix = csv("x,w,y", "1,true,5", "2,false,6", "3,true,8").readWeighted("w").matrix();
    assertThat(matrix.rowWeights()).containsExactly(1, 0, 1);
  }

  @Test
  void weightsStandBetweenBaselinesAndGroups() {
    DataSpec.Table table = csv("x,w,town,y", "1,2,a,5", "2,3,a,6", "3,4,b,8").spec();
    DataSpec.Table both =
        new DataSpec.Table(
            table.origin(),
            "",
            table.selection(),
            List.of(),
            "",
            table.cells(),
            new OtherColumns(List.of(new DataSpec.BaselineColumn("as x", "x")), "w"));
    TableData data =
        TableReader.read(
            SharedSpark.session(),
            both,
            new TableReader.Rules(
                DataSpec.Missing.ERROR,
                DataSpec.Unseen.AT_PREDICT,
                SplitSpec.usualFor(both).groupedBy("town"),
                0),
            name -> null);
    assertThat(data.matrix().rowWeights()).containsExactly(2, 3, 4);
    assertThat(data.baselines().get(0).values()).containsExactly(1, 2, 3);
    assertThat(data.groups().count()).isEqualTo(2);
  }

  private static void refused(Tables table, String column, String... messages) {
    assertThatThrownBy(() -> table.readWeighted(column))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.problems()).containsExactly(messages));
  }

  @Test
  void negativeWeightsAreRefusedWithTheQueryThatLeavesThemOut() {
    Tables table = csv("x,my w,y", "1,2,5", "2,-0.5,6", "3,0,8", "4,-1,9");
    refused(
        table,
        "my w",
        """
        data.row_weight: column "my w" is negative in 2 rows, first in row 2, but a weight must be \
        at least 0. To drop such rows, add under data:
          query: SELECT * FROM input WHERE coalesce(`my w`, 0) >= 0\
        """);
    Matrix matrix =
        table
            .query("SELECT * FROM input WHERE coalesce(`my w`, 0) >= 0")
            .readWeighted("my w")
            .matrix();
    assertThat(matrix.rowWeights()).containsExactly(2, 0);
  }

  @Test
  void infiniteAndMissingWeightsAreRefused() {
    refused(
        csv("x,w,y", "1,2,5", "2,Infinity,6", "3,,8"),
        "w",
        "data.missing: column \"w\" has no value in 1 of 3 rows, first in row 3. Set missing: drop"
            + " to leave such rows out, or fill the gaps in a query: coalesce(w, …).",
        "data: column \"w\" is infinite in 1 row, first in row 2. To drop such rows, add under"
            + " data:\n"
            + "  query: SELECT * FROM input WHERE coalesce(abs(w), 0) <> double('Infinity')");
  }

  @Test
  void textIsNotAWeight() {
    refused(
        csv("x,w,y", "1,high,5", "2,low,6", "3,low,8"),
        "w",
        "data.row_weight: column \"w\" is text: row 1 holds \"high\" (3 of 3 values are not"
            + " numbers). A weight must be a number.");
  }

  @Test
  void ofNumbersWithTextOnlyRemediesThatKeepThemNumbersAreNamed() {
    assertThatThrownBy(
            () -> csv("x,w,y", "1,2,5", "2,abc,6", "3,1,8", "4,3,9", "5,2,1").readWeighted("w"))
        .hasMessageContaining("abc")
        .hasMessageContaining("na_values")
        .hasMessageNotContaining("types:")
        .hasMessageEndingWith("A weight must be a number.");
  }

  @Test
  void aColumnThatIsMissingIsNamed() {
    refused(
        four(),
        "W",
        "data.row_weight: the table has no column \"W\" (did you mean \"w\"?). Its columns are: x,"
            + " w, y.");
  }

  @Test
  void theLabelAndAFeatureAreNoWeights() {
    refused(
        four(),
        "y",
        "data.row_weight: \"y\" is the label; name the column that says how"
            + " much each row counts, or leave row_weight out");
    refused(
        four(),
        "x",
        "data.row_weight: \"x\" is among the features too; leave it out of the features, or give"
            + " the weight another name in a query: SELECT *, x AS row_weight FROM input");
    refused(four().formula("y ~ x"), "y", "data.row_weight: \"y\" is the label.");
    refused(four().formula("y ~ x + w"), "w", "data.row_weight: " + OtherColumns.among("w"));
  }
}
