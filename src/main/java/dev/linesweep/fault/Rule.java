package dev.linesweep.fault;

import dev.linesweep.fault.Fault.Blame;
import dev.linesweep.text.Printable;
import dev.linesweep.text.Secrets;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern over the messages of a failure, and the fault that it stands for.
 *
 * @param what may have {@code {1}} for the pattern's first group, and so on; likewise the remedy
 */
record Rule(Blame blame, Pattern pattern, String what, String remedy) {
  private static final int LONGEST = 200;
  private static final Pattern GROUP = Pattern.compile("\\{(\\d)}");

  static Rule command(String pattern, String what, String remedy) {
    return new Rule(Blame.COMMAND, Pattern.compile(pattern), what, remedy);
  }

  static Rule machines(String pattern, String what, String remedy) {
    return new Rule(Blame.MACHINES, Pattern.compile(pattern), what, remedy);
  }

  Optional<Fault> match(String messages) {
    Matcher found = pattern.matcher(messages);
    return found.find()
        ? Optional.of(new Fault(blame, filled(what, found), filled(remedy, found)))
        : Optional.empty();
  }

  private static String filled(String text, MatchResult found) {
    return GROUP
        .matcher(text)
        .replaceAll(
            group ->
                Matcher.quoteReplacement(value(found.group(Integer.parseInt(group.group(1))))));
  }

  private static String value(String found) {
    return found == null ? "" : Printable.of(Secrets.scrubbed(found.strip()), LONGEST);
  }
}
