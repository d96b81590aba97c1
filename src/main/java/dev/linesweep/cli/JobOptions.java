package dev.linesweep.cli;

import dev.linesweep.spec.Choice;
import dev.linesweep.spec.EngineChoice;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.store.JobFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The job file and what the command line changes in it. */
final class JobOptions {
  @Parameters(paramLabel = "JOB", description = "the job file, such as jobs/line.yaml")
  @SuppressWarnings("NullAway.Init") // required: picocli sets it
  private String job;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "replaces a node of the job file, for example split.test=0.3 or"
              + " learning_rate={min: 0.001, max: 1, count: 30, scale: log}; may be repeated")
  private List<String> sets = new ArrayList<>();

  /** As completed by shells. */
  static final class Engines extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Engines() {
      super(Choice.keys(EngineChoice.values()));
    }
  }

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      completionCandidates = Engines.class,
      description = "one of: ${COMPLETION-CANDIDATES}; overrides the job file's")
  private @Nullable EngineChoice engine;

  /** Reads and checks the job file. */
  SweepSpec read(SparkOptions spark) {
    List<String> all = new ArrayList<>(sets);
    if (engine != null) {
      all.add("engine=" + engine.key());
    }
    JobFile file = JobFile.read(spark::hadoop, job);
    return SpecReader.read(file.text(), file.uri(), all);
  }
}
