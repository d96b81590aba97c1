package dev.linesweep.run;

import dev.linesweep.plan.SweepPlan;
import dev.linesweep.spec.EngineChoice;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.text.Quantities;
import java.time.Duration;
import java.util.Optional;

/** Says once, after a long training, what the quickest engine would have saved. */
final class QuickerEngine {
  /** Seconds that are worth a sentence. */
  private static final double WORTH_SAYING = 10;

  private QuickerEngine() {}

  /**
   * @param trained how long training took
   * @param slots tasks that ran at once
   * @return a sentence, if the job has a quicker engine that would have saved much
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
            "training took %s with engine %s; %s would take roughly %s: --engine %s"
                .formatted(
                    Quantities.duration(took),
                    own.key(),
                    quick.key(),
                    Quantities.duration(seconds),
                    quick.key()));
  }
}
