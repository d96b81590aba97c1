package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.spark.SharedSpark;
import dev.linesweep.spec.JobException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.feature.RFormula;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {
  @TempDir Path folder;

  private Tables table() {
    return Tables.csv(
        folder,
        "a.csv",
        "price,TLA,beds,wall,roof,Living Area,_x,ok",
        "1,10,2,brick,a_b,5,1,true",
        "2,20,3,wood,c:d,6,2,false",
        "3,30,4,brick,c:d,7,3,true",
        "4,40,5,stone,é,8,4,false");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "price ~ TLA + beds + wall",
        "price ~ wall + roof + TLA",
        "price ~ TLA:beds + wall:TLA + wall:roof",
        "price ~ wall * TLA",
        "price ~ (TLA + beds + wall)^2",
        "price ~ TLA + beds - beds + ok",
        "price ~ 1 + TLA",
      })
  void encodesAsSparksRFormulaDoes(String formula) {
    Tables table = table();
    TableData data = table.formula(formula).read();

    List<Double> theirs = new ArrayList<>();
    var rows =
        SharedSpark.session()
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .csv(table.path());
    for (Row row :
        new RFormula()
            .setFormula(formula)
            .fit(rows)
            .transform(rows)
            .select("features")
            .collectAsList()) {
      for (double value : ((Vector) row.get(0)).toArray()) {
        theirs.add(value);
      }
    }
    assertThat(data.matrix().x()).containsExactly(theirs.toArray(Double[]::new));
  }

  @Test
  void featuresAreNamedByColumnAndLevel() {
    assertThat(
            table()
                .formula("price ~ TLA + wall + wall:roof + `Living Area` + _x")
                .read()
                .matrix()
                .features())
        .containsExactly(
            "TLA",
            "wall_brick",
            "wall_stone",
            "wall_brick:roof_c:d",
            "wall_brick:roof_a_b",
            "wall_brick:roof_é",
            "wall_stone:roof_c:d",
            "wall_stone:roof_a_b",
            "wall_stone:roof_é",
            "wall_wood:roof_c:d",
            "wall_wood:roof_a_b",
            "wall_wood:roof_é",
            "Living Area",
            "_x");
  }

  @Test
  void dotIsAllOtherColumns() {
    assertThat(
            table().formula("price ~ . - wall - roof - `Living Area`").read().matrix().features())
        .containsExactly("TLA", "beds", "_x", "ok");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "price ~ log(TLA) | 'data.formula: \"price ~ log(TLA)\" calls log(…), which a formula cannot. Compute it in a query and name the result:\n  query: SELECT *, log(`TLA`) AS log_TLA FROM input'",
        "price ~ TLA - 1 | data.formula: \"price ~ TLA - 1\" asks for a model without intercept (\"- 1\"), but every regressor here has a bias. Leave it out.",
        "price ~ TLA + 0 | data.formula: \"price ~ TLA + 0\" asks for a model without intercept (\"+ 0\"), but every regressor here has a bias. Leave it out.",
        "price | data.formula: \"price\" is no formula. Write it as label ~ column + column, with one column before the ~.",
        "price ~ Living Area | data.formula: \"price ~ Living Area\" has no operator between Living and Area. A name with a space stands in backticks: `Living Area`.",
        "price ~ `TLA | data.formula: \"price ~ `TLA\" has a ` without its end.",
        "price ~ TLA + price | data.formula: \"price ~ TLA + price\" has the label price among its features.",
        "price ~ TLA + bed | data.formula: the table has no column \"bed\" (did you mean \"beds\"?). Its columns are: price, TLA, beds, wall, roof, Living Area, _x, ok.",
        "price ~ 1 | data.formula: \"price ~ 1\" leaves no features. Name a column after the ~.",
      })
  void formulaThatCannotBeIsExplained(String formula, String message) {
    assertThatThrownBy(() -> table().formula(formula).read())
        .isInstanceOf(JobException.class)
        .hasMessage(message);
  }

  @Test
  void columnOfOneValueIsRefused() {
    assertThatThrownBy(
            () -> Tables.csv(folder, "b.csv", "y,w", "1,a", "2,a").formula("y ~ w").read())
        .hasMessage(
            "data.formula: column \"w\" is \"a\" in every row, so it can explain nothing. Leave it"
                + " out.");
  }

  @Test
  void numbersWithOneTypoAreNoCategories() {
    String[] lines = new String[31];
    lines[0] = "y,n";
    for (int i = 1; i <= 30; i++) {
      lines[i] = i + "," + (i == 7 ? "1O" : i);
    }
    assertThatThrownBy(() -> Tables.csv(folder, "b.csv", lines).formula("y ~ n").read())
        .hasMessage(
            "data.formula: column \"n\" is text: row 7 holds \"1O\" (1 of 30 values is no number)."
                + " If that means a missing value, set options: {nullValue: \"1O\"}. If it is a"
                + " category, make it one in a query: concat('=', n).");
  }

  @Test
  void levelsComeFromTheRowsOfTheMatrixAlone() {
    TableData data =
        Tables.csv(folder, "b.csv", "y,w,x", "1,a,1", "2,b,2", ",c,3", "4,d,", "5,a,5", "6,,6")
            .formula("y ~ w + x")
            .drop()
            .read();

    assertThat(data.encoder().inputs().get(0).levels()).containsExactly("a", "b");
    assertThat(data.matrix().x()).containsExactly(1, 1, 0, 2, 1, 5);
    assertThat(data.withoutLabel()).isEqualTo(1);
    assertThat(data.dropped()).isEqualTo(2);
  }

  @Test
  void missingCategoryIsNamedWithItsRow() {
    assertThatThrownBy(
            () -> Tables.csv(folder, "b.csv", "y,w", "1,a", "2,b", "3,").formula("y ~ w").read())
        .hasMessageStartingWith(
            "data.missing: column \"w\" has no value in 1 of 3 rows, first in row 3.");
  }

  @Test
  void encoderComesBackFromJson() {
    Encoder encoder = table().formula("price ~ TLA + wall:roof").read().encoder();
    assertThat(Encoder.fromJson(encoder.toJson())).isEqualTo(encoder);
  }
}
