package dev.linesweep.spark.table.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocalCellsTest {
  private final Configuration hadoop = new Configuration();

  @TempDir Path folder;

  static Stream<Map<String, String>> options() {
    return Stream.of(
        Map.of(),
        Map.of("escape", "\""),
        Map.of("escape", "\\"),
        Map.of("escape", ""),
        Map.of("quote", "'", "escape", "'"),
        Map.of("quote", ""),
        Map.of("comment", "#"),
        Map.of("sep", ";"),
        Map.of("sep", "||"),
        Map.of("nullValue", "NA"),
        Map.of("header", "false"),
        Map.of("ignoreLeadingWhiteSpace", "true"),
        Map.of("ignoreTrailingWhiteSpace", "TRUE"));
  }

  @ParameterizedTest
  @MethodSource("options")
  void theParserHasTheSettingsOfSparks(Map<String, String> options) throws IOException {
    CsvOptions csv = new CsvOptions(options);
    CsvTable table = probe("a,b\n1,2\n3,4\n".replace(",", csv.separator().orElse(",")), csv);

    scala.collection.immutable.Map<String, String> reading =
        scala.collection.immutable.Map.from(
            scala.jdk.javaapi.CollectionConverters.asScala(CsvSource.reading(table, csv)));
    assertThat(LocalCells.settings(table, csv))
        .hasToString(new CSVOptions(reading, false, "UTC").asParserSettings().toString());
  }

  @Test
  void linesEndAsInHadoopAndBlankOnesAreNoRows() throws IOException {
    assertThat(cells("a,b\r\n1,2\r3,\n \t\n,\"x\"\"y\"\n"))
        .containsExactly("1|2", "3|null", "null|x\"y");
  }

  @Test
  void aRowThatSparkCannotReadLeavesTheFileToSpark() throws IOException {
    CsvOptions csv = new CsvOptions(Map.of("mode", "PERMISSIVE", "escape", "\\"));
    assertThat(LocalCells.of(PathKey.JOB, probe("a,b\n1,2\n3\n", csv), csv, hadoop)).isEmpty();
  }

  @Test
  void onlySmallFilesWithKnownOptionsAreReadHere() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "a,b\n1,2\n");
    String path = file.toString();
    assertThat(LocalFile.of("csv", List.of(path), Map.of("sep", ","), 8, hadoop)).isPresent();
    assertThat(LocalFile.of("json", List.of(path), Map.of(), 8, hadoop)).isEmpty();
    assertThat(LocalFile.of("csv", List.of(path), Map.of(), 7, hadoop)).isEmpty();
    assertThat(LocalFile.of("csv", List.of(path), Map.of("pathGlobFilter", "*"), 8, hadoop))
        .isEmpty();
    assertThat(LocalFile.of("csv", List.of(path), Map.of("header", "yes"), 8, hadoop)).isEmpty();
    assertThat(LocalFile.of("csv", List.of(path), Map.of("quote", "\\u0000"), 8, hadoop)).isEmpty();
    assertThat(LocalFile.of("csv", List.of(path, path), Map.of(), 8, hadoop)).isEmpty();
    assertThat(LocalFile.of("csv", List.of(folder.toString()), Map.of(), 8, hadoop)).isEmpty();
    assertThat(LocalFile.of("csv", List.of(copied(file, "_a.csv")), Map.of(), 8, hadoop)).isEmpty();
    assertThat(LocalFile.of("csv", List.of(copied(file, "a.csv.gz")), Map.of(), 8, hadoop))
        .isEmpty();
    assertThat(LocalFile.of("csv", List.of(copied(file, "y=1/a.csv")), Map.of(), 8, hadoop))
        .isEmpty();
  }

  private String copied(Path file, String name) throws IOException {
    Path copy = folder.resolve(name);
    Files.createDirectories(copy.getParent());
    return Files.copy(file, copy).toString();
  }

  private List<String> cells(String text) throws IOException {
    CsvOptions csv = new CsvOptions(new HashMap<>(Map.of("escape", "\"")));
    List<ColumnCells> columns =
        LocalCells.of(PathKey.JOB, probe(text, csv), csv, hadoop).orElseThrow();
    return IntStream.range(0, columns.get(0).rows())
        .mapToObj(
            row ->
                columns.stream()
                    .map(column -> String.valueOf(column.values(cell -> cell).apply(row)))
                    .collect(Collectors.joining("|")))
        .toList();
  }

  private CsvTable probe(String text, CsvOptions options) throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    List<SourceFile> files = List.of(new SourceFile(file.toUri().toString(), "t.csv"));
    return CsvTable.probe(PathKey.JOB, files, options, List.of(), hadoop);
  }
}
