package dev.linesweep.spark.table.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The encoding of a text file, found from its bytes: UTF-16 by its byte order mark or by the zero
 * bytes of ASCII characters, else UTF-8 if the bytes are valid, else Windows-1252.
 *
 * @param charset its name for Java and Spark
 * @param firstForeign the line of the first byte that is not UTF-8; 0 if all bytes are
 * @param mixed whether other bytes are UTF-8 beyond ASCII, so that no single encoding fits
 */
record Encoding(String charset, long firstForeign, boolean mixed) {
  static final String UTF_8 = "UTF-8";
  static final String WINDOWS = "windows-1252";

  /** Bytes of a file, or of its beginning, which may end within a character. */
  static Encoding of(InputStream bytes) throws IOException {
    bytes.mark(1 << 12);
    Optional<String> wide = utf16(bytes.readNBytes(1 << 12));
    bytes.reset();
    if (wide.isPresent()) {
      return new Encoding(wide.get(), 0, false);
    }
    Utf8Check check = new Utf8Check();
    check.read(bytes);
    return check.foreign == 0
        ? new Encoding(UTF_8, 0, false)
        : new Encoding(WINDOWS, check.firstForeignLine, check.wide > 0);
  }

  /** UTF-16LE or UTF-16BE, if the bytes look like one of them. */
  static Optional<String> utf16(byte[] head) {
    if (head.length >= 2 && (head[0] & 0xFF) == 0xFF && (head[1] & 0xFF) == 0xFE) {
      return Optional.of("UTF-16LE");
    }
    if (head.length >= 2 && (head[0] & 0xFF) == 0xFE && (head[1] & 0xFF) == 0xFF) {
      return Optional.of("UTF-16BE");
    }
    int pairs = Math.min(head.length, 1 << 12) / 2;
    int first = 0;
    int second = 0;
    for (int i = 0; i < pairs; i++) {
      first += head[2 * i] == 0 ? 1 : 0;
      second += head[2 * i + 1] == 0 ? 1 : 0;
    }
    if (pairs >= 4 && second > 0.7 * pairs && first == 0) {
      return Optional.of("UTF-16LE");
    }
    return pairs >= 4 && first > 0.7 * pairs && second == 0
        ? Optional.of("UTF-16BE")
        : Optional.empty();
  }

  /** Decodes bytes as UTF-8 and counts those that are not valid. */
  private static final class Utf8Check {
    private final CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer out = CharBuffer.allocate(1 << 16);
    private long lines = 1;
    private long foreign;
    private long firstForeignLine;
    private long wide;

    void read(InputStream bytes) throws IOException {
      ByteBuffer in = ByteBuffer.allocate(1 << 16);
      for (int got; (got = bytes.read(in.array(), in.position(), in.remaining())) >= 0; ) {
        in.position(in.position() + got).flip();
        decode(in);
        in.compact();
      }
    }

    private void decode(ByteBuffer in) {
      CoderResult result;
      do {
        result = decoder.decode(in, out, false);
        count();
        if (result.isMalformed() || result.isUnmappable()) {
          in.position(in.position() + result.length());
          firstForeignLine = foreign++ == 0 ? lines : firstForeignLine;
        }
      } while (!result.isUnderflow());
    }

    private void count() {
      out.flip();
      while (out.hasRemaining()) {
        char c = out.get();
        lines += c == '\n' ? 1 : 0;
        wide += c > 0x7F && c != '\uFEFF' ? 1 : 0;
      }
      out.clear();
    }
  }
}
