package dev.linesweep.spark.table.file;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.GzipCodec;

/**
 * A data file, in any of Hadoop's file systems.
 *
 * @param shown its name in messages
 */
public record SourceFile(String uri, String shown) implements java.io.Serializable {

  /** The name without its folder. */
  public String name() {
    return path().getName();
  }

  /** Whether a folder in the path has a name such as year=2024 that begins with this text. */
  boolean isInFolder(String start) {
    return Stream.iterate(path().getParent(), Objects::nonNull, Path::getParent)
        .map(Path::getName)
        .anyMatch(name -> name.startsWith(start) && name.contains("="));
  }

  Path path() {
    return new Path(URI.create(uri));
  }

  /** The bytes of the file, not decompressed. */
  InputStream raw(Configuration hadoop) throws IOException {
    return new BufferedInputStream(path().getFileSystem(hadoop).open(path()), 1 << 16);
  }

  /** The bytes, decompressed if the name says that they are compressed. */
  InputStream open(Configuration hadoop) throws IOException {
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path());
    if (codec == null) {
      return raw(hadoop);
    }
    requireCompressed(codec, hadoop);
    try {
      return new BufferedInputStream(codec.createInputStream(raw(hadoop)), 1 << 16);
    } catch (RuntimeException | LinkageError withoutNativeCode) {
      throw new IOException(
          "%s files cannot be decompressed here. Decompress it first, and use the result instead"
              .formatted(codec.getDefaultExtension()),
          withoutNativeCode);
    }
  }

  private void requireCompressed(CompressionCodec codec, Configuration hadoop) throws IOException {
    int first = codec instanceof GzipCodec ? 0x1F : codec instanceof BZip2Codec ? 'B' : -1;
    try (InputStream in = raw(hadoop)) {
      if (first >= 0 && in.read() != first) {
        String plain = name().substring(0, name().length() - codec.getDefaultExtension().length());
        throw new IOException(
            "its name ends with %s, but it is not compressed. Rename it to %s"
                .formatted(codec.getDefaultExtension(), Excerpt.of(plain)));
      }
    }
  }

  /** What a failure to read the bytes means for the user. */
  String told(IOException failure) {
    boolean cut =
        failure instanceof EOFException
            || String.valueOf(failure.getMessage()).startsWith("Unexpected end of");
    return cut
        ? shown + " is cut off: its compressed bytes end too early. Copy or download it again"
        : "%s cannot be read: %s".formatted(shown, Excerpt.of(failure));
  }

  /** The first bytes, up to this number. */
  byte[] head(Configuration hadoop, int length) throws IOException {
    try (InputStream in = open(hadoop)) {
      return in.readNBytes(length);
    }
  }
}
