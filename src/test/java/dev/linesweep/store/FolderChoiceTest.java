package dev.linesweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.plan.JobTrials;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SpecWriter;
import dev.linesweep.spec.SweepSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderChoiceTest {
  private static final Configuration HADOOP = new Configuration();
  private static final Identity IDENTITY = new Identity(Map.of("data", "d"));
  private static final Identity OTHER = new Identity(Map.of("data", "e"));

  @TempDir java.nio.file.Path folder;
  private Path plain;

  @BeforeEach
  void runs() {
    plain = new Path(folder.toUri().toString(), "line-" + IDENTITY.digits());
  }

  @Test
  void thePlainNameIsTakenWhileItIsFreeOrHoldsThisGridOrAPartOfIt() throws IOException {
    assertThat(chosen("sgd")).isEqualTo(new FolderChoice(plain, java.util.Optional.empty()));
    sweep(plain, "sgd", IDENTITY);
    assertThat(chosen("sgd").path()).isEqualTo(plain);
    assertThat(chosen("sgd, adam").path()).isEqualTo(plain);
    assertThat(chosen("sgd, adam").note()).isEmpty();
  }

  @Test
  void anotherGridGetsAFolderOfItsOwnAndComesBackToIt() throws IOException {
    sweep(plain, "sgd, adam", IDENTITY);
    FolderChoice choice = chosen("sgd");
    Path named = plain.suffix("-" + JobTrials.of(spec("sgd")).digits());
    assertThat(choice.path()).isEqualTo(named);
    assertThat(choice.note().orElseThrow())
        .startsWith(plain.toUri().getPath() + " holds another grid, so the results go to ")
        .endsWith(", which is new");

    sweep(named, "sgd", IDENTITY);
    assertThat(chosen("sgd").path()).isEqualTo(named);
    assertThat(chosen("sgd, adam").path()).isEqualTo(plain);
    assertThat(chosen("sgd, nadam").path()).isEqualTo(named);
    assertThat(chosen("sgd, nadam").note().orElseThrow()).endsWith("a part of this grid and grows");
    assertThat(chosen("nadam, adam, sgd").path()).isEqualTo(plain);
  }

  @Test
  void aLargerSearchGrowsInItsFolderAndASmallerOneGetsItsOwn() throws IOException {
    OutputFolder out = OutputFolder.at(HADOOP, plain);
    out.identityFile().write(IDENTITY);
    out.begin(SpecWriter.write(search(20, 1)));

    assertThat(chosen(search(20, 1)).path()).isEqualTo(plain);
    assertThat(chosen(search(30, 1)).path()).isEqualTo(plain);
    for (SweepSpec other : List.of(search(19, 1), search(20, 2), spec("sgd"))) {
      assertThat(chosen(other).path()).isEqualTo(plain.suffix("-" + JobTrials.of(other).digits()));
    }
    assertThat(chosen(search(19, 1)).note().orElseThrow())
        .startsWith(plain.toUri().getPath() + " holds another search, so the results go to ");
  }

  private static SweepSpec search(int count, long seed) {
    return SpecReader.read(
        """
        name: line
        data: {line: {}}
        method: sobol
        count: %d
        search_seed: %d
        parameters:
          optimizer: {values: [sgd, adam]}
          learning_rate: {min: 0.01, max: 1, distribution: uniform}
          epochs: 2
        """
            .formatted(count, seed),
        "j",
        List.of());
  }

  @Test
  void aNameThatAGrownSweepHasTakenIsNotTakenAgain() throws IOException {
    sweep(plain, "adam", IDENTITY);
    Path named = plain.suffix("-" + JobTrials.of(spec("sgd")).digits());
    sweep(named, "sgd, nadam", IDENTITY);
    assertThat(chosen("sgd").path()).isEqualTo(named.suffix("-2"));
  }

  @Test
  void aJobThatExcludesTrialsOfAFolderIsAnotherGrid() throws IOException {
    sweep(plain, "sgd, adam", IDENTITY);
    SweepSpec narrower = with("exclude=optimizer = 'adam'");
    OutputFolder out = OutputFolder.at(HADOOP, plain);

    assertThat(FolderChoice.of(HADOOP, plain.getParent(), narrower, IDENTITY).path())
        .isNotEqualTo(plain);
    assertThatThrownBy(() -> out.jobTrials().requireKept(narrower))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("1 of its 2 trials are not in this job")
        .hasMessageContaining("  not in this job: optimizer: adam\n")
        .hasMessageContaining("  It excludes nothing, this job \"optimizer = 'adam'\".");
    out.jobTrials().requireKept(with("exclude=l1 > 0"));
    out.begin(SpecWriter.write(narrower));
    out.jobTrials().requireKept(spec("sgd, adam"));
  }

  @Test
  void aJobWhoseStopMayEndBeforeTheTablesOfAFolderGetsAnother() throws IOException {
    sweep(plain, "sgd, adam", IDENTITY);
    SweepSpec stopping = with("stop={patience: 3}");
    assertThat(path(stopping)).as("no tables yet").isEqualTo(plain);
    OutputFolder out = OutputFolder.at(HADOOP, plain);
    out.write(out.summary(), "rank\n");

    assertThat(path(stopping)).isNotEqualTo(plain);
    assertThatThrownBy(() -> out.jobTrials().requireKept(stopping))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("more trials than this job may train before its stop")
        .hasMessageContaining("Use another --out folder, or --overwrite");

    out.write(out.job(), SpecWriter.write(stopping));
    assertThat(path(stopping)).isEqualTo(plain);
    assertThat(path(with("stop={patience: 4}"))).isEqualTo(plain);
    assertThat(path(with("stop={patience: 2}"))).isNotEqualTo(plain);
    assertThat(path(with("stop={patience: 3}", "epochs=3"))).isNotEqualTo(plain);
    assertThat(path(with("stop={patience: 3}", "metric=train_loss"))).isNotEqualTo(plain);
    assertThat(path(spec("sgd, adam"))).isEqualTo(plain);
  }

  private Path path(SweepSpec spec) throws IOException {
    return chosen(spec).path();
  }

  private static SweepSpec with(String... sets) {
    return SpecReader.read(SpecWriter.write(spec("sgd, adam")), "j", List.of(sets));
  }

  @Test
  void foldersOfOtherSweepsAreNotLookedAt() throws IOException {
    sweep(plain, "adam", IDENTITY);
    sweep(plain.suffix("-x"), "sgd", OTHER);
    assertThat(chosen("sgd").path()).isNotEqualTo(plain.suffix("-x"));
  }

  @Test
  void aFolderWhoseGridNobodyKnowsIsGoneOnWith() throws IOException {
    sweep(plain, "adam", IDENTITY);
    plain.getFileSystem(HADOOP).delete(new Path(plain, "job.yaml"), false);
    assertThat(chosen("sgd").path()).isEqualTo(plain);
  }

  @Test
  void tablesNextToATornJobAreNotReplacedWithoutAWord() throws IOException {
    sweep(plain, "adam", IDENTITY);
    OutputFolder out = OutputFolder.at(HADOOP, plain);
    out.write(out.summary(), "rank\n");
    out.jobTrials().requireKept(spec("adam"));
    out.write(out.job(), "name: to");
    assertThatThrownBy(() -> out.jobTrials().requireKept(spec("adam")))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("job.yaml cannot be read")
        .hasMessageContaining("Use another --out folder, or --overwrite");
  }

  private FolderChoice chosen(String optimizers) throws IOException {
    return chosen(spec(optimizers));
  }

  private FolderChoice chosen(SweepSpec spec) throws IOException {
    return FolderChoice.of(HADOOP, plain.getParent(), spec, IDENTITY);
  }

  private static void sweep(Path path, String optimizers, Identity identity) throws IOException {
    OutputFolder out = OutputFolder.at(HADOOP, path);
    out.identityFile().write(identity);
    out.begin(SpecWriter.write(spec(optimizers)));
  }

  private static SweepSpec spec(String optimizers) {
    return SpecReader.read(
        "name: line\ndata: {line: {}}\nparameters:\n  optimizer: {values: [%s]}\n  epochs: 2\n"
            .formatted(optimizers),
        "j",
        List.of());
  }
}
