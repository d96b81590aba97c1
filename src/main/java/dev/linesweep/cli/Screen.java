package dev.linesweep.cli;

import dev.linesweep.text.Printable;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * What a command prints to: the one gate to the terminal. Whatever text passes, from whatever file,
 * database or library it came, no escape sequence and no control or invisible formatting character
 * passes with it; only line feeds and tabs do.
 *
 * <p>The program's own sequences go through {@link #control}. Data for other programs go through
 * {@link #data}, which changes nothing unless it is a terminal that shows them.
 */
final class Screen extends PrintWriter {
  private final Writer open;
  private final boolean terminal;

  private Screen(Writer open, boolean terminal) {
    super(new Gate(open), true);
    this.open = open;
    this.terminal = terminal;
  }

  /** Prints to a stream in UTF-8, line by line. */
  static Screen on(OutputStream stream, boolean terminal) {
    return new Screen(new OutputStreamWriter(stream, StandardCharsets.UTF_8), terminal);
  }

  /** The screen that a command was given, or one on top of another writer. */
  static Screen of(PrintWriter writer) {
    return writer instanceof Screen screen ? screen : new Screen(writer, false);
  }

  /** Prints a sequence of the program's own, such as a colour or the erasing of a line. */
  void control(String sequence) {
    try {
      open.write(sequence);
    } catch (IOException e) {
      setError();
    }
  }

  /**
   * For what programs read: on a terminal this screen, otherwise what leaves each byte as it is.
   */
  PrintWriter data() {
    return terminal ? this : new PrintWriter(open, true);
  }

  private static final class Gate extends FilterWriter {
    Gate(Writer open) {
      super(open);
    }

    @Override
    public void write(int character) throws IOException {
      write(Character.toString((char) character), 0, 1);
    }

    @Override
    public void write(char[] characters, int from, int length) throws IOException {
      write(new String(characters, from, length), 0, length);
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
      out.write(Printable.lines(text.substring(from, from + length)));
    }
  }
}
