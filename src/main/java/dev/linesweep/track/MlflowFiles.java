package dev.linesweep.track;

import dev.linesweep.text.Words;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The files of a run. A server that takes them itself ({@code mlflow-artifacts:}, MLflow's default)
 * gets them by calls. If the server is on this machine and keeps them in a folder, they are copied
 * there. For any other place there is only a note.
 */
final class MlflowFiles {
  /** A larger file takes longer than a sweep should wait, and browsers cannot show it. */
  private static final long LARGEST = 50L << 20;

  private static final String API = "/api/2.0/mlflow-artifacts/artifacts/";

  private final HttpCalls calls;
  private final URI server;
  private final URI artifacts;

  /**
   * @param server the server that is called
   * @param artifacts the place of the run's files, by the server
   */
  MlflowFiles(HttpCalls calls, URI server, String artifacts) {
    this.calls = calls;
    this.server = server;
    this.artifacts = URI.create(artifacts.replace(" ", "%20"));
  }

  /** Stores one file. */
  private interface Place {
    void put(TrackedFile file) throws InterruptedException, IOException;
  }

  /**
   * Sends files; each replaces an earlier one of the same name.
   *
   * @return what was not sent, and why
   */
  List<String> send(List<TrackedFile> files) throws InterruptedException {
    Optional<Place> place = place();
    if (place.isEmpty()) {
      return List.of(
          "the files were not sent: the experiment keeps them at %s, which only the server reaches. Start it with mlflow server --serve-artifacts, and name another experiment"
              .formatted(Words.oneLine(artifacts.toString())));
    }
    List<String> notes = new ArrayList<>();
    for (TrackedFile file : files) {
      if (file.length() > LARGEST) {
        notes.add(
            "%s was not sent: it has %d MB, and the limit is %d MB"
                .formatted(file.name(), file.length() >> 20, LARGEST >> 20));
      } else {
        send(file, place.get());
      }
    }
    return notes;
  }

  private static void send(TrackedFile file, Place place) throws InterruptedException {
    try {
      place.put(file);
    } catch (IOException e) {
      throw TrackingException.lasting(
          "%s cannot be copied to the server's folder: %s".formatted(file.name(), e));
    }
  }

  private Optional<Place> place() {
    String scheme = String.valueOf(artifacts.getScheme());
    boolean here = artifacts.getAuthority() == null;
    String path = artifacts.getPath() == null ? "" : artifacts.getPath();
    if (scheme.equals("mlflow-artifacts") && here) {
      return Optional.of(file -> calls.put(API + encoded(path + "/" + file.name()), file));
    }
    boolean local = scheme.equals("file") || scheme.equals("null");
    if (local && here && path.startsWith("/") && isOnThisMachine()) {
      return Optional.of(file -> copy(file, Path.of(path)));
    }
    return Optional.empty();
  }

  private static String encoded(String path) {
    return Arrays.stream(path.split("/"))
        .filter(part -> !part.isEmpty())
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  private boolean isOnThisMachine() {
    try {
      return InetAddress.getByName(server.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static void copy(TrackedFile file, Path folder) throws IOException {
    Path to = folder.resolve(file.name());
    Files.createDirectories(to.getParent());
    try (InputStream in = file.content().open()) {
      Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
