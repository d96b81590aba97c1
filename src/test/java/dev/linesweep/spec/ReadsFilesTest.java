package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of {@code data} that say how files are read. */
class ReadsFilesTest {
  private static final String JOB =
      """
      name: houses
      data: {path: %s, label: y, features: [x]%s}
      parameters: {optimizer: sgd, epochs: 1}
      """;

  @ParameterizedTest
  @CsvSource({
    "a.csv,csv",
    "a.TSV,csv",
    "a.csv.gz,csv",
    "'\"x.y/*.csv\"',csv",
    "a.parquet,parquet",
    "a.json,json",
    "a.jsonl.bz2,json",
    "a.orc,orc"
  })
  void theNameSaysTheFormat(String path, String format) {
    assertThat(files(path, "").format()).isEqualTo(format);
  }

  @Test
  void aTableOfDeltaHasAPathAndOptionsOfItsLibrary() {
    DataSpec.Files files = files("/d/T", ", format: delta, options: {versionAsOf: 3}");

    assertThat(files.format()).isEqualTo("delta");
    assertThat(files.path()).endsWith("/d/T");
    assertThat(files.options()).containsExactly(Map.entry("versionAsOf", "3"));
  }

  @Test
  void aNameThatDoesNotSayTheFormatNeedsIt() {
    refused(
        "a.dat",
        "",
        "data.path: the format cannot be told from the name; add format: csv, parquet,"
            + " json or orc");
    refused("a.b/c", "", "add format: csv");
    assertThat(files("a.dat", ", format: csv").format()).isEqualTo("csv");
    refused("a.xlsx", "", "data.path: a file of this kind is not read here; save the sheet as CSV");
  }

  @ParameterizedTest
  @CsvSource({
    "excel,save the sheet as CSV",
    "XLSX,save the sheet as CSV",
    "tsv,write format: csv",
    "jsonl,write format: json",
    "sqlite,write format: jdbc"
  })
  void otherFormatsGetTheNearestRemedy(String format, String remedy) {
    refused("a.csv", ", format: " + format, "is not a format here; " + remedy);
  }

  @Test
  void separatorAndEncodingAreOptionsUnlessTheyAreFound() {
    assertThat(files("a.csv", ", sep: auto, encoding: auto").options()).isEmpty();
    assertThat(files("a.csv", ", sep: \";\", encoding: windows-1252").options())
        .isEqualTo(Map.of("sep", ";", "encoding", "windows-1252"));
    assertThat(files("a.csv", ", sep: tab").options()).containsEntry("sep", "\t");
    assertThat(files("a.csv", ", sep: \"\\t\"").options()).containsEntry("sep", "\t");
    assertThat(files("a.csv", ", sep: '\\t'").options()).containsEntry("sep", "\t");
  }

  @Test
  void separatorAndEncodingAreWrittenOnceAndForCsv() {
    refused(
        "a.csv",
        ", sep: \";\", options: {delimiter: \",\"}",
        "data.sep: is also one of the options; write it once");
    refused("a.json", ", sep: \";\"", "data.sep: can be used only with format: csv; leave it out");
    refused(
        "a.csv",
        ", encoding: latin-77",
        "data.encoding: expected auto or an encoding such as UTF-8, windows-1252 or GB18030");
  }

  private static DataSpec.Files files(String path, String more) {
    SweepSpec spec = Jobs.read(JOB.formatted(path, more));
    return (DataSpec.Files) ((DataSpec.Table) spec.data().source()).origin();
  }

  private static void refused(String path, String more, String message) {
    assertThatThrownBy(() -> files(path, more))
        .isInstanceOf(JobException.class)
        .hasMessageContaining(message);
  }
}
