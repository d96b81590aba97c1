package dev.linesweep.spec;

import dev.linesweep.text.Words;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code tracking}: the server that gets a sweep once its outputs are written. No result depends on
 * it.
 *
 * @param mlflow URI of an MLflow server, or {@link #NO_SERVER}; empty if the command or the
 *     environment may name one
 * @param experiment experiment in which the sweep is a run; empty for the default
 * @param top how many of the best settings become runs of their own
 */
public record TrackingSpec(String mlflow, String experiment, int top) implements Serializable {
  /** Instead of a URI: no server, whatever the environment names. */
  public static final String NO_SERVER = "none";

  private static final int USUAL_TOP = 20;
  private static final int MOST = 100;
  private static final int LONGEST_NAME = 500;

  /** An address that lacks only its scheme. */
  private static final Pattern HOST = Pattern.compile("[\\w.-]+(?::\\d+)?(?:/[\\w./-]*)?");

  public static final TrackingSpec NONE = new TrackingSpec("", "", USUAL_TOP);

  public TrackingSpec {
    boolean server = !mlflow.isEmpty() && !mlflow.equals(NO_SERVER);
    Optional<String> wrong = server ? wrongIn(mlflow) : Optional.empty();
    BrokenRule.unless(wrong.isEmpty(), "tracking.mlflow", wrong.orElse(""));
    BrokenRule.unless(
        !hasUser(mlflow),
        "tracking.mlflow",
        "has a user or a password, and the job is copied into the output folder. Leave them out,"
            + " and set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or"
            + " MLFLOW_TRACKING_TOKEN, in the environment");
    BrokenRule.unless(
        experiment.length() <= LONGEST_NAME
            && experiment.chars().noneMatch(Character::isISOControl),
        "tracking.experiment",
        "expected up to %d characters on one line, got %s"
            .formatted(LONGEST_NAME, Words.quoted(experiment)));
    requireTop(top, "tracking.top");
  }

  /** The defaults. */
  public static TrackingSpec of(String mlflow) {
    return new TrackingSpec(mlflow, "", USUAL_TOP);
  }

  public TrackingSpec withExperiment(String name) {
    return new TrackingSpec(mlflow, name, top);
  }

  public TrackingSpec withTop(int most) {
    return new TrackingSpec(mlflow, experiment, most);
  }

  /** Whether a server is named. */
  public boolean isNamed() {
    return !mlflow.isEmpty() && !isOff();
  }

  /** Whether the environment is not to name one. */
  public boolean isOff() {
    return mlflow.equals(NO_SERVER);
  }

  /**
   * Refuses a number of settings that a server should not have.
   *
   * @param path of the value in a job file, or the option
   */
  public static void requireTop(int top, String path) {
    BrokenRule.unless(
        top >= 1 && top <= MOST,
        path,
        "expected a whole number from 1 to %d, got %d: each setting becomes a run on the server, whose pages are slow with more. All trials are in summary.csv, which is sent too"
            .formatted(MOST, top));
  }

  /** What is wrong with the URI of a server, and what to write; empty if nothing is. */
  public static Optional<String> wrongIn(String server) {
    String expected = "expected the URI of an MLflow server, such as http://localhost:5000, got ";
    try {
      URI uri = new URI(server);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (!scheme.equals("http") && !scheme.equals("https")) {
        return Optional.of(expected + shown(server) + remedy(scheme, server));
      }
      boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null;
      return uri.getHost() != null && bare
          ? Optional.empty()
          : Optional.of(expected + shown(server) + (bare ? "" : "; leave out what follows ? or #"));
    } catch (URISyntaxException e) {
      return Optional.of(expected + shown(server));
    }
  }

  private static String remedy(String scheme, String server) {
    return switch (scheme) {
      case "file", "sqlite", "mysql", "postgresql", "mssql" ->
          "; a file or a database is not a server; start one with mlflow server"
              + " --backend-store-uri";
      case "databricks", "databricks-uc" -> "; write the address of the workspace";
      default -> HOST.matcher(server).matches() ? "; put http:// in front of it" : "";
    };
  }

  private static boolean hasUser(String server) {
    return server.replaceFirst("^[^/]*//", "").replaceFirst("/.*", "").contains("@");
  }

  /**
   * The server as shown in messages: whatever may be a user or a password is left out, even in a
   * malformed URI.
   */
  static String shown(String server) {
    return Words.quoted(server.replaceFirst("//.*@", "//"));
  }

  /** The URI without a user and a password. */
  public static String withoutUser(String server) {
    return server.replaceFirst("^([^/]*//)[^/]*@", "$1");
  }
}
