package dev.linesweep.run;

import dev.linesweep.spec.SweepSpec;
import java.util.List;

/**
 * What to run, and where its results go.
 *
 * @param out URI or path of the output folder; empty for {@code runs/<name>-<identity>}
 * @param fresh whether what the folder holds of an earlier run is removed first
 * @param overwrite whether the tables of another grid there may be replaced
 * @param strict whether a single failed trial makes the run a failure
 * @param plots URI or path of a folder for the charts as SVG; empty for none
 * @param command the command line, for the provenance; empty where there was none
 * @param stamp by which the command is known again before its data is read; empty for none
 */
public record SweepRequest(
    SweepSpec spec,
    String out,
    boolean fresh,
    boolean overwrite,
    boolean strict,
    Budget budget,
    String plots,
    List<String> command,
    String stamp) {
  public SweepRequest {
    command = List.copyOf(command);
  }

  public static SweepRequest of(SweepSpec spec) {
    return new SweepRequest(spec, "", false, false, false, Budget.NONE, "", List.of(), "");
  }

  public SweepRequest withOut(String folder) {
    return new SweepRequest(spec, folder, fresh, overwrite, strict, budget, plots, command, stamp);
  }

  public SweepRequest withFresh(boolean value) {
    return new SweepRequest(spec, out, value, overwrite, strict, budget, plots, command, stamp);
  }

  public SweepRequest withOverwrite(boolean value) {
    return new SweepRequest(spec, out, fresh, value, strict, budget, plots, command, stamp);
  }

  public SweepRequest withStrict(boolean value) {
    return new SweepRequest(spec, out, fresh, overwrite, value, budget, plots, command, stamp);
  }

  public SweepRequest withBudget(Budget value) {
    return new SweepRequest(spec, out, fresh, overwrite, strict, value, plots, command, stamp);
  }

  public SweepRequest withPlots(String folder) {
    return new SweepRequest(spec, out, fresh, overwrite, strict, budget, folder, command, stamp);
  }

  public SweepRequest withCommand(List<String> words) {
    return new SweepRequest(spec, out, fresh, overwrite, strict, budget, plots, words, stamp);
  }

  public SweepRequest withStamp(String value) {
    return new SweepRequest(spec, out, fresh, overwrite, strict, budget, plots, command, value);
  }
}
