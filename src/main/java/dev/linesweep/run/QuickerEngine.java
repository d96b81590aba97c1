package dev.linesweep.run;

import dev.linesweep.plan.SweepPlan;
import dev.linesweep.spec.Device;
import dev.linesweep.spec.EngineChoice;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.text.Quantities;
import java.time.Duration;
import java.util.Optional;

/** Says once, after a long training, how much time the fastest engine would have saved. */
final class QuickerEngine {
  /** The smallest saving, in seconds, that is worth a sentence. */
  private static final double WORTH_SAYING = 10;

  private QuickerEngine() {}

  /**
   * @param trained how long training took
   * @param slots tasks that ran at once
   * @return a sentence, if a faster engine trains the job and would have saved much
   */
  static Optional<String> note(SweepPlan plan, Duration trained, int slots) {
    EngineKind own = plan.spec().engine().kind();
    EngineKind quick = EngineChoice.AUTO.kindFor(plan.spec().training().loss());
    double took = trained.toMillis() / 1e3;
    if (quick == own || took < WORTH_SAYING) {
      return Optional.empty();
    }
    SweepPlan other = SweepPlan.of(plan.spec().withEngine(quick), plan.shape());
    double seconds = Calibration.seconds(other, slots);
    return took - seconds < WORTH_SAYING
        ? Optional.empty()
        : Optional.of(
            "training took %s with engine %s; engine %s would take about %s: %s"
                .formatted(
                    Quantities.duration(took),
                    own.key(),
                    quick.key(),
                    Quantities.duration(seconds),
                    options(plan.spec(), other.spec())));
  }

  private static String options(SweepSpec own, SweepSpec other) {
    Device device = other.engine().device();
    return "--engine "
        + other.engine().kind().key()
        + (device == own.engine().device() ? "" : " --set device=" + device.key());
  }
}
