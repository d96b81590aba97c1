package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.SplitSpec;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same rows in whatever form they come. */
class FileFormsTest {
  private static final String ROWS = "note,y,x\na,1,10\nb,2,20\n\"c d\",3,30\n";

  @TempDir Path folder;

  @Test
  void aSeparatorLineIsLeftOut() throws IOException {
    same(file("a.csv", "sep=;\r\n" + ROWS.replace(",", ";"), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"UTF-16LE", "UTF-16BE", "UTF-16", "windows-1252"})
  void encodingsAreRead(String charset) throws IOException {
    Path file =
        file("a.csv", ROWS.replace("a,1", "ä,1").replace(",", "\t"), Charset.forName(charset));
    same(file);
  }

  @ParameterizedTest
  @CsvSource({"\\n", "\\r", "\\r\\n"})
  void cellsOfSeveralLinesAreRead(String end) throws IOException {
    String ended = ROWS.replace("c d", "c\nd").replace("\n", end.translateEscapes());
    same(file("a.csv", ended, StandardCharsets.UTF_8));
    String plain = ROWS.replace("\n", end.translateEscapes());
    same(file("b.csv", plain, StandardCharsets.UTF_8));
  }

  @Test
  void anEmptyCellAtTheEndOfEachRowIsLeftOut() throws IOException {
    same(file("a.csv", ROWS.replace("\n", ",\n"), StandardCharsets.UTF_8));
    same(file("b.csv", ROWS.replace("\n", ",\n").replace("x,", "x"), StandardCharsets.UTF_8));
  }

  @Test
  void columnsInAnotherOrderAreReadByTheirNames() throws IOException {
    file("t/1.csv", "note,y,x\na,1,10\n", StandardCharsets.UTF_8);
    file("t/2.csv", "x,note,y\n20,b,2\n30,c,3\n", StandardCharsets.UTF_8);
    same(folder.resolve("t"));
  }

  @Test
  void bracketsAndColonsAreCharactersOfNames() throws IOException {
    same(file("homes[1].csv", ROWS, StandardCharsets.UTF_8));
    same(file("homes{2}.csv", ROWS, StandardCharsets.UTF_8));
    file("logs/2024-01-01T10:00:00.csv", "note,y,x\na,1,10\nb,2,20\n", StandardCharsets.UTF_8);
    file("logs/2024-01-02T10:00:00.csv", "note,y,x\nc,3,30\n", StandardCharsets.UTF_8);
    same(folder.resolve("logs"));
    same(folder.resolve("logs/2024-01-0?T10:00:00.csv"));
    same(folder.resolve("logs/*.csv"));
    same(folder.resolve("{logs,none}/2024*"));
  }

  private Path file(String name, String text, Charset charset) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    return Files.write(folder.resolve(name), text.getBytes(charset));
  }

  private static void same(Path file) {
    TableData data = Tables.at("file://" + file).split(SplitSpec.By.RANDOM).read();
    assertThat(data.matrix().x()).containsExactlyInAnyOrder(10, 20, 30);
    assertThat(data.matrix().y()).containsExactlyInAnyOrder(1, 2, 3);
    for (int i = 0; i < 3; i++) {
      assertThat(data.matrix().x()[i]).isEqualTo(10 * data.matrix().y()[i]);
    }
  }
}
