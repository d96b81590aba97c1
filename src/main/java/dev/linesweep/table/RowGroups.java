package dev.linesweep.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * Writes one Parquet file of groups of rows that were encoded elsewhere, on any thread. It has the
 * rows and the types of a {@link ParquetFile}.
 */
public final class RowGroups {
  private final ParquetFileWriter writer;

  /** Begins the file; the stream stays open. */
  public RowGroups(OutputStream out, List<? extends Column<?>> columns) throws IOException {
    this.writer =
        new ParquetFileWriter(
            new ParquetFile.Stream(out),
            ParquetFile.schema(columns),
            ParquetFileWriter.Mode.CREATE,
            ParquetFile.ROW_GROUP_BYTES,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
            ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_PAGE_WRITE_CHECKSUM_ENABLED,
            (FileEncryptionProperties) null);
    writer.start();
  }

  /** Rows as they stand in the file. */
  public static final class Encoded {
    private final byte[] file;

    private Encoded(byte[] file) {
      this.file = file;
    }
  }

  /** Encodes rows, which are held in memory. */
  public static Encoded encode(List<? extends Column<?>> columns, ParquetFile.Rows rows)
      throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ParquetFile.write(file, columns, rows);
    return new Encoded(file.toByteArray());
  }

  /** Adds rows that were encoded for the same columns. */
  public void add(Encoded rows) throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
    try (ParquetFileReader reader = ParquetFileReader.open(new InMemory(rows.file), options)) {
      reader.appendTo(writer);
    }
  }

  /** Ends the file. */
  public void finish() throws IOException {
    writer.end(Map.of());
  }

  private record InMemory(byte[] file) implements InputFile {
    @Override
    public long getLength() {
      return file.length;
    }

    @Override
    public SeekableInputStream newStream() {
      Bytes bytes = new Bytes(file);
      return new DelegatingSeekableInputStream(bytes) {
        @Override
        public long getPos() {
          return bytes.position();
        }

        @Override
        public void seek(long position) {
          bytes.moveTo(Math.toIntExact(position));
        }
      };
    }
  }

  private static final class Bytes extends ByteArrayInputStream {
    Bytes(byte[] bytes) {
      super(bytes);
    }

    int position() {
      return pos;
    }

    void moveTo(int position) {
      pos = position;
    }
  }
}
