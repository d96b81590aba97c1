package dev.linesweep.spark.table.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CodecPool;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.Decompressor;

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

  Path path() {
    return new Path(URI.create(uri));
  }

  /** The bytes as they lie there. */
  InputStream raw(Configuration hadoop) throws IOException {
    return new BufferedInputStream(path().getFileSystem(hadoop).open(path()), 1 << 16);
  }

  /** The bytes, decompressed where the name says that they are compressed. */
  InputStream open(Configuration hadoop) throws IOException {
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path());
    if (codec == null) {
      return raw(hadoop);
    }
    Decompressor decompressor = CodecPool.getDecompressor(codec);
    InputStream in = codec.createInputStream(raw(hadoop), decompressor);
    return new BufferedInputStream(in, 1 << 16) {
      @Override
      public void close() throws IOException {
        super.close();
        CodecPool.returnDecompressor(decompressor);
      }
    };
  }

  /** Up to this many of the first bytes. */
  byte[] head(Configuration hadoop, int length) throws IOException {
    try (InputStream in = open(hadoop)) {
      return in.readNBytes(length);
    }
  }
}
