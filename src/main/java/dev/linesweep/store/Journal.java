package dev.linesweep.store;

import dev.linesweep.result.BlockSource;
import dev.linesweep.result.TrainedBlock;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The durable record of trained blocks: one file per block, complete or absent, never changed.
 *
 * <p>A file's name is the number of its run, then a hash of its trajectories and epochs: a retried
 * or speculative copy of a block is the same file, and the blocks of earlier runs come first. Names
 * sort in the order of reading. An incomplete or damaged file is set aside under {@code *.corrupt}
 * with a warning; its trajectories count as never trained.
 *
 * <p>Executors {@link #write}; the driver opens the journal, and sees the files that existed then.
 * The blocks of an ordinary sweep are decoded once and kept; those of a large sweep are read again
 * for each pass.
 */
public final class Journal implements BlockSource {
  private static final String CORRUPT = ".corrupt";

  /** The most bytes of a journal whose blocks are kept once they are decoded. */
  private static final long KEPT_BYTES = 32L << 20;

  private final Configuration hadoop;
  private final Path folder;
  private final Consumer<String> warnings;
  private final long keptBytes;
  private List<Path> files;
  private List<TrainedBlock> kept = List.of();

  private Journal(
      Configuration hadoop,
      Path folder,
      Consumer<String> warnings,
      long keptBytes,
      List<Path> files) {
    this.hadoop = hadoop;
    this.folder = folder;
    this.warnings = warnings;
    this.keptBytes = keptBytes;
    this.files = files;
  }

  /**
   * Lists the journal; a missing folder is an empty journal.
   *
   * @param warnings gets a message for each file that is set aside
   */
  public static Journal open(Configuration hadoop, Path folder, Consumer<String> warnings)
      throws IOException {
    return open(hadoop, folder, warnings, KEPT_BYTES);
  }

  static Journal open(Configuration hadoop, Path folder, Consumer<String> warnings, long keptBytes)
      throws IOException {
    Path qualified = LocalFiles.qualify(hadoop, folder);
    return new Journal(hadoop, qualified, warnings, keptBytes, list(hadoop, qualified));
  }

  /**
   * Throws if the folder that a run has claimed was removed. Runs on executors, so that none
   * creates it again.
   */
  public static void requireThere(Configuration hadoop, Path folder) throws IOException {
    Path identity = LocalFiles.qualify(hadoop, new Path(folder, IdentityFile.NAME));
    boolean there =
        LocalFiles.isLocal(identity)
            ? Files.exists(LocalFiles.of(identity))
            : identity.getFileSystem(hadoop).exists(identity);
    if (!there) {
      throw new FileNotFoundException("the output folder was removed while the sweep ran");
    }
  }

  /**
   * Makes the block durable. Runs on executors.
   *
   * @param run from {@link #nextRun()}
   * @return the file
   */
  public static Path write(Configuration hadoop, Path folder, int run, TrainedBlock block)
      throws IOException {
    byte[] bytes = BlockFormat.encode(block);
    Path file =
        new Path(folder, JournalNames.block(run, block.trajectories(), block.snapshots().epochs()));
    AtomicFile.write(hadoop, file, out -> out.write(bytes));
    return file;
  }

  /**
   * The block of exactly these trajectories and epochs that a run has journalled; empty if there is
   * none, or if the file is damaged. Runs on executors.
   */
  public static Optional<TrainedBlock> find(
      Configuration hadoop, Path folder, int run, long[] trajectories, int[] epochs)
      throws IOException {
    Path qualified = LocalFiles.qualify(hadoop, folder);
    try {
      return Optional.of(
          BlockFormat.decode(
              bytes(hadoop, new Path(qualified, JournalNames.block(run, trajectories, epochs)))));
    } catch (FileNotFoundException
        | java.nio.file.NoSuchFileException
        | BlockFormat.CorruptException e) {
      return Optional.empty();
    }
  }

  static void delete(Configuration hadoop, Path file) throws IOException {
    if (LocalFiles.isLocal(file)) {
      Files.deleteIfExists(LocalFiles.of(file));
    } else {
      file.getFileSystem(hadoop).delete(file, false);
    }
  }

  /** The number of blocks, and their total length. */
  static String size(Configuration hadoop, Path folder) throws IOException {
    long blocks = 0;
    long bytes = 0;
    for (FileStatus status : FolderFiles.of(hadoop, folder)) {
      if (JournalNames.isBlock(status.getPath().getName())) {
        blocks++;
        bytes += status.getLen();
      }
    }
    return "%d blocks, %d bytes".formatted(blocks, bytes);
  }

  /** The number for the next run in this folder, which sorts after all others. */
  public int nextRun() {
    return files.isEmpty() ? 1 : 1 + JournalNames.run(files.get(files.size() - 1).getName());
  }

  public int fileCount() {
    return files.size();
  }

  @Override
  public void forEach(Consumer<TrainedBlock> consumer) throws IOException {
    forEachFile((file, block) -> consumer.accept(block));
  }

  /** Takes a block and the number of its file, which {@link #read} takes. */
  @FunctionalInterface
  public interface Visitor {
    void visit(int file, TrainedBlock block) throws IOException;
  }

  /** Gives every block in order; reads them one at a time, unless they are few and kept. */
  public void forEachFile(Visitor visitor) throws IOException {
    if (kept.size() < files.size()) {
      readEachFile(visitor);
      return;
    }
    for (int file = 0; file < kept.size(); file++) {
      visitor.visit(file, kept.get(file));
    }
  }

  private void readEachFile(Visitor visitor) throws IOException {
    try (ReadAhead ahead = new ReadAhead(files, file -> bytes(hadoop, file))) {
      readEachFile(ahead, visitor);
    }
  }

  private void readEachFile(ReadAhead ahead, Visitor visitor) throws IOException {
    List<Path> whole = new ArrayList<>(files.size());
    List<TrainedBlock> decoded = new ArrayList<>();
    long length = 0;
    for (Path file : files) {
      byte[] bytes = ahead.next();
      TrainedBlock block;
      try {
        block = BlockFormat.decode(bytes);
      } catch (BlockFormat.CorruptException e) {
        setAside(file, String.valueOf(e.getMessage()));
        continue;
      } catch (IOException e) {
        throw new IOException(LocalFiles.display(file) + ": " + e.getMessage(), e);
      }
      whole.add(file);
      length += bytes.length;
      if (length <= keptBytes) {
        decoded.add(block);
      } else {
        decoded.clear();
      }
      visitor.visit(whole.size() - 1, block);
    }
    files = whole;
    kept = decoded;
  }

  /** One block, by the number of its file in the last whole reading. */
  public TrainedBlock read(int file) throws IOException {
    return file < kept.size() ? kept.get(file) : BlockFormat.decode(bytes(hadoop, files.get(file)));
  }

  static byte[] bytes(Configuration hadoop, Path file) throws IOException {
    if (LocalFiles.isLocal(file)) {
      return Files.readAllBytes(LocalFiles.of(file));
    }
    try (FSDataInputStream in = file.getFileSystem(hadoop).open(file)) {
      return ((InputStream) in).readAllBytes();
    }
  }

  private void setAside(Path file, String reason) throws IOException {
    Path aside = new Path(folder, file.getName() + CORRUPT);
    if (LocalFiles.isLocal(file)) {
      Files.move(
          LocalFiles.of(file),
          LocalFiles.of(aside),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } else {
      FileSystem files = file.getFileSystem(hadoop);
      files.delete(aside, false);
      files.rename(file, aside);
    }
    warnings.accept(
        "%s is damaged: %s. It is set aside as %s, and its trajectories are trained again."
            .formatted(LocalFiles.display(file), reason, aside.getName()));
  }

  private static List<Path> list(Configuration hadoop, Path folder) throws IOException {
    List<Path> files = named(hadoop, folder, JournalNames.BLOCK);
    files.removeIf(file -> !JournalNames.isBlock(file.getName()));
    files.sort((a, b) -> a.getName().compareTo(b.getName()));
    return files;
  }

  static List<Path> named(Configuration hadoop, Path folder, String suffix) throws IOException {
    List<Path> files = new ArrayList<>();
    try {
      if (LocalFiles.isLocal(folder)) {
        try (var entries = Files.newDirectoryStream(LocalFiles.of(folder), "*" + suffix)) {
          entries.forEach(entry -> files.add(new Path(folder, entry.getFileName().toString())));
        }
      } else {
        for (FileStatus status : folder.getFileSystem(hadoop).listStatus(folder)) {
          files.add(status.getPath());
        }
        files.removeIf(file -> !file.getName().endsWith(suffix));
      }
    } catch (FileNotFoundException | java.nio.file.NoSuchFileException e) {
      return new ArrayList<>();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return files;
  }
}
