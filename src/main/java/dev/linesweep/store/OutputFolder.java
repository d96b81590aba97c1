package dev.linesweep.store;

import dev.linesweep.result.OutputFile;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.table.Column;
import dev.linesweep.table.ParquetFile;
import dev.linesweep.table.ParquetRows;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The output folder of a sweep, at any Hadoop URI: its files by name, its identity, and its lock.
 * Opening only reads; {@link #claim} is the first to write. Files that Linesweep does not know are
 * not touched.
 */
public final class OutputFolder {
  private final Configuration hadoop;
  private final Path root;
  private volatile boolean claimed;

  private OutputFolder(Configuration hadoop, Path root) {
    this.hadoop = hadoop;
    this.root = root;
  }

  /**
   * Looks at the folder for a run. Nothing is written.
   *
   * @param fresh whether an earlier sweep there, of any identity, is to be removed
   * @throws JobException if it is a file, holds something else, or belongs to another sweep
   * @throws IOException if it cannot be written
   */
  public static OutputFolder forRun(
      Configuration hadoop, Path path, Identity identity, boolean fresh) throws IOException {
    OutputFolder folder = new OutputFolder(hadoop, LocalFiles.qualify(hadoop, path));
    new FolderClaim(hadoop, folder, identity, fresh).requireUsable();
    return folder;
  }

  /**
   * Opens the folder of a sweep for reading.
   *
   * @throws JobException if there is none
   */
  public static OutputFolder existing(Configuration hadoop, Path path) throws IOException {
    OutputFolder folder = new OutputFolder(hadoop, LocalFiles.qualify(hadoop, path));
    if (folder.identity().isEmpty()) {
      throw new JobException(
          folder + " holds no sweep. Give the --out folder of a run that has begun.");
    }
    return folder;
  }

  /** The folder at a qualified path, without a check of its content. */
  static OutputFolder at(Configuration hadoop, Path path) {
    return new OutputFolder(hadoop, path);
  }

  public Path root() {
    return root;
  }

  public Path file(OutputFile file) {
    return file(file.path());
  }

  /** Returns a file of the folder, for example {@code best/model.json}. */
  public Path file(String name) {
    return new Path(root, name);
  }

  public Path summary() {
    return file(OutputFile.SUMMARY);
  }

  public Path trials() {
    return file(OutputFile.TRIALS);
  }

  public Path report() {
    return file(OutputFile.REPORT);
  }

  public Path job() {
    return file(OutputFile.JOB);
  }

  public Path journal() {
    return file(OutputFile.JOURNAL);
  }

  /**
   * Replaces one of its files as a whole.
   *
   * @throws IOException also if this run has claimed the folder and it was removed since: it must
   *     not come back with only some of its files
   */
  public void write(Path file, AtomicFile.Content content) throws IOException {
    requireThere(null);
    try {
      AtomicFile.write(hadoop, file, content);
    } catch (IOException e) {
      requireThere(e);
      throw e;
    }
  }

  public void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether this run has claimed the folder and it was removed since. */
  public boolean isRemoved() throws IOException {
    return claimed && !exists(identityFile().path());
  }

  private void requireThere(@Nullable IOException cause) throws IOException {
    if (isRemoved()) {
      throw new IOException(removed(), cause);
    }
  }

  /** The message when it was removed. */
  public String removed() {
    return "the output folder %s was removed while the sweep ran. Run the same command again to start over."
        .formatted(this);
  }

  /** Replaces one of its files as a whole with a table in Parquet. */
  public void writeTable(Path file, List<? extends Column<?>> columns, ParquetFile.Rows rows)
      throws IOException {
    write(file, out -> ParquetFile.write(out, columns, rows));
  }

  /**
   * The rows of one of its tables.
   *
   * @throws JobException if it does not exist yet; reading fails if it is damaged
   */
  public ParquetRows rows(Path file) throws IOException {
    try {
      return ParquetRows.of(hadoop, file, () -> damaged(file));
    } catch (FileNotFoundException e) {
      throw unended(file);
    }
  }

  /**
   * Throws if no run of the sweep has written its tables yet.
   *
   * @throws JobException with what to do
   */
  public void requireEnded() throws IOException {
    for (Path file : List.of(trials(), job())) {
      if (!exists(file)) {
        throw unended(file);
      }
    }
  }

  /**
   * Opens one of its files.
   *
   * @throws JobException if it is not there yet, with what to do
   */
  public InputStream open(Path file) throws IOException {
    try {
      return fileSystem().open(file);
    } catch (FileNotFoundException e) {
      throw unended(file);
    }
  }

  /**
   * Reads one of its files as a text in UTF-8.
   *
   * @throws JobException if it is not there yet, with what to do
   */
  public String text(Path file) throws IOException {
    try (InputStream in = open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * The job as it was resolved.
   *
   * @throws JobException if it is not there yet, or cannot be read
   */
  public SweepSpec spec() throws IOException {
    return SpecReader.read(text(job()), job().toString(), List.of());
  }

  /** The message for a missing file that a run writes when it ends. */
  public JobException unended(Path file) {
    String name = root.toUri().relativize(file.toUri()).getPath();
    return new JobException(
        "%s has no %s: its sweep has not ended%s. Run the sweep again, then this command."
            .formatted(
                this,
                name,
                name.startsWith(OutputFile.BEST.shown())
                    ? ", or none of its trials completed"
                    : ""));
  }

  /** The message for an output that cannot be read. */
  public static JobException damaged(Path file) {
    return new JobException(
        "%s is damaged. Run the sweep again: it writes the file anew and trains nothing twice."
            .formatted(LocalFiles.display(file)));
  }

  /** The identity of the folder; empty if no sweep has begun. */
  public Optional<Identity> identity() throws IOException {
    return identityFile().read(this);
  }

  boolean belongsTo(Identity other) throws IOException {
    try {
      return identity().filter(other::equals).isPresent();
    } catch (JobException e) {
      return false;
    }
  }

  /** The trials in its tables. */
  public FolderTrials jobTrials() {
    return new FolderTrials(this);
  }

  /** Writes the job, so that its grid is known, unless there are tables of an earlier one. */
  public void begin(String job) throws IOException {
    if (!exists(summary()) && !exists(trials())) {
      write(job(), job);
    }
  }

  /** A claimed folder: locked until closed. */
  public record Claim(FolderLock lock, List<String> removed) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      lock.close();
    }
  }

  /**
   * Creates the folder, locks it, looks again, and writes its identity.
   *
   * @param fresh whether an earlier sweep is removed; {@link Claim#removed} lists what was
   * @throws JobException if another driver holds it
   * @throws IOException if it cannot be written
   */
  public Claim claim(
      Identity identity, boolean fresh, FolderLock.Holder holder, FolderLock.Watcher watcher)
      throws IOException {
    Claim claim = new FolderClaim(hadoop, this, identity, fresh).take(holder, watcher);
    claimed = true;
    return claim;
  }

  IdentityFile identityFile() {
    return new IdentityFile(hadoop, new Path(journal(), IdentityFile.NAME));
  }

  private FileSystem fileSystem() throws IOException {
    return root.getFileSystem(hadoop);
  }

  public void remove(Path path) throws IOException {
    fileSystem().delete(path, true);
  }

  public FileStatus status(Path path) throws IOException {
    return fileSystem().getFileStatus(path);
  }

  public boolean exists(Path path) throws IOException {
    return fileSystem().exists(path);
  }

  @Override
  public String toString() {
    return LocalFiles.display(root);
  }
}
