package dev.linesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.engine.EngineUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryCacheTest {
  @TempDir Path folder;

  @Test
  void aHomeThatCanBeWrittenHoldsTheCache() {
    Path home = folder.resolve("home");
    assertThat(LibraryCache.of(home.toString(), folder.resolve("tmp")).directory())
        .isEqualTo(home.resolve(".javacpp/cache"));
  }

  @Test
  void aUserWithoutAHomeHasItInTheTemporaryDirectory() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path temporary = folder.resolve("tmp");

    for (String home : new String[] {file.resolve("home").toString(), "?", "", "home"}) {
      LibraryCache cache = LibraryCache.of(home, temporary);
      assertThat(cache.directory()).hasParentRaw(temporary);
      assertThatCode(cache::requireUsable).doesNotThrowAnyException();
    }
  }

  @Test
  void oneThatCannotBeWrittenIsNamedWithTheRemedy() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> new LibraryCache(file.resolve("cache")).requireUsable())
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining(file + "/cache cannot be written")
        .hasMessageContaining("--conf spark.local.dir=/path")
        .hasMessageContaining("org.bytedeco.javacpp.cachedir");
  }

  @Test
  void aDiskWithoutRoomIsNamedUnlessTheLibrariesAreThere() throws IOException {
    LibraryCache cache = new LibraryCache(folder);
    cache.lockFile().close();
    assertThatThrownBy(() -> cache.requireRoom(120 << 20))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("need some 400 MB of disk, but " + folder + " has 120 MB left. ");

    Files.createDirectory(folder.resolve("nd4j-native.jar"));
    assertThatCode(() -> cache.requireRoom(0)).doesNotThrowAnyException();
  }
}
