package dev.linesweep.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.linesweep.spec.JobException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The output folder of a sweep, at any Hadoop URI: its files by name, whom it belongs to, and who
 * works in it. Opening only looks; {@link #claim} is the first to write. Files that Linesweep does
 * not know are left alone.
 */
public final class OutputFolder {
  private static final String JOURNAL = "journal";
  private static final String FORMAT_FILE = "format.json";
  private static final String FORMAT = "linesweep journal " + BlockFormat.VERSION;

  /** What Linesweep writes, and all that {@code --fresh} removes. */
  private static final List<String> OURS =
      List.of(
          "summary.csv",
          "trials.parquet",
          "curves.parquet",
          "best",
          "report.html",
          "job.yaml",
          "provenance.json",
          "status.json",
          JOURNAL);

  private final Configuration hadoop;
  private final Path root;

  private OutputFolder(Configuration hadoop, Path root) {
    this.hadoop = hadoop;
    this.root = root;
  }

  /** The folder of a sweep that has none by name: {@code runs/<name>-<8 digits>}. */
  public static Path defaultPath(Path runs, String name, Identity identity) {
    return new Path(runs, name.replaceAll("[/\\\\:\\s]+", "_") + "-" + identity.digits());
  }

  /**
   * Looks at the folder for a run. Nothing is written.
   *
   * @param fresh whether an earlier sweep there, of whatever identity, is to be removed
   * @throws JobException where it is a file, holds something else, or belongs to another sweep
   * @throws IOException where it cannot be written
   */
  public static OutputFolder forRun(
      Configuration hadoop, Path path, Identity identity, boolean fresh) throws IOException {
    OutputFolder folder = new OutputFolder(hadoop, LocalFiles.qualify(hadoop, path));
    folder.requireUsable(identity, fresh);
    return folder;
  }

  /**
   * Opens the folder of a sweep for reading.
   *
   * @throws JobException where there is none
   */
  public static OutputFolder existing(Configuration hadoop, Path path) throws IOException {
    OutputFolder folder = new OutputFolder(hadoop, LocalFiles.qualify(hadoop, path));
    if (folder.identity().isEmpty()) {
      throw new JobException(
          folder + " holds no sweep. Give the --out folder of a run that has begun.");
    }
    return folder;
  }

  /**
   * The folder that a user names for reading.
   *
   * @param out empty for the latest under {@code runs}
   * @throws JobException where there is none
   */
  public static OutputFolder named(Configuration hadoop, String out) throws IOException {
    return out.isEmpty() ? latest(hadoop, new Path("runs")) : existing(hadoop, new Path(out));
  }

  /**
   * The sweep under {@code runs} that was written to last.
   *
   * @throws JobException where there is none
   */
  public static OutputFolder latest(Configuration hadoop, Path runs) throws IOException {
    Path qualified = LocalFiles.qualify(hadoop, runs);
    OutputFolder latest = null;
    long latestTime = Long.MIN_VALUE;
    for (FileStatus status : list(hadoop, qualified)) {
      OutputFolder folder = new OutputFolder(hadoop, status.getPath());
      long time = status.isDirectory() ? folder.lastWritten() : Long.MIN_VALUE;
      if (time > latestTime) {
        latest = folder;
        latestTime = time;
      }
    }
    if (latest == null) {
      throw new JobException(
          LocalFiles.display(qualified) + " holds no sweep. Run one first, or name its folder.");
    }
    return latest;
  }

  private long lastWritten() throws IOException {
    if (!exists(formatFile())) {
      return Long.MIN_VALUE;
    }
    long latest = fileSystem().getFileStatus(formatFile()).getModificationTime();
    for (FileStatus status : list(hadoop, root)) {
      latest = Math.max(latest, status.getModificationTime());
    }
    return latest;
  }

  public Path root() {
    return root;
  }

  /** A file of the folder, for example {@code best/model.json}. */
  public Path file(String name) {
    return new Path(root, name);
  }

  public Path summary() {
    return file("summary.csv");
  }

  public Path trials() {
    return file("trials.parquet");
  }

  public Path curves() {
    return file("curves.parquet");
  }

  public Path best() {
    return file("best");
  }

  public Path report() {
    return file("report.html");
  }

  public Path job() {
    return file("job.yaml");
  }

  public Path provenance() {
    return file("provenance.json");
  }

  public Path status() {
    return file("status.json");
  }

  public Path journal() {
    return file(JOURNAL);
  }

  /** Replaces one of its files whole. */
  public void write(Path file, AtomicFile.Content content) throws IOException {
    AtomicFile.write(hadoop, file, content);
  }

  /** Whom the folder belongs to; empty where no sweep has begun. */
  public Optional<Identity> identity() throws IOException {
    if (!exists(formatFile())) {
      return Optional.empty();
    }
    JsonNode json;
    try (var in = fileSystem().open(formatFile())) {
      json = new ObjectMapper().readTree((java.io.InputStream) in);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new JobException(
          LocalFiles.display(formatFile())
              + " is damaged. Sweep again with --fresh, or into another --out folder.");
    }
    String format = json.path("format").asText();
    if (!format.equals(FORMAT)) {
      throw new JobException(
          "%s holds \"%s\", and this Linesweep reads \"%s\". Use the Linesweep that wrote it, or another --out folder."
              .formatted(this, format, FORMAT));
    }
    Map<String, String> fields = new LinkedHashMap<>();
    json.path("identity")
        .fields()
        .forEachRemaining(field -> fields.put(field.getKey(), field.getValue().asText()));
    return Optional.of(new Identity(fields));
  }

  /** A claimed folder: locked until closed. */
  public record Claim(FolderLock lock, List<String> removed) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      lock.close();
    }
  }

  /**
   * Makes the folder, locks it, looks again, and writes whom it belongs to.
   *
   * @param fresh whether an earlier sweep is removed; what was is in {@link Claim#removed}
   * @param lost called where another driver has taken the folder over
   * @throws JobException where another driver holds it
   * @throws IOException where it cannot be written
   */
  public Claim claim(Identity identity, boolean fresh, FolderLock.Holder holder, Runnable lost)
      throws IOException {
    FolderLock lock;
    try {
      makeFolder(journal());
      lock = FolderLock.acquire(hadoop, journal(), holder, lost);
    } catch (java.nio.file.FileSystemException
        | org.apache.hadoop.security.AccessControlException e) {
      throw notWritable(e);
    }
    boolean claimed = false;
    try {
      requireUsable(identity, fresh);
      List<String> removed = fresh ? removeOurs() : List.of();
      removeLeftovers();
      AtomicFile.write(hadoop, formatFile(), formatJson(identity));
      claimed = true;
      return new Claim(lock, removed);
    } finally {
      if (!claimed) {
        lock.close();
      }
    }
  }

  private void makeFolder(Path folder) throws IOException {
    if (LocalFiles.isLocal(folder)) {
      Files.createDirectories(LocalFiles.of(folder));
    } else {
      fileSystem().mkdirs(folder);
    }
  }

  private static String formatJson(Identity identity) throws IOException {
    ObjectNode json = new ObjectMapper().createObjectNode().put("format", FORMAT);
    ObjectNode fields = json.putObject("identity");
    identity.fields().forEach(fields::put);
    return json.toPrettyString().replace("\r\n", "\n") + "\n";
  }

  private List<String> removeOurs() throws IOException {
    List<String> removed = new ArrayList<>();
    for (String name : OURS) {
      if (!name.equals(JOURNAL) && exists(file(name))) {
        fileSystem().delete(file(name), true);
        removed.add(name);
      }
    }
    boolean journalled = false;
    for (FileStatus status : list(hadoop, journal())) {
      if (!FolderLock.isLock(status.getPath().getName())) {
        journalled = true;
        fileSystem().delete(status.getPath(), true);
      }
    }
    if (journalled) {
      removed.add(JOURNAL);
    }
    return removed;
  }

  /** What a driver that was killed had begun to write. */
  private void removeLeftovers() throws IOException {
    for (Path place : List.of(root, best(), journal())) {
      for (FileStatus status : list(hadoop, place)) {
        if (AtomicFile.isLeftover(status.getPath().getName())) {
          fileSystem().delete(status.getPath(), false);
        }
      }
    }
  }

  private void requireUsable(Identity identity, boolean fresh) throws IOException {
    requireFolder();
    Optional<Identity> there = fresh && damaged() ? Optional.of(identity) : identity();
    if (there.isEmpty()) {
      requireNothingForeign();
    } else if (!fresh) {
      List<String> differences = identity.differences(there.get());
      if (!differences.isEmpty()) {
        throw new JobException(
            "%s belongs to another sweep:%n%s%nUse another --out folder, or --fresh to remove that sweep."
                .formatted(this, String.join("\n", differences))
                .replace("\r\n", "\n"));
      }
    }
    requireWritable();
  }

  private boolean damaged() throws IOException {
    try {
      identity();
      return false;
    } catch (JobException e) {
      return true;
    }
  }

  private void requireFolder() throws IOException {
    for (Path path = root; path != null; path = path.getParent()) {
      if (exists(path)) {
        if (!fileSystem().getFileStatus(path).isDirectory()) {
          throw new JobException(
              "--out: %s is a file, and a folder is needed. Give another name."
                  .formatted(LocalFiles.display(path)));
        }
        return;
      }
    }
  }

  private void requireNothingForeign() throws IOException {
    for (FileStatus status : list(hadoop, root)) {
      String name = status.getPath().getName();
      boolean begun = name.equals(JOURNAL) && onlyLocks(status.getPath());
      if (!begun) {
        throw new JobException(
            "--out: %s is not empty (%s) and no sweep of Linesweep is in it. Use another folder."
                .formatted(this, name));
      }
    }
  }

  /** A driver that died between locking and naming the folder leaves no more than this. */
  private boolean onlyLocks(Path journal) throws IOException {
    for (FileStatus status : list(hadoop, journal)) {
      String name = status.getPath().getName();
      if (!FolderLock.isLock(name) && !name.endsWith(AtomicFile.TEMPORARY)) {
        return false;
      }
    }
    return true;
  }

  private void requireWritable() throws IOException {
    if (!LocalFiles.isLocal(root)) {
      return;
    }
    java.nio.file.Path existing = LocalFiles.of(root);
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !Files.isWritable(existing)) {
      throw notWritable(new java.nio.file.AccessDeniedException(String.valueOf(existing)));
    }
  }

  private IOException notWritable(IOException e) {
    return new IOException(
        "--out: %s cannot be written: %s. Use another folder."
            .formatted(this, e.getClass().getSimpleName() + " " + e.getMessage()),
        e);
  }

  private Path formatFile() {
    return new Path(journal(), FORMAT_FILE);
  }

  private FileSystem fileSystem() throws IOException {
    return root.getFileSystem(hadoop);
  }

  private boolean exists(Path path) throws IOException {
    return fileSystem().exists(path);
  }

  private static FileStatus[] list(Configuration hadoop, Path folder) throws IOException {
    try {
      return folder.getFileSystem(hadoop).listStatus(folder);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  @Override
  public String toString() {
    return LocalFiles.display(root);
  }
}
