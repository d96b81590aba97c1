package dev.linesweep.cli;

import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/**
 * Colour on standard error: only on a terminal, and never if {@code NO_COLOR} is set (no-color.org)
 * or the terminal is dumb.
 */
final class Colour {
  private final Ansi ansi;

  private Colour(boolean on) {
    this.ansi = on ? Ansi.ON : Ansi.OFF;
  }

  /** What the launcher says of standard error, and the environment of colour. */
  static Colour ofStandardError() {
    return of(Terminal.showsErrors(), System.getenv());
  }

  static Colour of(boolean terminal, Map<String, String> environment) {
    boolean unwanted =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    return new Colour(terminal && !unwanted);
  }

  /** The word before a message about something that went wrong. */
  String error() {
    return ansi.string("@|bold,red error:|@");
  }

  /** A progress bar such as {@code [###---]}, without the text behind it. */
  String bar(String bar) {
    return ansi.string("@|green " + bar + "|@");
  }
}
