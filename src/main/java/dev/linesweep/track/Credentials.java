package dev.linesweep.track;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Credentials for a tracking server. They are only in memory: this class prints none of them, and
 * removes them from a server's answers.
 */
final class Credentials {
  static final Credentials NONE = new Credentials("", List.of());

  private static final String USERNAME = "MLFLOW_TRACKING_USERNAME";
  private static final String PASSWORD = "MLFLOW_TRACKING_PASSWORD";
  private static final String TOKEN = "MLFLOW_TRACKING_TOKEN";

  /** The variables to set, for messages. */
  static final String NAMES = TOKEN + ", or " + USERNAME + " and " + PASSWORD + ",";

  private final String header;
  private final List<String> secrets;

  private Credentials(String header, List<String> secrets) {
    this.header = header;
    this.secrets = List.copyOf(secrets);
  }

  /**
   * The credentials in a URI, else the user and password in the environment, else the token there,
   * as in MLflow.
   */
  static Credentials of(URI server, Map<String, String> environment) {
    String user = server.getRawUserInfo();
    if (user != null) {
      int colon = user.indexOf(':');
      return basic(
          decoded(colon < 0 ? user : user.substring(0, colon)),
          colon < 0 ? "" : decoded(user.substring(colon + 1)));
    }
    String name = environment.getOrDefault(USERNAME, "");
    String password = environment.getOrDefault(PASSWORD, "");
    if (!name.isEmpty() && !password.isEmpty()) {
      return basic(name, password);
    }
    String token = environment.getOrDefault(TOKEN, "").strip();
    return token.isEmpty() ? NONE : new Credentials("Bearer " + token, List.of(token));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static Credentials basic(String name, String password) {
    String encoded =
        Base64.getEncoder()
            .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    List<String> secrets = new ArrayList<>(List.of(encoded));
    if (!password.isEmpty()) {
      secrets.add(password);
    }
    return new Credentials("Basic " + encoded, secrets);
  }

  boolean areNone() {
    return header.isEmpty();
  }

  /** The value of the header {@code Authorization}. */
  String header() {
    return header;
  }

  /** The text without credentials. */
  String hiddenIn(String text) {
    String hidden = text;
    for (String secret : secrets) {
      hidden = hidden.replace(secret, "***");
    }
    return hidden;
  }
}
