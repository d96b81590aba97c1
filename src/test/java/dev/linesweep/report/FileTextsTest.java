package dev.linesweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.LabelVariances;
import dev.linesweep.data.Matrix;
import dev.linesweep.data.SampleSets;
import dev.linesweep.data.Samples;
import dev.linesweep.data.Shape;
import dev.linesweep.fixture.Golden;
import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.fixture.TypicalJobs;
import dev.linesweep.model.Curvature;
import dev.linesweep.output.ModelJson;
import dev.linesweep.output.ProvenanceJson;
import dev.linesweep.output.StatusJson;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.report.console.PlanText;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.store.FolderLock;
import dev.linesweep.text.Quantities;
import dev.linesweep.text.Secrets;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FileTextsTest {
  @Test
  void modelJsonHoldsWeightsSettingsAndErrors() throws IOException {
    String json = ModelJson.of(PlainSweeps.report(TypicalJobs.noisy(), 1)).orElseThrow();
    Golden.assertSame("model.json", json.strip() + "\n");
  }

  @Test
  void withoutACompleteTrialThereIsNoModel() {
    assertThat(ModelJson.of(PlainSweeps.report(TypicalJobs.diverging(), 1))).isEmpty();
  }

  @Test
  void statusJsonHoldsStateCodeAndReason() throws IOException {
    StatusJson status =
        new StatusJson(
            new FolderLock.Holder(
                "app-20260102-0001",
                1,
                "host-1",
                4711,
                Instant.parse("2026-01-02T03:04:05.678912Z")),
            Instant.parse("2026-01-02T03:10:00Z"),
            StatusJson.RunState.PARTIAL,
            Optional.of(ExitCode.PARTIAL),
            "stopped by --max-trials 100",
            "",
            new StatusJson.Trials(400, 100, 7, 0, 100 / 3.0, 0.25));
    Golden.assertSame("status.json", status.toJson().strip() + "\n");
  }

  @Test
  void provenanceJsonHoldsNoSecret() throws IOException {
    Map<String, Double> phases = new LinkedHashMap<>();
    phases.put("start", 2.5);
    phases.put("train", 0.75);
    String json =
        ProvenanceJson.of(
            new Provenance(
                Map.of("spark", "4.1.0", "linesweep", "0.1.0"),
                new Provenance.Data(
                    "0123abcd",
                    new Shape(1, 40, 0, 10),
                    new DataFacts(
                        "csv rooms.csv",
                        List.of("2 rows dropped: no label"),
                        1,
                        List.of(new DataFacts.Feature("year", 1950.5, 30.25))),
                    new Curvature(2.5, 3.25),
                    new LabelVariances(0.05, Double.NaN, 0.0625),
                    ""),
                new Provenance.Machines(
                    "local[2]", "fused 256-bit", List.of("cpu"), "17", "OpenBLAS"),
                new Provenance.Run(
                    List.of(
                        "run",
                        "job.yaml",
                        "--conf",
                        "spark.ssl.keyPassword=hunter2, and more",
                        "--set=data.options.token=abc",
                        "--set",
                        "data.options={user: me, password: swordfish}",
                        "--password",
                        "open sesame"),
                    phases,
                    0,
                    0,
                    List.of(),
                    ""),
                new Provenance.Check("within the gate", Rounding.NONE)));
    assertThat(json).doesNotContain("hunter2", "more", "abc\"", "swordfish", "sesame");
    Golden.assertSame("provenance.json", json.strip() + "\n");
  }

  @Test
  void secretsInTextAreMaskedAndReferencesStay() {
    assertThat(Secrets.scrubbed("jdbc:x://u:pw@host/db?password=abc&ssl=true"))
        .isEqualTo("jdbc:x://u:***@host/db?password=***&ssl=true");
    assertThat(Secrets.scrubbed("--mlflow https://tok@host/path"))
        .isEqualTo("--mlflow https://***@host/path");
    assertThat(Secrets.scrubbed("abfss://container@account.dfs.core.windows.net/x"))
        .isEqualTo("abfss://container@account.dfs.core.windows.net/x");
    assertThat(Secrets.scrubbed("{password: \"${env:PW}\", n: 1}"))
        .doesNotContain("abc")
        .contains("n: 1");
    assertThat(Secrets.scrubbed("password=${env:PW}")).isEqualTo("password=${env:PW}");
  }

  @Test
  void aPlanShowsRowsGridSizeAndCost() throws IOException {
    SweepSpec spec = TypicalJobs.noisy();
    Samples samples = PlainSweeps.samples(spec);
    PlannedSweep planned =
        new PlannedSweep(
            SweepPlan.of(spec, samples.shape()),
            SampleSets.of(samples),
            new PlannedSweep.Work(5, 2, 1200, 400_000),
            new PlannedSweep.Memory(1024, 2048, 0, 0),
            new TreeMap<>(
                Map.of(
                    EngineKind.DL4J,
                    new PlannedSweep.Expected(200, false),
                    EngineKind.FUSED,
                    new PlannedSweep.Expected(0.02, true))),
            3);
    Golden.assertSame("plan.txt", PlanText.of(planned, 80) + "\n");
  }

  @Test
  void aPlanOfASearchShowsWhatIsDrawn() {
    SweepSpec spec =
        SpecReader.read(
            """
            name: search
            data: {line: {}}
            method: sobol
            count: 400
            parameters:
              optimizer: {values: [sgd, {nesterovs: {momentum: {min: 0.5, max: 0.99, distribution: uniform}}}]}
              learning_rate: {min: 0.001, max: 1, distribution: log_uniform}
              batch_size: {values: [full, 8]}
              epochs: {values: [1, 10]}
            """,
            "j",
            List.of());
    Samples samples = PlainSweeps.samples(spec);
    PlannedSweep planned =
        new PlannedSweep(
            SweepPlan.of(spec, samples.shape()),
            SampleSets.of(samples),
            new PlannedSweep.Work(5, 2, 1200, 400_000),
            new PlannedSweep.Memory(1024, 2048, 0, 0),
            new TreeMap<>(),
            0);
    assertThat(PlanText.of(planned, 80))
        .contains(
            """
            Search
              drawn              400 settings, by a Sobol sequence, search seed 13
              optimizer          sgd, nesterovs
              parameters         nesterovs momentum from 0.5
            """
                .stripTrailing())
        .containsPattern("learning_rate +from 0\\.001\\d* to 0\\.9")
        .containsPattern("batch_size +(8, full|full, 8)");
  }

  @Test
  void aPlanShowsTheWeightsOfRowsAsTrainingSeesThem() {
    SweepSpec spec =
        SpecReader.read(
            """
            name: policies
            data: {table: t, label: y, features: [x], row_weight: exposure, standardize: none}
            split: {test: 0.2, by: order}
            parameters: {optimizer: sgd, epochs: 1}
            """,
            "j",
            List.of());
    Matrix matrix =
        new Matrix(
            new double[] {1, 2, 3, 4, 5},
            new double[] {5, 6, 8, 9, 7},
            new double[] {1, 0, 4, 3, 6},
            List.of("x"),
            "y");
    Samples samples = Samples.of(matrix, spec.split(), spec.data().standardize());
    PlannedSweep planned =
        new PlannedSweep(
            SweepPlan.of(spec, samples.shape()),
            SampleSets.of(samples),
            new PlannedSweep.Work(1, 1, 1, 1),
            new PlannedSweep.Memory(1024, 2048, 0, 0),
            new TreeMap<>(),
            0);
    assertThat(PlanText.of(planned, 80))
        .contains("standardized: none ·\n  rows count by exposure")
        .contains(
            """
            │ row │ x │ y │ row weight │
            ├─────┼───┼───┼────────────┤
            │   1 │ 1 │ 5 │        0.5 │
            │   2 │ 2 │ 6 │          0 │
            │   3 │ 3 │ 8 │          2 │
            """);
  }

  @Test
  void durationsAndSizesReadAsPeopleSayThem() {
    assertThat(Quantities.duration(3.25)).isEqualTo("3.3 s");
    assertThat(Quantities.duration(200)).isEqualTo("3 min 20 s");
    assertThat(Quantities.duration(7500)).isEqualTo("2 h 5 min");
    assertThat(Quantities.bytes(640)).isEqualTo("640 bytes");
    assertThat(Quantities.bytes(1_258_291)).isEqualTo("1.2 MiB");
  }
}
