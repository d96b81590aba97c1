package dev.linesweep.engine.dl4j;

import dev.linesweep.engine.EngineUnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Sets ND4J up in this JVM, once, before its first use: where its libraries unpack, how much memory
 * it may take, and one thread for each training thread, in process, so that results do not depend
 * on the environment.
 *
 * <p>Set-up is by JavaCPP's system properties, which it reads when it is first loaded; one that is
 * already set is kept. The first JVM that uses a cache directory unpacks some 400 MB there; others
 * wait for it at a lock file.
 */
public final class Nd4jRuntime {
  private static final long MEGABYTE = 1L << 20;
  private static final long LEAST_BYTES = 256 * MEGABYTE;
  private static final long MOST_FOR_OTHERS = 512 * MEGABYTE;

  private static final String CACHE = "org.bytedeco.javacpp.cachedir";

  private static boolean started;

  private Nd4jRuntime() {}

  /**
   * What ND4J may use in this JVM.
   *
   * @param cache where libraries unpack; under the local directory of an executor it goes with it
   * @param maxBytes off-heap bytes that arrays may take
   * @param maxPhysicalBytes resident bytes of the whole process, heap included; 0 for no bound,
   *     which saves up to a third of the CPU of a training step, since JavaCPP asks the system for
   *     the resident size in every operation
   */
  public record Settings(Path cache, long maxBytes, long maxPhysicalBytes) {

    /**
     * Bounds that fit a container: of what it grants beyond the heap, half is left to the JVM,
     * Spark and ND4J's libraries, but no more than 512 MB; arrays may take the rest, and the
     * process may take all of it. At least 256 MB, since the libraries need a good part of that.
     *
     * @param heapBytes of this JVM
     * @param overheadBytes what the container grants beyond the heap; 0 if there is no container,
     *     and so nothing to fit
     * @param taskSlots tasks that run at a time; one array budget serves them all
     * @param bytesPerTask what a block may need at the most
     */
    public static Settings of(
        Path cache, long heapBytes, long overheadBytes, int taskSlots, long bytesPerTask) {
      long wanted = Math.max(LEAST_BYTES, Math.multiplyExact(taskSlots, bytesPerTask));
      if (overheadBytes == 0) {
        return new Settings(cache, wanted, 0);
      }
      long others = Math.min(overheadBytes / 2, MOST_FOR_OTHERS);
      long maxBytes = Math.max(LEAST_BYTES, Math.min(wanted, overheadBytes - others));
      return new Settings(
          cache, maxBytes, heapBytes + Math.max(overheadBytes, maxBytes + LEAST_BYTES));
    }

    /** Properties of JavaCPP for these settings. */
    private void apply() {
      setDefault(CACHE, cache.toString());
      setDefault("org.bytedeco.javacpp.maxbytes", Long.toString(maxBytes));
      setDefault("org.bytedeco.javacpp.maxphysicalbytes", Long.toString(maxPhysicalBytes));
    }
  }

  /**
   * Starts ND4J unless it runs already; the first call decides.
   *
   * @throws EngineUnavailableException if the jar is for another platform, the cache cannot be
   *     written, or ND4J finds no device
   */
  public static synchronized void start(Settings settings) {
    if (started) {
      return;
    }
    Platform.requireThatOfTheJar();
    settings.apply();
    load(new LibraryCache(Path.of(System.getProperty(CACHE, settings.cache().toString()))));
    started = true;
  }

  /** Starts ND4J with JavaCPP's own cache and bounds, unless it runs already. */
  public static void start() {
    start(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * Starts ND4J with JavaCPP's own cache and bounds, unless it runs already.
   *
   * @param elsewhere where libraries unpack if there is no home that can be written
   */
  public static synchronized void start(Path elsewhere) {
    if (!started) {
      Platform.requireThatOfTheJar();
      if (System.getProperty(CACHE) == null) {
        LibraryCache cache = LibraryCache.of(System.getProperty("user.home", ""), elsewhere);
        System.setProperty(CACHE, cache.directory().toString());
      }
      load(new LibraryCache(Path.of(System.getProperty(CACHE))));
      started = true;
    }
  }

  private static void load(LibraryCache cache) {
    setDefault("org.nd4j.log.initialization", "false");
    setDefault("org.nd4j.versioncheck", "false");
    cache.requireUsable();
    try (FileChannel channel = cache.lockFile();
        FileLock lock = channel.lock()) {
      Nd4j.create(1).close();
    } catch (IOException e) {
      throw cache.unusable("%s cannot be written (%s)".formatted(cache.directory(), e), e);
    } catch (LinkageError | RuntimeException e) {
      throw new EngineUnavailableException(
          "ND4J does not start on this machine: %s. Use engine: fused, or check which platform and GPUs the jar is for."
              .formatted(rootCause(e)),
          e);
    }
    useOneThread();
    Nd4j.getMemoryManager().togglePeriodicGc(false);
  }

  private static Throwable rootCause(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static void useOneThread() {
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    if (Nd4j.getEnvironment().isCPU()) {
      openblas.blas_set_num_threads(1);
    }
    useOneThreadHere();
  }

  /** OpenMP keeps its number of threads by calling thread: call in each thread that trains. */
  static void useOneThreadHere() {
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
  }

  /** The ND4J backend in use and the processor type its BLAS computes for: what bits depend on. */
  public static synchronized Optional<String> backend() {
    if (!started) {
      return Optional.empty();
    }
    return Optional.of(Nd4j.getBackend().getClass().getSimpleName());
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
