package dev.linesweep.track;

import dev.linesweep.spec.JobException;
import dev.linesweep.spec.TrackingSpec;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The server that a sweep goes to.
 *
 * @param mlflow URI of an MLflow server, maybe with a user and a password; never shown
 * @param experiment the experiment in which the sweep becomes a run
 * @param top how many of the best settings become runs of their own
 * @param named where the server is named: an option, a job or a variable
 */
public record TrackingTarget(String mlflow, String experiment, int top, Named named) {
  private static final String VARIABLE = "MLFLOW_TRACKING_URI";
  private static final String EXPERIMENT_VARIABLE = "MLFLOW_EXPERIMENT_NAME";
  private static final String USUAL_EXPERIMENT = "linesweep";

  /** The possible places of a server's name, in order of priority. */
  public enum Named {
    BY_OPTION,
    BY_JOB,
    BY_ENVIRONMENT
  }

  /**
   * The named server; empty if there is none.
   *
   * @param option as {@link #requireOption} takes it; empty for none
   */
  public static Optional<TrackingTarget> of(
      String option, TrackingSpec job, Map<String, String> environment) {
    if (option.equals(TrackingSpec.NO_SERVER) || (option.isEmpty() && job.isOff())) {
      return Optional.empty();
    }
    if (!option.isEmpty()) {
      return Optional.of(target(option, job, environment, Named.BY_OPTION));
    }
    if (job.isNamed()) {
      return Optional.of(target(job.mlflow(), job, environment, Named.BY_JOB));
    }
    String server = environment.getOrDefault(VARIABLE, "").strip();
    return server.isEmpty() || TrackingSpec.wrongIn(server).isPresent()
        ? Optional.empty()
        : Optional.of(target(server, job, environment, Named.BY_ENVIRONMENT));
  }

  private static TrackingTarget target(
      String server, TrackingSpec job, Map<String, String> environment, Named named) {
    String ofEnvironment = environment.getOrDefault(EXPERIMENT_VARIABLE, "").strip();
    String usual = ofEnvironment.isEmpty() ? USUAL_EXPERIMENT : ofEnvironment;
    return new TrackingTarget(
        server, job.experiment().isEmpty() ? usual : job.experiment(), job.top(), named);
  }

  /** The same with another number of settings. */
  public TrackingTarget withTop(int most) {
    return new TrackingTarget(mlflow, experiment, most, named);
  }

  /** The same in another experiment. */
  public TrackingTarget inExperiment(String name) {
    return new TrackingTarget(mlflow, name, top, named);
  }

  /** The note before anything is sent; empty if the user named the server in this command. */
  public static Optional<String> note(
      String option, TrackingSpec job, Map<String, String> environment) {
    String server = environment.getOrDefault(VARIABLE, "").strip();
    if (!option.isEmpty() || !job.mlflow().isEmpty() || server.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        TrackingSpec.wrongIn(server)
            .map(wrong -> "%s is left out: %s".formatted(VARIABLE, wrong))
            .orElseGet(
                () ->
                    "%s is set, so the results go to MLflow at %s; --mlflow none keeps them here"
                        .formatted(VARIABLE, TrackingSpec.withoutUser(server))));
  }

  /**
   * Refuses text that is not the URI of a server.
   *
   * @param name of the option
   * @throws JobException with what to write instead
   */
  public static void requireServer(String name, String value) {
    TrackingSpec.wrongIn(value)
        .ifPresent(
            wrong -> {
              throw new JobException(name + ": " + wrong);
            });
  }

  /** Like {@link #requireServer}, but accepts {@code none}. */
  public static void requireOption(String name, String value) {
    if (!value.equals(TrackingSpec.NO_SERVER)) {
      requireServer(name, value);
    }
  }

  /** The address without credentials, for display. */
  public String address() {
    return TrackingSpec.withoutUser(mlflow).replaceFirst("/+$", "");
  }

  /** The address to call. */
  URI server() {
    return URI.create(address());
  }

  /** The credentials for the calls. */
  Credentials credentials(Map<String, String> environment) {
    return Credentials.of(URI.create(mlflow), environment);
  }

  @Override
  public String toString() {
    return "%s, experiment %s, top %d".formatted(address(), experiment, top);
  }
}
