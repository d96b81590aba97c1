import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The steps of packaging that put files in their places, each of them whole or not at all, so that
 * a build that is killed at any moment leaves nothing that the next one trips over.
 *
 * <pre>
 *   check JAR                            removes a jar that is torn, so that it is made again
 *   keep PART FILE                       renames what is finished
 *   join LIBRARIES OWN JAR PART FILE     keeps the class path, then makes the jar: last of all
 *   slim LIBRARIES OWN JAR               makes a jar for any platform
 * </pre>
 *
 * <p>Joining adds the files of a small jar to a copy of a large one. The zip file system copies
 * untouched entries as they are; the shade plugin and the jar tool would inflate and deflate 400 MB
 * of native libraries at each build.
 */
final class JoinJars {
  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "check" -> removeTorn(Path.of(args[1]));
      case "keep" -> keep(Path.of(args[1]), Path.of(args[2]));
      case "join" -> {
        keep(Path.of(args[4]), Path.of(args[5]));
        join(Path.of(args[1]), Path.of(args[2]), Path.of(args[3]), false);
      }
      case "slim" -> {
        Path jar = Path.of(args[3]);
        Files.createDirectories(jar.getParent());
        join(Path.of(args[1]), Path.of(args[2]), jar, true);
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** The list of a jar's entries is at its end, so a torn one cannot be opened. */
  private static void removeTorn(Path jar) throws IOException {
    if (Files.notExists(jar)) {
      return;
    }
    try (ZipFile whole = new ZipFile(jar.toFile())) {
      if (whole.size() > 0) {
        return;
      }
    } catch (ZipException e) {
      System.err.println(jar + " is torn, and made again");
    }
    Files.delete(jar);
  }

  private static void keep(Path part, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void join(Path libraries, Path own, Path jar, boolean anyPlatform)
      throws IOException {
    Path joined = jar.resolveSibling(jar.getFileName() + ".part");
    Files.copy(libraries, joined, StandardCopyOption.REPLACE_EXISTING);
    try (FileSystem to = FileSystems.newFileSystem(joined);
        FileSystem from = FileSystems.newFileSystem(own);
        Stream<Path> walk = Files.walk(from.getPath("/"))) {
      List<Path> paths = walk.filter(path -> path.getNameCount() > 0).sorted().toList();
      for (Path path : paths) {
        Path target = to.getPath(path.toString());
        if (!Files.isDirectory(path)) {
          Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
          copyTime(path, target);
        } else if (Files.notExists(target)) {
          Files.createDirectory(target);
          copyTime(path, target);
        }
      }
      if (anyPlatform) {
        forgetPlatform(to.getPath("META-INF/MANIFEST.MF"));
      }
    }
    keep(joined, jar);
  }

  /** Takes away which platform's natives there are. */
  private static void forgetPlatform(Path manifest) throws IOException {
    FileTime time = Files.getLastModifiedTime(manifest);
    List<String> lines =
        Files.readAllLines(manifest).stream()
            .filter(line -> !line.startsWith("Linesweep-"))
            .toList();
    Files.writeString(manifest, String.join("\r\n", lines) + "\r\n");
    Files.getFileAttributeView(manifest, BasicFileAttributeView.class).setTimes(time, time, time);
  }

  /** All three times, since the zip file system would write the clock's for those left out. */
  private static void copyTime(Path from, Path to) throws IOException {
    FileTime time = Files.getLastModifiedTime(from);
    Files.getFileAttributeView(to, BasicFileAttributeView.class).setTimes(time, time, time);
  }
}
