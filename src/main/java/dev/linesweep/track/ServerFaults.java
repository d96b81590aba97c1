package dev.linesweep.track;

import com.fasterxml.jackson.databind.JsonNode;
import dev.linesweep.text.Printable;
import dev.linesweep.text.Secrets;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Explains the failures of a server, with what to do. */
final class ServerFaults {
  private static final int FIRST_FAULT = 300;
  private static final int FIRST_REFUSAL = 400;
  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);
  private static final int LONGEST_QUOTE = 300;

  private final String address;
  private final Credentials credentials;

  /**
   * @param address of the server, without a user
   */
  ServerFaults(String address, Credentials credentials) {
    this.address = address;
    this.credentials = credentials;
  }

  static boolean isFault(HttpResponse<?> response) {
    return response.statusCode() >= FIRST_FAULT;
  }

  /** There is no answer. */
  TrackingException of(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return TrackingException.lasting(
            "%s has no certificate that this JVM trusts (%s). Name a trust store with -Djavax.net.ssl.trustStore in LINESWEEP_JAVA_OPTS"
                .formatted(address, said(String.valueOf(cause.getMessage()))));
      }
      if (cause instanceof UnresolvedAddressException) {
        return TrackingException.passing(
            "%s: the host name is not known. Correct the address, or connect to its network"
                .formatted(address));
      }
    }
    return failure instanceof HttpTimeoutException ? late() : silent(failure);
  }

  private TrackingException silent(IOException failure) {
    String message = failure.getMessage();
    return TrackingException.passing(
        "nothing answers at %s (%s). Start the server, or correct the address"
            .formatted(
                address,
                message == null || message.isBlank() ? "connection refused" : said(message)));
  }

  /** There is no answer in time. */
  TrackingException late() {
    return TrackingException.passing(
        "%s does not answer in time. Try when it is less busy".formatted(address));
  }

  /** The answer has an unexpected status. */
  TrackingException of(HttpResponse<?> response, JsonNode body) {
    int status = response.statusCode();
    if (status < FIRST_REFUSAL) {
      return TrackingException.lasting(
          "%s redirects to %s. Write that address, or the one that programs use"
              .formatted(
                  address, said(response.headers().firstValue("location").orElse("another page"))));
    }
    if (status == 401 || status == 403) {
      return TrackingException.lasting(unauthorized(status));
    }
    String words = said(body.path("message").asText(""));
    if (PASSING.contains(status)) {
      return TrackingException.passing(
          "%s answers with status %d%s. Try again later, or look at the server's log"
              .formatted(address, status, words.isEmpty() ? "" : ": " + words));
    }
    String code = body.path("error_code").asText("");
    return code.isEmpty()
        ? foreign()
        : TrackingException.refused("%s refuses: %s".formatted(address, words), code);
  }

  /** The answer is not from an MLflow server. */
  TrackingException foreign() {
    return TrackingException.lasting(
        "%s is not an MLflow server, or its pages are below another path. Write the address at which a browser shows them, up to the #"
            .formatted(address));
  }

  private String unauthorized(int status) {
    return credentials.areNone()
        ? "%s requires a login (status %d). Set %s in the environment"
            .formatted(address, status, Credentials.NAMES)
        : "%s rejects the user or password (status %d). Correct what the address or the environment names (%s)"
            .formatted(address, status, Credentials.NAMES.replaceFirst(",$", ""));
  }

  /** A server's message, safe for a terminal and for a file. */
  private String said(String text) {
    return Printable.of(Secrets.scrubbed(credentials.hiddenIn(text)), LONGEST_QUOTE);
  }
}
