package dev.linesweep.text;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as users type them: {@code 90s}, {@code 10m} or {@code 1h30m}. */
public final class Durations {
  /** The remedy for any other text. */
  public static final String FORM = "Write hours, minutes and seconds as in 90s, 10m or 1h30m.";

  private static final Pattern TYPED =
      Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9})s)?");

  private Durations() {}

  /** The duration; empty if the text is not a duration, or not longer than zero. */
  public static Optional<Duration> parse(String text) {
    Matcher typed = TYPED.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!typed.matches()) {
      return Optional.empty();
    }
    Duration duration =
        Duration.ofHours(part(typed, 1)).plusMinutes(part(typed, 2)).plusSeconds(part(typed, 3));
    return Optional.of(duration).filter(found -> !found.isZero());
  }

  private static long part(Matcher typed, int group) {
    String digits = typed.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** The duration as a user types it: 90 seconds are {@code 1m30s}. */
  public static String text(Duration duration) {
    return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }
}
