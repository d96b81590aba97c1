package dev.linesweep.run;

import dev.linesweep.report.CheckNote;
import dev.linesweep.report.Rounding;
import dev.linesweep.report.SweepReport;

/** What became of the check of the winner by plain DL4J. */
sealed interface CheckOutcome {

  /** What people are told of it. */
  CheckNote note(Rounding rounding);

  /** What it says of the winner's lead. */
  default Rounding rounding(SweepReport report) {
    return Rounding.NONE;
  }

  /** ND4J's backend and the processor type its BLAS computes for; empty if it did not run. */
  default String blas() {
    return "";
  }

  /** No trial completed. */
  record NoWinner() implements CheckOutcome {
    @Override
    public CheckNote note(Rounding rounding) {
      return CheckNote.NO_WINNER;
    }
  }

  /**
   * It could not run, which says nothing of the results.
   *
   * @param why with what to do about it
   */
  record NotRun(String why) implements CheckOutcome {
    @Override
    public CheckNote note(Rounding rounding) {
      return new CheckNote(false, why);
    }
  }

  /** It ran, and holds or does not. */
  record Ran(WinnerCheck check) implements CheckOutcome {
    @Override
    public CheckNote note(Rounding rounding) {
      return new CheckNote(true, check.sentence(rounding));
    }

    @Override
    public Rounding rounding(SweepReport report) {
      return check.rounding(report);
    }

    @Override
    public String blas() {
      return check.blas();
    }
  }
}
