import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * Adds the files of a small jar to a copy of a large one, which takes the small one's place.
 *
 * <p>The zip file system copies untouched entries as they are; the shade plugin and the jar tool
 * would inflate and deflate 400 MB of native libraries at each build.
 */
final class JoinJars {
  public static void main(String[] args) throws IOException {
    Path libraries = Path.of(args[0]);
    Path own = Path.of(args[1]);
    Path joined = own.resolveSibling(own.getFileName() + ".part");
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
    }
    Files.move(joined, own, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** All three times, since the zip file system would write the clock's for those left out. */
  private static void copyTime(Path from, Path to) throws IOException {
    FileTime time = Files.getLastModifiedTime(from);
    Files.getFileAttributeView(to, BasicFileAttributeView.class).setTimes(time, time, time);
  }
}
