package dev.linesweep.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** The content of a folder. */
final class FolderFiles {
  private FolderFiles() {}

  /** The files and folders in it; none if the folder does not exist. */
  static FileStatus[] of(Configuration hadoop, Path folder) throws IOException {
    try {
      return folder.getFileSystem(hadoop).listStatus(folder);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  static void removeIfEmpty(Configuration hadoop, Path folder) throws IOException {
    if (of(hadoop, folder).length == 0) {
      folder.getFileSystem(hadoop).delete(folder, false);
    }
  }
}
