package dev.linesweep.cli;

import dev.linesweep.fault.Fault;
import dev.linesweep.fault.Faults;
import dev.linesweep.report.ExitCode;
import dev.linesweep.spark.SweepFailure;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.EngineChoice;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.OptionWords;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of Linesweep. */
@Command(
    name = "linesweep",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Sweeps the hyperparameters of single-layer linear regressors on Spark.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CommandLine.HelpCommand.class,
      RunCommand.class,
      PlanCommand.class,
      ReportCommand.class,
      ShowCommand.class,
      PredictCommand.class,
      ReplayCommand.class,
      TrackCommand.class,
      ListCommand.class,
      CompareCommand.class,
      RemoveCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    footer = {
      "",
      "Examples:",
      "  linesweep run jobs/line.yaml",
      "  linesweep run jobs/housing.yaml --set 'epochs={values: [100, 400, 1600]}'",
      "  linesweep plan jobs/housing.yaml",
      "  linesweep show runs/housing-1a2b3c4d --where \"optimizer = 'adam'\"",
      "  linesweep report runs/housing-1a2b3c4d --plots plots",
      "  linesweep predict runs/housing-1a2b3c4d --data new-homes.csv --to prices.csv",
      "  linesweep replay runs/housing-1a2b3c4d --trial best",
      "  linesweep track runs/housing-1a2b3c4d --mlflow http://localhost:5000"
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  Main() {}

  /** Returns on success: YARN counts {@code System.exit(0)} as a failure. */
  public static void main(String[] args) {
    VectorModule.load();
    PrintStream err = System.err;
    LibraryErrors libraries = filter(err, args); // Spark's threads may still write at the end.
    int code = run(err, args);
    libraries.finish();
    if (code != ExitCode.OK.number()) {
      System.exit(code);
    }
  }

  /** Runs a command and returns its exit code. */
  public static int run(String... args) {
    PrintStream err = System.err;
    LibraryErrors libraries = filter(err, args);
    try {
      return run(err, args);
    } finally {
      System.setErr(err);
      libraries.finish();
    }
  }

  private static LibraryErrors filter(PrintStream err, String... args) {
    LibraryErrors libraries = new LibraryErrors(err);
    if (!isVerbose(args)) {
      System.setErr(libraries.stream());
    }
    return libraries;
  }

  private static boolean isVerbose(String... args) {
    return List.of(args).contains("--verbose");
  }

  private static int run(PrintStream err, String... args) {
    CommandLine commands = commands(System.out, err);
    try {
      return commands.execute(args);
    } catch (OutOfMemoryError | LinkageError e) {
      return explain(e, Screen.of(commands.getErr()), isVerbose(args));
    }
  }

  private static CommandLine commands(PrintStream out, PrintStream err) {
    CommandLine commands = new CommandLine(new Main());
    IParameterExceptionHandler usage = commands.getParameterExceptionHandler();
    return commands
        .setOut(Screen.on(out, Terminal.showsResults()))
        .setErr(Screen.on(err, Terminal.showsErrors()))
        .registerConverter(
            DataSpec.Unseen.class,
            new ChoiceConverter<>(
                new DataSpec.Unseen[] {DataSpec.Unseen.ERROR, DataSpec.Unseen.BASE}))
        .registerConverter(EngineChoice.class, new ChoiceConverter<>(EngineChoice.values()))
        .registerConverter(
            ListCommand.Format.class, new ChoiceConverter<>(ListCommand.Format.values()))
        .registerConverter(
            ShowCommand.Format.class, new ChoiceConverter<>(ShowCommand.Format.values()))
        .setParameterExceptionHandler((wrong, all) -> refuse(wrong, all, usage))
        .setExecutionExceptionHandler(Main::explain);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? Try linesweep run JOB.");
  }

  /** A key of the job file that was typed as an option is answered with how to set it. */
  private static int refuse(
      ParameterException wrong, String[] arguments, IParameterExceptionHandler usage)
      throws Exception {
    boolean setsKeys = wrong.getCommandLine().getCommandSpec().findOption("--set") != null;
    if (setsKeys && wrong instanceof UnmatchedArgumentException unmatched) {
      List<String> words = unmatched.getUnmatched();
      Optional<String> path = OptionWords.path(words.get(0));
      if (words.get(0).startsWith("--") && path.isPresent()) {
        error(
            Screen.of(wrong.getCommandLine().getErr()),
            "%s is a key of the job file, not an option. Write --set %s=%s"
                .formatted(words.get(0).replaceFirst("=.*", ""), path.get(), value(words)));
        return ExitCode.USAGE.number();
      }
    }
    if (wrong.getCommandLine().getParent() == null) {
      return usage.handleParseException(wrong, arguments);
    }
    PrintWriter err = wrong.getCommandLine().getErr();
    error(Screen.of(err), String.valueOf(wrong.getMessage()));
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println(
        "linesweep help %s lists the options.".formatted(wrong.getCommandLine().getCommandName()));
    return ExitCode.USAGE.number();
  }

  private static String value(List<String> words) {
    int equals = words.get(0).indexOf('=');
    String value = equals < 0 ? "" : words.get(0).substring(equals + 1);
    boolean next = equals < 0 && words.size() > 1 && !words.get(1).startsWith("--");
    return next ? words.get(1) : value.isEmpty() ? "VALUE" : value;
  }

  /** What somebody foresaw gets a message; a bug gets the lines that a report of it needs. */
  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    if (Interruption.begun() || failure instanceof InterruptedException) {
      return ExitCode.INTERRUPTED.number();
    }
    Screen err = Screen.of(command.getErr());
    if (failure instanceof JobException bad) {
      bad.problems().forEach(problem -> error(err, problem));
      return ExitCode.USAGE.number();
    }
    if (failure instanceof SweepFailure failed) {
      error(err, String.valueOf(failed.getMessage()));
      return ExitCode.FAILED.number();
    }
    return explain(failure, err, isVerbose(parsed.originalArgs().toArray(String[]::new)));
  }

  private static int explain(Throwable failure, Screen err, boolean verbose) {
    Optional<Fault> fault = Faults.of(failure);
    error(
        err,
        fault
            .map(Fault::text)
            .orElse("this is a bug in Linesweep; please report it with these lines:"));
    if (verbose || fault.isEmpty()) {
      err.print(verbose ? BugText.whole(failure) : BugText.brief(failure));
      err.flush();
    }
    boolean ofTheCommand = fault.map(Fault::isOfTheCommand).orElse(false);
    return (ofTheCommand ? ExitCode.USAGE : ExitCode.FAILED).number();
  }

  static void error(Screen err, String problem) {
    err.control(Colour.ofStandardError().error());
    err.println(" " + problem);
  }
}
