package dev.linesweep.report;

/**
 * What is said of the check of the winner by plain DL4J.
 *
 * @param ran false if there was no winner, or if the check could not run
 * @param sentence what it found, or why it could not run; empty if there was no winner
 */
public record CheckNote(boolean ran, String sentence) {
  /** Without a winner there is nothing to check. */
  public static final CheckNote NO_WINNER = new CheckNote(false, "");

  private static final String NOT_DONE = "not done: ";

  /** True if there is a winner that could not be checked. */
  public boolean missing() {
    return !ran && !sentence.isEmpty();
  }

  /** As {@code provenance.json} and the page have it. */
  public String forProvenance() {
    return missing() ? NOT_DONE + sentence : sentence.isEmpty() ? "no trial completed" : sentence;
  }

  /**
   * What it found up to the first semicolon, or all of why it could not run; empty without a
   * winner.
   */
  public String brief() {
    if (sentence.isEmpty()) {
      return "";
    }
    return ran ? "Checked: " + sentence.split("; ", 2)[0] + "." : "Not checked: " + sentence;
  }
}
