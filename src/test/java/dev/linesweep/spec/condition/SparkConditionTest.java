package dev.linesweep.spec.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.SharedSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random conditions are true, false and unknown of the rows of which Spark SQL says so. */
class SparkConditionTest {
  private static final int CONDITIONS = 120;
  private static final int ROWS = 60;

  private static final Map<String, Kind> KINDS =
      Map.of(
          "optimizer", Kind.TEXT,
          "learning_rate", Kind.NUMBER,
          "epochs", Kind.NUMBER,
          "batch_size", Kind.TEXT_OR_NUMBER,
          "nesterovs.momentum", Kind.NUMBER,
          "seed", Kind.NUMBER);

  private static final StructType SCHEMA =
      new StructType()
          .add("optimizer", DataTypes.StringType)
          .add("learning_rate", DataTypes.DoubleType)
          .add("epochs", DataTypes.IntegerType)
          .add("batch_size", DataTypes.StringType)
          .add("nesterovs.momentum", DataTypes.DoubleType)
          .add("seed", DataTypes.LongType);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void conditionsMeanWhatSparkMeans(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(row(random));
    }
    List<String[]> conditions = new ArrayList<>();
    for (int i = 0; i < CONDITIONS; i++) {
      conditions.add(new Drawn(random).condition(3));
    }
    Dataset<Row> table = SharedSpark.session().createDataFrame(rows, SCHEMA);
    List<Row> expected =
        table.selectExpr(conditions.stream().map(c -> c[1]).toArray(String[]::new)).collectAsList();

    int[] seen = new int[Truth.values().length];
    for (int c = 0; c < CONDITIONS; c++) {
      Condition condition = Condition.parse(conditions.get(c)[0], KINDS);
      for (int r = 0; r < ROWS; r++) {
        Row row = rows.get(r);
        Truth truth = condition.truth(name -> value(row.get(SCHEMA.fieldIndex(name))));
        seen[truth.ordinal()]++;
        Object spark = expected.get(r).get(c);
        assertThat(truth)
            .as("%s of %s", conditions.get(c)[0], row)
            .isEqualTo(spark == null ? Truth.UNKNOWN : Truth.of((Boolean) spark));
      }
    }
    assertThat(IntStream.of(seen)).allMatch(times -> times > CONDITIONS * ROWS / 20);
  }

  private static Value value(Object cell) {
    if (cell == null) {
      return Value.missing();
    }
    if (cell instanceof Double number) {
      return Value.of(number.doubleValue());
    }
    return cell instanceof Number whole ? Value.of(whole.longValue()) : Value.of(cell.toString());
  }

  private static Row row(SplittableRandom random) {
    boolean momentum = random.nextInt(3) == 0;
    return RowFactory.create(
        any(random, "sgd", "adam", "nesterovs"),
        random.nextInt(5) == 0 ? null : Double.valueOf(any(random, "0.1", "0.3", "1.0", "3e-4")),
        random.nextInt(1, 5),
        any(random, "full", "20", "32"),
        momentum ? Double.valueOf(any(random, "0.5", "0.9")) : null,
        random.nextInt(4) == 0 ? null : 9007199254740990L + random.nextInt(6));
  }

  private static String any(SplittableRandom random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Draws conditions: as they are read here, and as Spark reads them. */
  private record Drawn(SplittableRandom random) {
    private static final String SAFE = "try_cast(batch_size AS bigint)";

    String[] condition(int depth) {
      if (depth == 0 || random.nextInt(4) == 0) {
        return predicate();
      }
      String[] left = condition(depth - 1);
      String[] right = condition(depth - 1);
      return switch (random.nextInt(5)) {
        case 0 -> joined("not ", left, "", new String[] {"", ""});
        case 1 -> joined("(", left, ") or ", right);
        case 2 -> joined("", left, " AND ", right);
        case 3 -> joined("", left, " or ", right);
        default -> joined("not (", left, " And ", joined("", right, ")", new String[] {"", ""}));
      };
    }

    private static String[] joined(String before, String[] left, String between, String[] right) {
      return new String[] {
        before + left[0] + between + right[0], before + left[1] + between + right[1]
      };
    }

    private String[] predicate() {
      String name = any(random, "learning_rate", "epochs", "seed", "`nesterovs.momentum`", "SEED");
      String not = random.nextBoolean() ? " not" : "";
      return switch (random.nextInt(9)) {
        case 0, 1 -> same(name + sign() + number());
        case 2 -> same(number() + sign() + name);
        case 3 -> same(name + sign() + any(random, "learning_rate", "epochs", "seed"));
        case 4 -> same(name + not + " between " + number() + " and " + number());
        case 5 -> same(name + not + " in (" + number() + ", " + number() + "," + number() + ")");
        case 6 -> same(name + " IS" + not + " null");
        case 7 ->
            same(
                any(random, "Optimizer = 'sgd'", "optimizer <> 'adam'", "optimizer != \"sgd\"")
                    + any(random, "", " or optimizer" + not + " in ('sgd', 'nesterovs')"));
        default -> batch();
      };
    }

    private String[] batch() {
      String rest = sign() + any(random, "20", "30", "32.0", "20.5", "-1");
      return random.nextBoolean()
          ? same(any(random, "batch_size = 'full'", "batch_size != '20'", "batch_size == '32'"))
          : new String[] {"batch_size" + rest, SAFE + rest};
    }

    private static String[] same(String condition) {
      return new String[] {condition, condition};
    }

    private String sign() {
      String sign = any(random, "=", "==", "!=", "<>", "<", "<=", ">", ">=");
      return random.nextBoolean() ? sign : " " + sign + " ";
    }

    private String number() {
      return any(
          random,
          "0.1",
          "0.3",
          "1",
          "2",
          "3.0",
          "-0.5",
          ".5",
          "3e-4",
          "0.0003",
          "0.30000000000000001",
          "2.5",
          "9007199254740992",
          "9007199254740993",
          "9007199254740992.5",
          "9.007199254740993e15");
    }
  }
}
