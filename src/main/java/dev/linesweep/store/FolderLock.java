package dev.linesweep.store;

import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second driver out of a folder.
 *
 * <p>On {@code file:} it is a lock of the operating system, which ends with the process that holds
 * it. Elsewhere it is a lease: a file that its holder rewrites with a growing counter. A driver
 * that sees the counter unchanged for {@link Timing#patience} takes the lease over, writes its own
 * and looks again; a later attempt of the same application does so at once. Clocks of two machines
 * are never compared. A holder that finds another's lease is notified.
 */
public abstract sealed class FolderLock implements AutoCloseable {
  static final String LOCK = "lock";
  private static final String LEASE = "lease";

  /** Whether a name in the journal's folder is the name of a lock. */
  static boolean isLock(String name) {
    return name.equals(LOCK) || name.equals(LEASE);
  }

  /**
   * The holder of a lock.
   *
   * @param application Spark's application id
   * @param attempt of the application, from 1
   */
  public record Holder(String application, int attempt, String host, long pid, Instant since) {
    private static final Pattern ATTEMPT =
        Pattern.compile("\\(application (\\S+), attempt (\\d{1,9})\\)\n");

    String text() {
      return "process %d on %s since %s (application %s, attempt %d)"
          .formatted(
              pid,
              host,
              since.truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
              application,
              attempt);
    }

    /** Whether an earlier attempt of the same application wrote this; Spark ended it then. */
    boolean follows(String text) {
      Matcher other = ATTEMPT.matcher(text);
      return other.find()
          && other.group(1).equals(application)
          && Integer.parseInt(other.group(2)) < attempt;
    }
  }

  /** Is notified about a lock. */
  @FunctionalInterface
  public interface Watcher {
    /** Another driver has taken the lease over; called once, on a separate thread. */
    void lost();

    /**
     * The run waits for at most this long.
     *
     * @param why in words
     */
    default void waiting(String why, Duration time) {}
  }

  /** How often a lease is renewed, and how long its counter may be unchanged. */
  record Timing(Duration renewal, Duration patience) {
    static final Timing USUAL = new Timing(Duration.ofSeconds(5), Duration.ofSeconds(20));
  }

  /**
   * Locks the folder; waits only to see whether a lease is still renewed.
   *
   * @throws JobException naming the holder
   */
  static FolderLock acquire(Configuration hadoop, Path folder, Holder holder, Watcher watcher)
      throws IOException {
    Path qualified = LocalFiles.qualify(hadoop, folder);
    return LocalFiles.isLocal(qualified)
        ? OsLock.acquire(LocalFiles.of(qualified).resolve(LOCK), holder)
        : Lease.acquire(hadoop, new Path(qualified, LEASE), holder, watcher, Timing.USUAL);
  }

  /** False once another driver has taken over. */
  public abstract boolean held();

  @Override
  public abstract void close() throws IOException;

  private static JobException inUse(String folder, String holder) {
    return new JobException(
        "%s is in use by %s. Wait until that run ends, stop it, or use another --out folder."
            .formatted(folder, holder.isBlank() ? "another process" : holder));
  }

  /** A lock of the operating system. */
  static final class OsLock extends FolderLock {
    private final FileChannel channel;
    private final FileLock lock;

    private OsLock(FileChannel channel, FileLock lock) {
      this.channel = channel;
      this.lock = lock;
    }

    static OsLock acquire(java.nio.file.Path file, Holder holder) throws IOException {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        // LeftLock may have it for a moment.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        lock = tryLock(channel);
      }
      if (lock == null) {
        channel.close();
        throw inUse(String.valueOf(file.getParent()), Files.readString(file).strip());
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(holder.text().getBytes(StandardCharsets.UTF_8)), 0);
      return new OsLock(channel, lock);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
      try {
        return channel.tryLock();
      } catch (OverlappingFileLockException e) {
        return null;
      }
    }

    @Override
    public boolean held() {
      return lock.isValid();
    }

    /** The file is kept: deleting it would let two drivers lock two files of that name. */
    @Override
    public void close() throws IOException {
      if (channel.isOpen()) {
        channel.truncate(0);
        channel.close();
      }
    }
  }

  /** A file with a counter that moves while its holder lives. */
  static final class Lease extends FolderLock {
    private final Configuration hadoop;
    private final Path file;
    private final Holder holder;
    private final Timing timing;
    private final Watcher watcher;
    private final Thread renewal;
    private long counter;
    private volatile boolean held = true;
    private volatile boolean closed;

    private Lease(Configuration hadoop, Path file, Holder holder, Watcher watcher, Timing timing) {
      this.hadoop = hadoop;
      this.file = file;
      this.holder = holder;
      this.watcher = watcher;
      this.timing = timing;
      this.renewal = new Thread(this::renew, "linesweep-lease");
      renewal.setDaemon(true);
    }

    static Lease acquire(
        Configuration hadoop, Path file, Holder holder, Watcher watcher, Timing timing)
        throws IOException {
      String seen = readSettled(hadoop, file);
      if (!seen.isEmpty() && !holder.follows(seen)) {
        watcher.waiting(
            "the output folder is locked by %s, which may have died; the lock is taken over unless it is renewed"
                .formatted(seen.lines().findFirst().orElse("another run")),
            timing.patience.plus(timing.renewal));
        LockSupport.parkNanos(timing.patience.toNanos());
        String now = readSettled(hadoop, file);
        if (!now.equals(seen) && !now.isEmpty()) {
          throw inUse(String.valueOf(file.getParent()), now.lines().findFirst().orElse(""));
        }
      }
      Lease lease = new Lease(hadoop, file, holder, watcher, timing);
      AtomicFile.write(hadoop, file, lease.text());
      LockSupport.parkNanos(timing.renewal.toNanos());
      String now = readSettled(hadoop, file);
      if (!now.equals(lease.text())) {
        throw inUse(String.valueOf(file.getParent()), now.lines().findFirst().orElse(""));
      }
      lease.renewal.start();
      return lease;
    }

    private void renew() {
      long lastSeen = System.nanoTime();
      while (held && !closed) {
        LockSupport.parkNanos(timing.renewal.toNanos());
        try {
          if (closed) {
            return;
          }
          String now = read(hadoop, file);
          if (!now.isEmpty() && !now.equals(text())) {
            lose();
            return;
          }
          AtomicFile.write(hadoop, file, text(counter + 1));
          counter++;
          lastSeen = System.nanoTime();
        } catch (IOException e) {
          // If a store does not answer for so long, another driver may have taken the lease.
          if (System.nanoTime() - lastSeen > timing.patience.toNanos()) {
            lose();
          }
        }
      }
    }

    private void lose() {
      held = false;
      watcher.lost();
    }

    private String text() {
      return text(counter);
    }

    private String text(long count) {
      return holder.text() + "\ncounter " + count + "\n";
    }

    private static String read(Configuration hadoop, Path file) throws IOException {
      try (InputStream in = file.getFileSystem(hadoop).open(file)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (java.io.FileNotFoundException e) {
        return "";
      }
    }

    /** If renaming is not atomic, a lease that is being renewed is missing for a moment. */
    private static String readSettled(Configuration hadoop, Path file) throws IOException {
      String text = read(hadoop, file);
      for (int tries = 0; text.isEmpty() && tries < 20; tries++) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        text = read(hadoop, file);
      }
      return text;
    }

    /** Looks at the file too: the thread notices another's lease only when it renews its own. */
    @Override
    public boolean held() {
      return held && !isAnothers();
    }

    private boolean isAnothers() {
      try {
        String now = read(hadoop, file);
        return !now.isEmpty() && !now.startsWith(holder.text());
      } catch (IOException e) {
        return false; // the thread knows for how long the store may be silent
      }
    }

    @Override
    public void close() throws IOException {
      closed = true;
      LockSupport.unpark(renewal);
      try {
        renewal.join(TimeUnit.SECONDS.toMillis(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (held && read(hadoop, file).equals(text())) {
        file.getFileSystem(hadoop).delete(file, false);
      }
    }
  }
}
