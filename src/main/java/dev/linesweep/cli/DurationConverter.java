package dev.linesweep.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration such as {@code 90s}, {@code 10m} or {@code 1h30m}. */
final class DurationConverter implements ITypeConverter<Duration> {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9})s)?");

  @Override
  public Duration convert(String text) {
    Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    Duration duration =
        form.matches()
            ? Duration.ofHours(part(form, 1)).plusMinutes(part(form, 2)).plusSeconds(part(form, 3))
            : Duration.ZERO;
    if (duration.isZero()) {
      throw new TypeConversionException(
          "'%s' is not a time. Write hours, minutes and seconds as in 90s, 10m or 1h30m."
              .formatted(text));
    }
    return duration;
  }

  private static long part(Matcher form, int group) {
    return form.group(group) == null ? 0 : Long.parseLong(form.group(group));
  }
}
