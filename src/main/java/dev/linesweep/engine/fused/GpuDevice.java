package dev.linesweep.engine.fused;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.engine.cuda.Card;
import dev.linesweep.engine.cuda.Gpu;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.MetricSpec.Part;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A card that this JVM trains on. Threads train on it side by side, each in a stream of its own;
 * samples are copied to it once, and stay until others are trained on.
 */
final class GpuDevice {
  /** Of the free memory what trainings may take. */
  private static final double SHARE = 0.8;

  /** Of the heap what the results of all trainings at once may take. */
  private static final int HEAP_PARTS = 8;

  private static final Map<Card, GpuDevice> IN_USE = new ConcurrentHashMap<>();

  private final Card card;
  private final AtomicBoolean toldOfFailure = new AtomicBoolean();
  private final Map<Samples, Upload> uploads = new IdentityHashMap<>();
  private @Nullable Gpu copying;

  /** Samples on the card, and how many train on them now. */
  private static final class Upload {
    private final GpuSamples samples;
    private int users;

    Upload(GpuSamples samples) {
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

  /** True for the first who asks: an error of the card is told once. */
  boolean firstToTell() {
    return toldOfFailure.compareAndSet(false, true);
  }

  /**
   * Columns like those of a training that one of several threads should train at once.
   *
   * @param threads that train on the card side by side
   */
  int columnsAtOnce(Training training, int threads) {
    GpuFootprint footprint = GpuFootprint.of(training);
    try (Gpu gpu = card.open()) {
      long free = (long) (SHARE * gpu.freeBytes()) - samplesToCome(training.samples());
      long heap = Runtime.getRuntime().maxMemory() / HEAP_PARTS;
      return footprint.columns(free / threads, heap / threads);
    }
  }

  private synchronized long samplesToCome(Samples samples) {
    long bytes = 0;
    for (Part part : Part.values()) {
      bytes += GpuFootprint.of(samples.part(part));
    }
    return uploads.containsKey(samples) ? 0 : bytes;
  }

  /** Trains on the card; for errors see {@link GpuTrainer#train}. */
  Snapshots train(Training training, TrainingWatch watch, GpuLimits limits) {
    Upload upload = take(training.samples());
    try (Gpu gpu = card.open()) {
      return GpuTrainer.train(training, gpu, upload.samples, watch, limits);
    } finally {
      giveBack(upload);
    }
  }

  private synchronized Upload take(Samples samples) {
    Upload upload = uploads.get(samples);
    if (upload == null) {
      removeUnused();
      if (copying == null) {
        copying = card.open();
      }
      upload = new Upload(GpuSamples.upload(samples, copying));
      uploads.put(samples, upload);
    }
    upload.users++;
    return upload;
  }

  private synchronized void giveBack(Upload upload) {
    upload.users--;
  }

  private void removeUnused() {
    uploads
        .values()
        .removeIf(
            upload -> {
              if (upload.users == 0) {
                upload.samples.close();
              }
              return upload.users == 0;
            });
  }
}
