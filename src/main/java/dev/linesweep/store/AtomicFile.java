package dev.linesweep.store;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serial;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Replaces a file as a whole: a reader sees either the old bytes or the new ones, whichever process
 * is killed at any time.
 *
 * <p>On {@code file:} the bytes go to a temporary name in the same folder, are forced to the disk,
 * and NIO moves them into place (Hadoop's local file system would move file and checksum one after
 * the other). Object stores show a file only when its single put ends. On all other file systems a
 * temporary file is renamed over the old one by {@link FileContext}.
 */
public final class AtomicFile {
  /** The suffix of temporary names; such files are left by killed processes and are never read. */
  static final String TEMPORARY = ".tmp";

  private static final Pattern LEFTOVER = Pattern.compile("\\..+\\.[0-9a-f]{8}\\.tmp");

  private static final int BUFFER = 1 << 16;
  private static final Set<String> OBJECT_STORES =
      Set.of(
          "s3", "s3a", "s3n", "gs", "oss", "obs", "cos", "cosn", "wasb", "wasbs", "tos", "swift");

  private AtomicFile() {}

  /** Writes a file's content. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes the file, and creates its folder if necessary.
   *
   * @throws IOException naming the file and the reason; the old file is then unchanged and no
   *     temporary file is left
   */
  public static void write(Configuration hadoop, Path target, Content content) throws IOException {
    Path file = LocalFiles.qualify(hadoop, target);
    try {
      if (LocalFiles.isLocal(file)) {
        writeLocal(LocalFiles.of(file), content);
      } else if (OBJECT_STORES.contains(file.toUri().getScheme().toLowerCase(Locale.ROOT))) {
        put(hadoop, file, content);
      } else {
        renameInto(hadoop, file, content);
      }
    } catch (NotWrittenException e) {
      throw e;
    } catch (IOException e) {
      throw new NotWrittenException(file, e);
    }
  }

  /** Names the file; of nested writes only the inner file is named. */
  private static final class NotWrittenException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    NotWrittenException(Path file, IOException cause) {
      super("cannot write " + LocalFiles.display(file) + ": " + reason(cause), cause);
    }
  }

  /** Writes the text in UTF-8. */
  public static void write(Configuration hadoop, Path target, String text) throws IOException {
    write(hadoop, target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void writeLocal(java.nio.file.Path target, Content content) throws IOException {
    java.nio.file.Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      throw new FileNotFoundException("it is a root folder");
    }
    Files.createDirectories(folder);
    java.nio.file.Path temporary = folder.resolve(temporaryName(target.getFileName().toString()));
    try {
      try (FileChannel channel =
              FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER)) {
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      move(temporary, target);
      forceFolder(folder);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void move(java.nio.file.Path from, java.nio.file.Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Makes the new name durable; not every platform can open a folder. */
  private static void forceFolder(java.nio.file.Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows; the name is then as durable as its file system makes it.
    }
  }

  private static void put(Configuration hadoop, Path file, Content content) throws IOException {
    FSDataOutputStream raw = file.getFileSystem(hadoop).create(file, true);
    boolean whole = false;
    try {
      OutputStream out = new BufferedOutputStream(raw, BUFFER);
      content.writeTo(out);
      out.flush();
      whole = true;
    } finally {
      if (!whole && raw.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
        raw.abort();
      }
      raw.close();
    }
  }

  private static void renameInto(Configuration hadoop, Path file, Content content)
      throws IOException {
    FileContext files = context(hadoop, file);
    Path temporary = new Path(file.getParent(), temporaryName(file.getName()));
    boolean moved = false;
    try {
      try (FSDataOutputStream raw =
          files.create(
              temporary,
              EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE),
              Options.CreateOpts.createParent())) {
        OutputStream out = new BufferedOutputStream(raw, BUFFER);
        content.writeTo(out);
        out.flush();
        raw.hsync();
      }
      files.rename(temporary, file, Options.Rename.OVERWRITE);
      moved = true;
    } finally {
      if (!moved) {
        deleteQuietly(files, temporary);
      }
    }
  }

  private static FileContext context(Configuration hadoop, Path file) throws IOException {
    try {
      return FileContext.getFileContext(file.toUri(), hadoop);
    } catch (UnsupportedFileSystemException e) {
      FileSystem known = file.getFileSystem(hadoop);
      throw new IOException(
          known.getUri()
              + " has no atomic rename (no AbstractFileSystem). Maybe set fs.AbstractFileSystem."
              + file.toUri().getScheme()
              + ".impl?",
          e);
    }
  }

  private static void deleteQuietly(FileContext files, Path temporary) {
    try {
      files.delete(temporary, false);
    } catch (IOException e) {
      // The first failure is the one to report.
    }
  }

  /** Hidden from Spark's and Hadoop's listings by its first character. */
  private static String temporaryName(String name) {
    return "." + name + "." + UUID.randomUUID().toString().substring(0, 8) + TEMPORARY;
  }

  /** Whether this is the name of a file that was never finished, or is being written. */
  static boolean isLeftover(String name) {
    return LEFTOVER.matcher(name).matches();
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : describe(e);
  }

  private static String describe(IOException e) {
    return e instanceof java.nio.file.FileSystemException file && file.getReason() == null
        ? e.getClass().getSimpleName().replace("Exception", "") + " " + file.getFile()
        : String.valueOf(e.getMessage()).lines().findFirst().orElse(""); // a server adds its stack
  }
}
