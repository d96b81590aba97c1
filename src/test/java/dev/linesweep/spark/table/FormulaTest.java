package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.data.SplitMix64;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SplitSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.feature.RFormula;
import org.apache.spark.ml.feature.StringIndexer;
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
        "4,40,5,stone,é,8,4,false",
        "5,50,6,wood,a_b,9,5,true");
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
            .fit(rows.filter("price < 5")) // the training rows
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
        "price ~ log(TLA) | 'data.formula: \"price ~ log(TLA)\" calls log(…), but a formula cannot"
            + " call functions. Compute the result in a query and use its name:\n"
            + "  query: SELECT *, log(TLA) AS log_TLA FROM input\n"
            + "  formula: \"price ~ log_TLA\"'",
        "price ~ C(beds) | 'data.formula: \"price ~ C(beds)\" calls C(…), but a formula cannot call"
            + " functions. Declare the column as a category under data:\n"
            + "  types: {beds: text}\n"
            + "  formula: \"price ~ beds\"'",
        "price ~ poly(TLA, degree=2) | 'data.formula: \"price ~ poly(TLA, degree=2)\" calls"
            + " poly(…), but a formula cannot call functions. Compute the result of poly(…) in a"
            + " query under a new name, and use that name in the formula.'",
        "price ~ TLA - 1 | data.formula: \"price ~ TLA - 1\" asks for a model without an intercept"
            + " (\"- 1\"), but every model here has a bias. Remove that term.",
        "price ~ TLA + 0 | data.formula: \"price ~ TLA + 0\" asks for a model without an intercept"
            + " (\"+ 0\"), but every model here has a bias. Remove that term.",
        "price ~ | data.formula: \"price ~\" is not a formula. Write it as label ~ column + column,"
            + " with one column before the ~.",
        "price ~ Living Area | data.formula: \"price ~ Living Area\" has no operator between Living"
            + " and Area. Put a name with a space in backticks: `Living Area`.",
        "price ~ `TLA | data.formula: \"price ~ `TLA\" has a ` without a closing one.",
        "price ~ TLA + price | data.formula: \"price ~ TLA + price\" has the label price among its"
            + " features.",
        "price ~ TLA + bed | data.formula: the table has no column \"bed\" (did you mean"
            + " \"beds\"?). Its columns are: price, TLA, beds, wall, roof, Living Area, _x, ok.",
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
            () -> Tables.csv(folder, "b.csv", "y,w", "1,a", "2,a", "3,a").formula("y ~ w").read())
        .hasMessage(
            "data.formula: column \"w\" is \"a\" in every row, so it explains nothing. Remove it.");
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
            """
            data.formula: column "n" is not a number in 1 of 30 values: "1O" (row 7). If that means a missing value, add under data:
              na_values: ["1O"]
            If the column is text, add under data:
              types: {n: text}\
            """);
  }

  @Test
  void levelsComeFromTheRowsOfTheMatrixAlone() {
    TableData data =
        Tables.csv(
                folder, "b.csv", "y,w,x", "1,a,1", "2,b,2", ",c,3", "4,d,", "5,a,5", "6,,6",
                "7,e,7")
            .formula("y ~ w + x")
            .drop()
            .read();

    assertThat(data.encoder().inputs().get(0).levels()).containsExactly("a", "b");
    assertThat(data.matrix().x()).containsExactly(1, 1, 0, 2, 1, 5, 0, 7);
    assertThat(data.rows().withoutLabel()).isEqualTo(1);
    assertThat(data.rows().dropped()).isEqualTo(2);
  }

  @Test
  void levelsAreOrderedAsSparksStringIndexerDoes() {
    List<String> words = List.of("b", "B", "a", "\u00e9", "\ue000", "\ud83d\ude00", "aa", "0", " ");
    SplitMix64 random = SplitMix64.of(SplitMix64.Stream.SAMPLE, 5);
    String[] lines = new String[201];
    lines[0] = "y,w,v";
    for (int i = 1; i < lines.length; i++) {
      lines[i] = i + "," + word(words, random) + "," + word(words, random);
    }
    Tables table = Tables.csv(folder, "b.csv", lines);
    TableData data = table.formula("y ~ w + w:v").read();
    var rows = SharedSpark.session().read().option("header", true).csv(table.path());
    var train = rows.withColumn("y", rows.col("y").cast("int")).filter("y <= 160");
    for (Encoder.Input input : data.encoder().inputs()) {
      assertThat(input.levels())
          .containsExactly(
              new StringIndexer()
                  .setInputCol(input.column())
                  .setOutputCol("i")
                  .fit(train)
                  .labelsArray()[0]);
    }
  }

  private static String word(List<String> words, SplitMix64 random) {
    return "\"" + words.get(random.nextInt(words.size())) + "\"";
  }

  private Tables towns() {
    return Tables.csv(
        folder,
        "t.csv",
        "y,town,x",
        "1,b,1",
        "2,a,2",
        "3,a,3",
        "4,b,4",
        "5,b,5",
        "6,b,6",
        "7,d,7",
        "8,b,8",
        "9,c,9",
        "10,d,10");
  }

  @Test
  void aLevelThatNoTrainingRowHasIsTheBaseLevelAndIsSaid() {
    SplitSpec split = new SplitSpec(0.2, 0.2, SplitSpec.By.ORDER, 13);
    TableData data = towns().formula("y ~ town + town:x").read(DataSpec.Unseen.AT_PREDICT, split);

    assertThat(data.matrix().features()).containsExactly("town_b", "town_b:x", "town_a:x");
    assertThat(Arrays.copyOfRange(data.matrix().x(), 18, 30))
        .containsExactly(0, 0, 7, 1, 8, 0, 0, 0, 9, 0, 0, 10);
    assertThat(data.notes())
        .containsExactly(
            "column \"town\": 1 validation row (\"d\") and 2 test rows (\"c\", \"d\") hold levels"
                + " that no training row has; such rows are treated as the base level, \"a\"",
            "town: text, 2 values, one-hot, base level \"a\"");
    assertThat(towns().formula("y ~ town").read(DataSpec.Unseen.BASE, split).notes()).hasSize(2);
  }

  @Test
  void aLevelThatNoTrainingRowHasIsRefusedIfTheJobSaysSo() {
    SplitSpec split = new SplitSpec(0.1, 0, SplitSpec.By.ORDER, 13);
    String[] lines = {
      "y,town", "1,a", "2,b", "3,a", "4,b", "5,a", "6,a", "7,a", "8,a", "9,a", "0,z"
    };
    Tables table = Tables.csv(folder, "t.csv", lines).formula("y ~ town");

    assertThatThrownBy(() -> table.read(DataSpec.Unseen.ERROR, split))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "data.unseen: column \"town\": 1 test row (\"z\") holds a level that no training row"
                + " has. Set data.unseen: base to treat them as the base level \"b\", or leave the"
                + " rows out in a query.");
  }

  @Test
  void aColumnOfOneLevelInTrainingHasNoFeature() {
    String[] lines = {"y,town,x", "1,a,1", "2,a,2", "3,a,3", "4,a,4", "5,b,5"};
    TableData data = Tables.csv(folder, "t.csv", lines).formula("y ~ town + x").read();

    assertThat(data.matrix().features()).containsExactly("x");
    assertThatThrownBy(() -> Tables.csv(folder, "t.csv", lines).formula("y ~ town").read())
        .hasMessage(
            "data.formula: column \"town\" is \"a\" in every training row, so no feature is left."
                + " Add a column, or set split: {by: random}.");
  }

  @Test
  void manyLevelsAreEncodedAsAPlainLoopDoes() {
    int rows = 1_250;
    String[] lines = new String[rows + 1];
    lines[0] = "y,user,x";
    for (int i = 1; i <= rows; i++) {
      lines[i] = i + ",u" + (i * 7 % 900) + "," + i;
    }
    TableData data = Tables.csv(folder, "b.csv", lines).formula("y ~ x + user + user:x").read();
    Encoder encoder = data.encoder();

    assertThat(encoder.inputs().get(1).levels()).hasSize(900);
    int features = encoder.features().size();
    for (int row : new int[] {0, 1, 17, 999, 1_000, 1_249}) {
      int number = row + 1;
      String user = "u" + (number * 7 % 900);
      for (int f = 0; f < features; f++) {
        double expected = 1;
        for (Encoder.Factor factor : encoder.features().get(f).factors()) {
          expected *=
              factor.level() < 0
                  ? number
                  : encoder.inputs().get(1).levels().get(factor.level()).equals(user) ? 1 : 0;
        }
        assertThat(data.matrix().x()[row * features + f]).isEqualTo(expected);
      }
    }
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
