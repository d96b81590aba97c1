package dev.linesweep.model;

import dev.linesweep.data.Shape;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.spec.Loss;
import dev.linesweep.text.Counted;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * The cost of closed-form fits compared with the training. A fit is worth its time if it is
 * expected to take no longer than the training or a few seconds, and at most a minute. This is
 * decided by the job and the shape of its data, never by a clock, so that outputs stay the same to
 * the byte.
 *
 * @param leastSquares expected seconds of a reference machine
 * @param leastAbsolute the same; 0 for a loss that needs no such fit
 * @param limit seconds
 * @param training expected seconds of training on one core
 */
public record ClosedFormCost(
    double leastSquares, double leastAbsolute, double limit, double training, Shape shape) {
  private static final double FLOPS_A_SECOND = 1e9;
  private static final double FLOOR = 5;
  private static final double CEILING = 60;
  private static final double STEPS = 30;

  public static ClosedFormCost of(SweepPlan plan) {
    double training = plan.blocks().stream().mapToDouble(Block::cost).sum();
    return of(plan.shape(), plan.spec().training().loss(), training);
  }

  public static ClosedFormCost of(Shape shape, Loss loss, double training) {
    double rows = shape.trainRows();
    double columns = shape.features();
    double squares = LeastSquares.flops(rows, columns);
    double absolute =
        squares + STEPS * (rows * columns * columns + columns * columns * columns / 3);
    return new ClosedFormCost(
        squares / FLOPS_A_SECOND,
        loss.isOfAbsolutes() ? absolute / FLOPS_A_SECOND : 0,
        Math.max(FLOOR, Math.min(CEILING, training)),
        training,
        shape);
  }

  /**
   * Why there is no least-squares fit; empty if there is one.
   *
   * @param room whether the driver has room for so many bytes
   */
  Optional<String> noLeastSquares(LongPredicate room) {
    return reason("Least squares", leastSquares, LeastSquares.bytes(shape.features()), room);
  }

  /**
   * Why there is no fit by least absolute deviations though the loss is mae; empty if there is one.
   */
  Optional<String> noLeastAbsolute(LongPredicate room) {
    double bytes =
        LeastSquares.bytes(shape.features()) + 8.0 * shape.trainRows() * (shape.features() + 12);
    return reason("Least absolute deviations", leastAbsolute, bytes, room);
  }

  /** Why a fit is left out if only its time counts; empty if it is not left out. */
  public Optional<String> noLeastSquares() {
    return noLeastSquares(bytes -> true);
  }

  /** Why a fit is left out if only its time counts; empty if it is not left out. */
  public Optional<String> noLeastAbsolute() {
    return noLeastAbsolute(bytes -> true);
  }

  private Optional<String> reason(String name, double seconds, double bytes, LongPredicate room) {
    if (seconds > limit) {
      return Optional.of(
          "%s is left out: with %s and %s the fit would take about %s, %s."
              .formatted(
                  name,
                  Counted.of(shape.features(), "feature"),
                  Counted.of(shape.trainRows(), "training row"),
                  time(seconds),
                  seconds > CEILING && training >= CEILING
                      ? "more than the minute that a baseline may take"
                      : "longer than training (about %s)".formatted(time(training))));
    }
    if (!room.test((long) bytes)) {
      return Optional.of(
          "%s is left out: the fit needs about %d MiB of memory, more than the driver has left."
                  .formatted(name, (long) Math.ceil(bytes / (1 << 20)))
              + " Give it more with --driver-memory.");
    }
    return Optional.empty();
  }

  private static String time(double seconds) {
    if (seconds < 90) {
      return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
    }
    return seconds < 5400
        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
        : String.format(Locale.ROOT, "%.0f h", seconds / 3600);
  }
}
