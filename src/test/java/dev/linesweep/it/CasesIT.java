package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Tables and jobs as people bring them: each gives the numbers of its clean table, or exit code 2
 * and a sentence that says what to write.
 *
 * <p>Most tables were made as price = 3 area - 2 rooms + 5. Where noise was added, the right
 * coefficients are those of numpy's {@code lstsq} on the training rows.
 */
class CasesIT {
  private static final Map<String, Double> CLEAN = Map.of("area", 3.0, "rooms", -2.0, "1", 5.0);

  /** With noise: numpy's least squares on the first 32 rows. */
  private static final Map<String, Double> NOISY =
      Map.of("area", 3.13978658, "rooms", -2.01294249, "1", 4.27022031);

  /** With noise, numpy's on the first 31 of the 39 rows that have a label. */
  private static final Map<String, Double> WITHOUT_ONE_LABEL =
      Map.of("area", 3.14294654, "rooms", -2.01117301, "1", 4.22028907);

  /** With noise, numpy's on the first 30 of the 37 rows that have an area. */
  private static final Map<String, Double> WITHOUT_SOME_AREAS =
      Map.of("area", 3.1325906, "rooms", -2.00205047, "1", 4.34658527);

  /** With noise, numpy's on 30 rows and labels, each times the root of the row's weight. */
  private static final Map<String, Double> WEIGHTED =
      Map.of("area", 2.95872835, "rooms", -2.07616373, "1", 5.56140362);

  /**
   * For coefficients up to 10. Labels have four digits; training in 32-bit floats for 300 epochs at
   * a rate that contracts each direction by a tenth or more leaves 1e-6.
   */
  private static final double TOLERANCE = 1e-4;

  /**
   * One job.
   *
   * @param name its folder and file
   * @param sets more of the command line
   */
  record Case(String name, Consumer<CaseRun> expected, String... sets) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case equation(String name, Map<String, Double> right, String... sets) {
    return new Case(name, run -> run.requireEquation(right, TOLERANCE), sets);
  }

  private static Case clean(String name, String... sets) {
    return equation(name, CLEAN, sets);
  }

  /** Noise makes the coefficients depend on which rows train. */
  private static Case noisy(String name) {
    return equation(name, NOISY, "--set", "split.by=order");
  }

  private static Case refused(String name, String... texts) {
    return new Case(name, run -> run.requireRefused(List.of(texts)));
  }

  private static Case ordered(String name, Map<String, Double> right) {
    return equation(name, right, "--set", "split.by=order");
  }

  private static Case rmse(String name, double right, double tolerance) {
    return new Case(
        name,
        run -> {
          run.requireSuccess();
          assertThat(run.test("rmse")).as("best").isCloseTo(right, within(tolerance));
          assertThat(run.leastSquares("rmse"))
              .as("least squares")
              .isCloseTo(right, within(tolerance));
        },
        "--set",
        "split.by=order");
  }

  /**
   * A note names the features that never change.
   *
   * @param rmse at most, on the test rows
   */
  private static Case constant(String name, double rmse) {
    return new Case(
        name,
        run -> {
          run.requireSuccess();
          assertThat(run.test("rmse")).isLessThan(rmse);
          assertThat(run.leastSquares("rmse")).isLessThan(1e-9);
          assertThat(run.equation()).containsEntry("zero", 0.0).containsEntry("const", 0.0);
          assertThat(run.ran().err())
              .contains("2 features never change in the 32 training rows", "zero", "const");
        });
  }

  private static Case diverged(String name) {
    return new Case(
        name,
        run -> {
          assertThat(run.ran().code()).isEqualTo(1);
          assertThat(run.ran().out())
              .contains("Features are not standardized", "--set data.standardize=all");
        });
  }

  /**
   * All 40 rows, split at random: the standard errors of the coefficients are 0.05, so they are
   * within four of them of those of all rows.
   */
  private static Case bothFiles(String name) {
    return new Case(
        name, run -> run.requireEquation(Map.of("area", 3.12430867, "rooms", -2.0047276), 0.2));
  }

  static final List<Case> CASES =
      List.of(
          clean("02-semicolon-decimal-comma/job.yaml"),
          clean("02-semicolon-decimal-comma/job-sep.yaml"),
          clean("02-semicolon-decimal-comma/job-locale.yaml"),
          clean("02-semicolon-decimal-comma/job-query.yaml"),
          new Case(
              "03-thousands-separators/job.yaml",
              run -> run.requireEquation(Map.of("area", 3.0, "rooms", -2000.0, "1", 5000.0), 1e-2)),
          clean("04-excel-sep-line/job.yaml"),
          clean("04-excel-sep-line/job-sep.yaml"),
          clean("05-quoted-newlines/job.yaml"),
          clean("05-quoted-newlines/job-multi.yaml"),
          clean("06-trailing-comma/job.yaml"),
          clean("06-trailing-comma/job-both.yaml"),
          clean("06-trailing-comma/job-drop.yaml"),
          equation(
              "07-header-case-duplicates/job.yaml", Map.of("Area", 3.0, "rooms", -2.0, "1", 5.0)),
          rmse("07-header-case-duplicates/job-all.yaml", 0, 1e-4),
          refused("07-header-case-duplicates/job-renamed.yaml", "AREA2", "AREA"),
          refused(
              "09-missing-markers/job.yaml",
              "column \"area\" is infinite in 1 row, first in row 29. To drop"),
          refused(
              "09-missing-markers/job-q.yaml",
              "column \"area\" is infinite in 1 row, first in row 29. To drop"),
          refused(
              "09-missing-markers/job-nan.yaml",
              "column \"area\" is infinite in 3 rows, first in row 11. To drop"),
          refused(
              "09-missing-markers/job-query.yaml",
              "column \"area\" is infinite in 1 row, first in row 29. To drop"),
          refused(
              "09-missing-markers/job-formula.yaml",
              "column \"area\" is infinite in 1 row, first in row 29. To drop"),
          new Case(
              "11-percent-currency/job.yaml",
              run ->
                  run.requireEquation(Map.of("tax", 3000.0, "rooms", -2000.0, "1", 5000.0), 1e-2)),
          clean("13-compressed-and-folders/job-gz.yaml"),
          clean("13-compressed-and-folders/job-bz2.yaml"),
          refused("13-compressed-and-folders/job-zip.yaml", "is a zip archive", "Unzip it"),
          refused(
              "13-compressed-and-folders/job-disguise.yaml",
              "is compressed with gzip, but its name does not say so. Rename it to"
                  + " gz-in-disguise.csv.gz"),
          clean("13-compressed-and-folders/job-parts.yaml"),
          clean("13-compressed-and-folders/job-random.yaml"),
          clean("13-compressed-and-folders/job-glob.yaml"),
          clean("13-compressed-and-folders/job-mixed.yaml"),
          // Trained on mae at one rate: the last steps go to and fro.
          new Case(
              "13-compressed-and-folders/job-enf.yaml",
              run -> {
                run.requireEquation(Map.of("area", 3.0, "rooms", -2.0), 0.2);
                assertThat(run.leastSquares("rmse")).isLessThan(1e-9);
              }),
          constant("15-constant-and-collinear/job-all.yaml", 1e-3),
          constant("15-constant-and-collinear/job-features.yaml", 1e-3),
          // Unscaled, the one rate that does not diverge is too small for the bias to arrive.
          constant("15-constant-and-collinear/job-none.yaml", 5),
          refused(
              "16-unquoted-comma/job.yaml",
              "data.csv: line 5 (row 4) has 6 cells, but the header has 5",
              "A cell that holds a comma must be in quotes",
              "options: {mode: DROPMALFORMED}"),
          rmse("17-duplicate-features/job-clean.yaml", 0.0741917366, 1e-5),
          rmse("17-duplicate-features/job-one.yaml", 0.0741917366, 1e-5),
          clean("19-utf16-tab/job.yaml"),
          clean("19-utf16-tab/job-enc.yaml"),
          clean("19-utf16-tab/job-ml.yaml"),
          refused("22-json/job.yaml", "data.missing", "missing: drop"),
          clean("22-json/job-drop.yaml"),
          ordered("22-json/job-array.yaml", CLEAN),
          clean("22-json/job-ml.yaml"),
          refused(
              "22-json/job-nested.yaml",
              "query: SELECT *, house.area AS `house.area`, house.rooms AS `house.rooms` FROM"
                  + " input"),
          ordered("22-json/job-nq.yaml", CLEAN),
          equation(
              "23-parquet-types/job.yaml", Map.of("area dec", 3.0, "rooms f32", -2.0, "1", 5.0)),
          ordered(
              "23-parquet-types/job-allp.yaml",
              Map.of("area dec", 3.0, "rooms f32", -2.0, "1", 5.0)),
          ordered(
              "23-parquet-types/job-ns.yaml", Map.of("area dec", 3.0, "rooms f32", -2.0, "1", 5.0)),
          equation("23-parquet-types/job-f.yaml", Map.of("area dec", 3.0, "rooms f32", -2.0)),
          equation("23-parquet-types/job-idx.yaml", Map.of("area", 3.0, "rooms", -2.0)),
          refused(
              "23-parquet-types/job-n.yaml",
              "no column \"nest.u\"",
              "query: SELECT *, nest.u AS `nest.u` FROM input"),
          refused("23-parquet-types/job-notc.yaml", "arquet"),
          refused("23-parquet-types/job-notp.yaml", "csv"),
          rmse("23-parquet-types/job-u64.yaml", 7.23, 5e-3),
          refused("23-parquet-types/job-v.yaml", "vec", "nest", "when"),
          new Case(
              "25-codes-that-look-like-numbers/job.yaml",
              run -> {
                run.requireEquation(Map.of("area", 3.0), 1e-4);
                assertThat(run.test("rmse")).isLessThan(1e-3);
              }),
          new Case(
              "25-codes-that-look-like-numbers/job-q.yaml",
              run -> {
                run.requireEquation(Map.of("area", 3.0), 1e-4);
                assertThat(run.test("rmse")).isLessThan(1e-3);
              }),
          refused(
              "25-codes-that-look-like-numbers/job-factor.yaml",
              "calls factor(…), but a formula cannot call functions",
              "types: {zip: text}"),
          refused(
              "26-ten-thousand-categories/job.yaml",
              "in the driver",
              "Raise it with --driver-memory "),
          new Case("26-ten-thousand-categories/job300.yaml", CaseRun::requireSuccess),
          refused(
              "29-escape-in-header/job.yaml",
              "no column \"rooms\". Its columns are: area, ␛[31mrooms␛]0;pwned␇, price."),
          diverged("32-all-diverge/job.yaml"),
          diverged("32-all-diverge/job-advice.yaml"),
          refused("39-constant-label/job.yaml", "the label \"price\" is 7 in all 40 rows"),
          new Case(
              "39-constant-label/job-trc.yaml",
              run ->
                  run.requireRefused(List.of("the label \"price\" is 7 in all 32 training rows")),
              "--set",
              "split.by=order"),
          new Case(
              "39-constant-label/job-tc.yaml",
              run ->
                  run.requireRefused(
                      List.of(
                          "test_r2 is not defined, since the label \"price\" is 7 in all 8 test"
                              + " rows. Write metric: test_rmse")),
              "--set",
              "split.by=order"),
          refused(
              "45-duplicate-values/job-noise.yaml",
              "is listed twice: training is in 32-bit floats, where it is the same as \"0.3\""),
          refused(
              "45-duplicate-values/job-f32.yaml",
              "is listed twice: training is in 32-bit floats, where it is the same as \"0.3\""),
          refused("45-duplicate-values/job-exp.yaml", "\"0.1\" is listed twice"),
          refused("45-duplicate-values/job-zeros.yaml", "\"0.10\" is listed twice"),
          refused("45-duplicate-values/job-ep.yaml", "\"10\" is listed twice"),
          refused("45-duplicate-values/job-opt.yaml", "sgd is listed twice"),
          refused("45-duplicate-values/job-opt2.yaml", "nesterovs is listed twice"),
          refused(
              "45-duplicate-values/job-batch.yaml",
              "32 and 40 and full are the same, one batch of all 32 training rows. Keep one of"
                  + " them"),
          // The first of the two files; numpy's least squares on its first 16 rows.
          equation(
              "54-file-names-with-colons/job-file.yaml",
              Map.of("area", 2.98475261, "rooms", -1.99769475, "1", 5.16336136),
              "--set",
              "split.by=order"),
          bothFiles("54-file-names-with-colons/job-dir.yaml"),
          bothFiles("54-file-names-with-colons/job-glob.yaml"),
          noisy("55-brackets-in-file-name/job-br.yaml"),
          noisy("55-brackets-in-file-name/job-cur.yaml"),
          noisy("55-brackets-in-file-name/job-esc.yaml"),
          noisy("55-brackets-in-file-name/job-q.yaml"),
          refused("55-brackets-in-file-name/job-none.yaml", "nothing*.csv"),
          noisy("60-predict-inputs/job.yaml"),
          noisy("65-following-the-advice/job-c.yaml"),
          ordered("65-following-the-advice/job-j1.yaml", WITHOUT_ONE_LABEL),
          ordered("65-following-the-advice/job-j2.yaml", WITHOUT_ONE_LABEL),
          noisy("65-following-the-advice/job-j3.yaml"),
          refused(
              "65-following-the-advice/job-l.yaml",
              "query: SELECT *, log(area) AS log_area FROM input"),
          ordered("65-following-the-advice/job-t0.yaml", WITHOUT_SOME_AREAS),
          ordered("65-following-the-advice/job-t1.yaml", WITHOUT_SOME_AREAS),
          ordered("65-following-the-advice/job-t2.yaml", WITHOUT_SOME_AREAS),
          refused("65-following-the-advice/job-z.yaml", "factor"),
          new Case(
              "66-constant-in-training-only/job.yaml",
              run -> {
                run.requireEquation(Map.of("area", 3.05565496, "flag", 0.0, "1", 3.59039419), 1e-4);
                assertThat(run.test("rmse")).isCloseTo(6.18489164, within(1e-4));
                assertThat(run.ran().err()).contains("flag");
              },
              "--set",
              "split.by=order"),
          refused("73-jdbc-sqlite/job.yaml", "driver"),
          refused("73-jdbc-sqlite/job-driver.yaml", "org.sqlite.JDBC", "--packages"),
          refused("73-jdbc-sqlite/noorder.yaml", "driver"),
          refused("73-jdbc-sqlite/noorder-driver.yaml", "org.sqlite.JDBC", "--packages"),
          refused("73-jdbc-sqlite/secret.yaml", "DBPW"),
          equation("74-row-weights/job.yaml", WEIGHTED),
          equation("74-row-weights/job-formula.yaml", WEIGHTED),
          refused(
              "74-row-weights/job-missing.yaml",
              "data.missing: column \"exposure\" has no value in 2 of 40 rows, first in row 7."),
          refused(
              "74-row-weights/job-negative.yaml",
              "data.row_weight: column \"change\" is negative in 6 rows, first in row 4",
              "query: SELECT * FROM input WHERE coalesce(change, 0) >= 0"));

  @TempDir static Path folder;
  private static Path cases;

  @BeforeAll
  static void copy() {
    cases = CaseFiles.copyTo(folder.resolve("cases"));
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("CASES")
  void givesTheRightNumbersOrASentence(Case each) {
    Path out = folder.resolve("outs").resolve(each.name());
    each.expected().accept(CaseRun.of(cases.resolve(each.name()), out, each.sets()));
  }

  /** Least squares of so many features would take hours. */
  @Test
  void tenThousandLevelsEndInAHeapThatHoldsThem() throws Exception {
    Path out = folder.resolve("outs/26");
    String job = cases.resolve("26-ten-thousand-categories/job.yaml").toString();
    try (DriverProcess driver =
        DriverProcess.start(
            folder,
            folder.resolve("26.log"),
            List.of("-Xmx3g"),
            "run",
            job,
            "--out",
            out.toString(),
            "--master",
            "local[2]")) {
      assertThat(driver.exitCode()).as(driver.log()).isZero();
      assertThat(out.resolve("report.html"))
          .content()
          .contains("Least squares is left out: with 8,308 features");
    }
  }

  @Test
  void everyJobOfTheFolderIsACase() throws Exception {
    Set<String> jobs = new TreeSet<>();
    try (Stream<Path> files = Files.walk(cases)) {
      files
          .filter(file -> file.toString().endsWith(".yaml"))
          .forEach(file -> jobs.add(cases.relativize(file).toString()));
    }
    List<String> listed = new ArrayList<>(CASES.stream().map(Case::name).toList());
    assertThat(listed).containsExactlyInAnyOrderElementsOf(jobs);
  }
}
