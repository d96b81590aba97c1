package dev.linesweep.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The local disk under another scheme, where some files end the process that gives them their name:
 * a block that kills its executor each time, without the code under test knowing.
 */
public final class PoisonFileSystem extends RawLocalFileSystem {
  private static final URI NAME = URI.create("poison:///");

  /** The Hadoop setting with the names of these files. */
  private static final String FILES = "poison.files";

  /** Spark settings, each {@code key=value}. */
  public static List<String> settings(List<String> files) {
    return List.of(
        "spark.hadoop.fs.poison.impl=" + PoisonFileSystem.class.getName(),
        "spark.hadoop.fs.AbstractFileSystem.poison.impl=" + Context.class.getName(),
        "spark.hadoop." + FILES + "=" + String.join(",", files));
  }

  @Override
  public URI getUri() {
    return NAME;
  }

  @Override
  public String getScheme() {
    return "poison";
  }

  /** What FileContext asks for. */
  public static final class Context extends DelegateToFileSystem {
    private final List<String> files;

    public Context(URI uri, Configuration hadoop) throws Exception {
      super(NAME, new PoisonFileSystem(), hadoop, "poison", false);
      files = List.of(hadoop.getTrimmedStrings(FILES));
    }

    @Override
    public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
      if (files.contains(to.getName())) {
        Runtime.getRuntime().halt(134);
      }
      Files.move(
          java.nio.file.Path.of(from.toUri().getPath()),
          java.nio.file.Path.of(to.toUri().getPath()),
          StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public int getUriDefaultPort() {
      return -1;
    }
  }
}
