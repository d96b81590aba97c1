package dev.linesweep.run;

import dev.linesweep.report.CheckNote;
import dev.linesweep.report.Rounding;
import dev.linesweep.report.SweepReport;

/** The outcome of checking the winner with plain DL4J. */
sealed interface CheckOutcome {

  /** The outcome as text for the user. */
  CheckNote note(Rounding rounding);

  /** What rounding means for the winner's lead. */
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
   * The check could not run, which says nothing about the results.
   *
   * @param why the reason, with what to do about it
   */
  record NotRun(String why) implements CheckOutcome {
    @Override
    public CheckNote note(Rounding rounding) {
      return new CheckNote(false, why);
    }
  }

  /** The check ran: the winner agrees with plain DL4J or does not. */
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
