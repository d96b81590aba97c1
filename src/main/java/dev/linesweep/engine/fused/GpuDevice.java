package dev.linesweep.engine.fused;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.engine.cuda.Card;
import dev.linesweep.engine.cuda.Gpu;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.MetricSpec.Part;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A GPU that this JVM trains on. Threads train on it side by side, each in a session of its own;
 * samples are copied to it once, and stay there until others are trained on.
 */
final class GpuDevice {
  /** The share of the free memory that trainings may take. */
  private static final double SHARE = 0.8;

  /** Bytes of a training's tables and of what it sums up side by side, whatever its columns. */
  private static final long TABLES = 640L << 20;

  /** The share of the heap that the results of all trainings together may take. */
  private static final int HEAP_PARTS = 8;

  private static final Map<Card, GpuDevice> IN_USE = new ConcurrentHashMap<>();

  private final Card card;
  private final List<Upload> uploads = new ArrayList<>();
  private @Nullable Gpu copying;

  /** Samples on the GPU, and how many train on them now; the heap may forget them. */
  private static final class Upload {
    private final WeakReference<Samples> of;
    private final GpuSamples samples;
    private int users;

    Upload(Samples of, GpuSamples samples) {
      this.of = new WeakReference<>(of);
      this.samples = samples;
    }
  }

  private GpuDevice(Card card) {
    this.card = card;
  }

  /** The same for every thread of this JVM. */
  static GpuDevice of(Card card) {
    return IN_USE.computeIfAbsent(card, GpuDevice::new);
  }

  boolean isUsable() {
    return card.isUsable();
  }

  String label() {
    return card.label();
  }

  /**
   * Columns like those of a training that one of several threads should train at once; 0 if there
   * is no room.
   */
  int columnsAtOnce(Training training, GpuSharing sharing) {
    GpuFootprint footprint = GpuFootprint.of(training);
    try (Gpu gpu = card.open()) {
      long free = (long) (SHARE * gpu.freeBytes()) - samplesToCome(training.samples());
      long heap = Runtime.getRuntime().maxMemory() / HEAP_PARTS;
      long each = free / sharing.ofCard();
      return footprint.columns(each - Math.min(TABLES, each / 4), heap / sharing.ofJvm());
    }
  }

  private synchronized long samplesToCome(Samples samples) {
    long bytes = 0;
    for (Part part : Part.values()) {
      bytes += GpuFootprint.of(samples.part(part));
    }
    return find(samples).isPresent() ? 0 : bytes;
  }

  /**
   * Begins to train on samples.
   *
   * @throws dev.linesweep.engine.cuda.GpuMemoryException if the GPU has no room for them
   */
  Session open(Samples samples) {
    Upload upload = take(samples);
    try {
      return new Session(card.open(), upload);
    } catch (RuntimeException e) {
      giveBack(upload);
      throw e;
    }
  }

  /** A thread's stream of work, and the samples that it trains on. */
  final class Session implements AutoCloseable {
    private final Gpu gpu;
    private final Upload upload;

    private Session(Gpu gpu, Upload upload) {
      this.gpu = gpu;
      this.upload = upload;
    }

    /** Trains on the GPU; for errors see {@link GpuTrainer#train}. */
    Snapshots train(Training training, TrainingWatch watch, GpuLimits limits) {
      return GpuTrainer.train(training, gpu, upload.samples, watch, limits);
    }

    @Override
    public void close() {
      gpu.close();
      giveBack(upload);
    }
  }

  private synchronized Upload take(Samples samples) {
    Upload upload = find(samples).orElseGet(() -> upload(samples));
    upload.users++;
    return upload;
  }

  private synchronized void giveBack(Upload upload) {
    upload.users--;
  }

  private Optional<Upload> find(Samples samples) {
    return uploads.stream().filter(upload -> upload.of.refersTo(samples)).findFirst();
  }

  private Upload upload(Samples samples) {
    for (Upload unused : uploads.stream().filter(upload -> upload.users == 0).toList()) {
      unused.samples.close();
      uploads.remove(unused);
    }
    Gpu stream = copying == null ? card.open() : copying;
    copying = stream;
    Upload upload = new Upload(samples, GpuSamples.upload(samples, stream));
    uploads.add(upload);
    return upload;
  }
}
