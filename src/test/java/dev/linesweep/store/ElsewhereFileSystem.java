package dev.linesweep.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local disk under another scheme, which the code must treat as a distant file system. */
public final class ElsewhereFileSystem extends RawLocalFileSystem {
  static final URI NAME = URI.create("elsewhere:///");

  static Configuration configuration() {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.elsewhere.impl", ElsewhereFileSystem.class.getName());
    hadoop.set("fs.AbstractFileSystem.elsewhere.impl", Context.class.getName());
    return hadoop;
  }

  @Override
  public URI getUri() {
    return NAME;
  }

  @Override
  public String getScheme() {
    return "elsewhere";
  }

  /** What FileContext asks for. */
  public static final class Context extends DelegateToFileSystem {
    public Context(URI uri, Configuration hadoop) throws Exception {
      super(NAME, new ElsewhereFileSystem(), hadoop, "elsewhere", false);
    }

    /** Atomic, as on HDFS. */
    @Override
    public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
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
