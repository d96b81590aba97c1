package dev.linesweep.cli;

import dev.linesweep.spec.Choice;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads one of an enum's constants in whatever case; what is none of them is answered as in the job
 * file.
 */
record ChoiceConverter<E extends Enum<E>>(E[] choices) implements ITypeConverter<E> {
  @Override
  public E convert(String text) {
    return Choice.of(choices, text.toLowerCase(Locale.ROOT))
        .orElseThrow(() -> new TypeConversionException(Choice.expected(choices, text)));
  }
}
