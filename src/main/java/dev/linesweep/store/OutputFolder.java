package dev.linesweep.store;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Stub to be replaced. */
public final class OutputFolder implements AutoCloseable {
  private final Configuration hadoop;
  private final Path folder;

  private OutputFolder(Configuration hadoop, Path folder) {
    this.hadoop = hadoop;
    this.folder = folder;
  }

  public static OutputFolder open(Configuration hadoop, String out, boolean fresh) {
    return new OutputFolder(hadoop, new Path(out.isEmpty() ? "runs/x" : out));
  }

  public Path path(String name) {
    return name.isEmpty() ? folder : new Path(folder, name);
  }

  public String journalUri() {
    return path("journal").toString();
  }

  public Journal journal(Consumer<String> warnings) throws IOException {
    return Journal.open(hadoop, path("journal"), warnings);
  }

  @Override
  public void close() {}
}
