package dev.linesweep.fault;

import dev.linesweep.text.Printable;
import dev.linesweep.text.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the known fault behind a failure, in the whole chain of its causes. */
public final class Faults {
  private static final Pattern FRAME = Pattern.compile("\\s*(?:at \\S+\\(.*|\\.\\.\\. \\d+ .*)");

  /** What precedes each cause in the text of an executor's failure. */
  private static final String CAUSED_BY = "Caused by: ";

  /** The message of one of Linesweep's own exceptions, which includes the remedy. */
  private static final Pattern OURS =
      Pattern.compile("(?m)^dev\\.linesweep\\.(?!store\\.)[\\w.$]+: (.+)$");

  /** The message of a failure at a file: what could not be done, without a remedy. */
  private static final Pattern AT_FILE =
      Pattern.compile("(?m)^dev\\.linesweep\\.store\\.[\\w.$]+: (.+)$");

  private static final int LONGEST = 400;

  private Faults() {}

  /**
   * The known fault behind a failure; empty if the failure is unknown. If it happened at a file,
   * the fault names the file.
   */
  public static Optional<Fault> of(Throwable failure) {
    return ofMessages(text(failure));
  }

  /** As {@link #of}, from an executor's stack trace with its causes. */
  public static Optional<Fault> ofText(String stack) {
    return ofMessages(messages(stack.lines()));
  }

  private static Optional<Fault> ofMessages(String messages) {
    return Catalogue.RULES.stream()
        .flatMap(rule -> rule.match(messages).stream())
        .findFirst()
        .map(
            fault ->
                first(AT_FILE, messages)
                    .map(place -> new Fault(fault.blame(), place, fault.remedy()))
                    .orElse(fault));
  }

  /**
   * A failure in one line: the message of Linesweep's own exception, the known fault behind it, or
   * the innermost cause that has a message.
   */
  public static String line(Throwable failure) {
    String messages = text(failure);
    return first(OURS, messages)
        .or(() -> ofMessages(messages).map(Fault::text))
        .or(() -> first(AT_FILE, messages))
        .orElseGet(() -> innermost(failure));
  }

  private static Optional<String> first(Pattern pattern, String messages) {
    Matcher found = pattern.matcher(messages);
    return found.find() ? Optional.of(Secrets.scrubbed(found.group(1))) : Optional.empty();
  }

  private static String innermost(Throwable failure) {
    List<Throwable> chain = chain(failure);
    Throwable inner = failure;
    for (Throwable cause : chain) {
      inner = firstLine(cause).isEmpty() ? inner : cause;
    }
    String message = firstLine(inner);
    String name = inner.getClass().getSimpleName();
    return message.isEmpty() ? name : name + ": " + message;
  }

  private static String firstLine(Throwable cause) {
    String message = cause.getMessage() == null ? "" : cause.getMessage();
    List<String> lines =
        message.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    StringBuilder first = new StringBuilder(lines.isEmpty() ? "" : lines.get(0));
    for (int i = 1; i < lines.size() && continues(lines.get(i)); i++) {
      first.append(' ').append(lines.get(i));
    }
    return Printable.of(Secrets.scrubbed(first.toString()), LONGEST);
  }

  /** A line that begins with a small letter continues the sentence before it. */
  private static boolean continues(String line) {
    return Character.isLowerCase(line.charAt(0)) && !FRAME.matcher(line).matches();
  }

  /** The messages of all causes without the frames of stack traces. */
  private static String text(Throwable failure) {
    return messages(chain(failure).stream().flatMap(cause -> cause.toString().lines()));
  }

  private static String messages(Stream<String> lines) {
    return lines
        .filter(line -> !FRAME.matcher(line).matches())
        .map(line -> line.startsWith(CAUSED_BY) ? line.substring(CAUSED_BY.length()) : line)
        .collect(Collectors.joining("\n"));
  }

  /** A failure and its causes, the outermost first, each once. */
  public static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    Throwable next = failure;
    while (next != null && !chain.contains(next)) {
      chain.add(next);
      next = next.getCause();
    }
    return chain;
  }
}
