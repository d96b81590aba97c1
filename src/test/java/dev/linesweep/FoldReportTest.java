package dev.linesweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.output.ReportFolder;
import dev.linesweep.report.page.ReportPage;
import dev.linesweep.store.OutputFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a folder says of a sweep with folds and seeds, whose best model is none of its trials. */
class FoldReportTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"validation_loss", "validation_r2"})
  void thePageOfTheFolderIsThatOfTheRun(String metric) throws Exception {
    Path job = folder.resolve("job.yaml");
    Files.writeString(
        job,
        """
        name: folds
        data: {linear: {rows: 60, features: 2, noise: 0.5, seed: 3}}
        split: {folds: 3, test: 0.2, by: interleaved}
        metric: %s
        select: one_standard_error
        parameters:
          optimizer: {values: [sgd, adam]}
          learning_rate: {values: [0.01, 0.1]}
          epochs: {values: [5, 40]}
          seed: {values: [2, 1]}
        engine: fused
        """
            .formatted(metric));
    Path out = folder.resolve("out");
    SweepResult run = Sweep.read(job.toString()).withOut(out.toString()).run(SharedSpark.session());

    OutputFolder sweep =
        OutputFolder.existing(HADOOP, new org.apache.hadoop.fs.Path(out.toString()));
    assertThat(ReportPage.of(new ReportFolder(HADOOP, sweep).read()))
        .isEqualTo(Files.readString(out.resolve("report.html")))
        .contains("The model is this setting trained on all training rows, with seed 2.");
    assertThat(run.closingText())
        .contains("by the one-standard-error rule: ", "over 3 folds × 2 seeds");
  }
}
