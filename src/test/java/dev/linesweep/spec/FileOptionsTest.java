package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.DataSourceOptions;
import org.apache.spark.sql.catalyst.csv.CSVOptions$;
import org.apache.spark.sql.catalyst.json.JSONOptions$;
import org.apache.spark.sql.execution.datasources.FileIndexOptions$;
import org.apache.spark.sql.execution.datasources.orc.OrcOptions$;
import org.apache.spark.sql.execution.datasources.parquet.ParquetOptions$;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import scala.jdk.javaapi.CollectionConverters;

class FileOptionsTest {
  /** Those that Spark's own list of the format has, and those of all files. */
  static Stream<String> sparks(FileFormat format) {
    DataSourceOptions own =
        switch (format) {
          case CSV -> CSVOptions$.MODULE$;
          case JSON -> JSONOptions$.MODULE$;
          case PARQUET -> ParquetOptions$.MODULE$;
          default -> OrcOptions$.MODULE$;
        };
    return Stream.of(
            CollectionConverters.asJava(own.getAllOptions()),
            CollectionConverters.asJava(FileIndexOptions$.MODULE$.getAllOptions()),
            List.of("ignoreCorruptFiles", "ignoreMissingFiles"))
        .flatMap(java.util.Collection::stream);
  }

  @ParameterizedTest
  @EnumSource(
      value = FileFormat.class,
      names = {"CSV", "JSON", "PARQUET", "ORC"})
  void everyOptionOfSparkIsHonouredOrRefusedWithWhatToWrite(FileFormat format) {
    sparks(format)
        .forEach(
            key ->
                FileOptions.problem(format, key, "x")
                    .ifPresent(
                        problem ->
                            assertThat(problem)
                                .as(key)
                                .doesNotContain("no such option")
                                .containsAnyOf("leave it out", "leave this out", "write")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dateFormat: dd.MM.yyyy | to_date(day, 'dd.MM.yyyy') AS day",
        "timestampFormat: dd.MM.yyyy HH | to_timestamp(day, 'dd.MM.yyyy HH')",
        "nanValue: nope | write na_values: [\"nope\"] under data",
        "positiveInf: big | write na_values: [\"big\"] under data",
        "emptyValue: none | if(c = '', 'none', c) AS c",
        "maxColumns: 3 | leave it out",
        "columnPruning: true | leave it out",
        "ignoreCorruptFiles: true | leave this out",
        "compression: gzip | end with .gz",
        "headr: x | did you mean \"header\"?",
        "lineSep: ';' | replace the characters in the file",
        "locale: ar-EG-u-nu-arab | write decimal",
        "locale: nonsense | write decimal"
      })
  void whatHasNoEffectIsRefusedInItsLine(String option, String remedy) {
    assertThatThrownBy(() -> job("csv", option))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("job.yaml:2:")
        .hasMessageContaining("data.options." + option.substring(0, option.indexOf(':')))
        .hasMessageContaining(remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "csv | nanValue: NaN",
        "csv | positiveInf: Inf",
        "csv | inferSchema: false",
        "csv | ignoreLeadingWhiteSpace: true",
        "csv | fs.s3a.endpoint: somewhere",
        "json | inferTimestamp: true",
        "parquet | mergeSchema: true"
      })
  void whatIsHonouredOrChangesNothingIsTaken(String format, String option) {
    assertThat(job(format, option).data().source()).isInstanceOf(DataSpec.Table.class);
  }

  @Test
  void dateFormatsAreRefusedInJsonToo() {
    assertThatThrownBy(() -> job("json", "dateFormat: dd.MM.yyyy"))
        .hasMessageContaining("to_date(day, 'dd.MM.yyyy')");
  }

  @ParameterizedTest
  @CsvSource({"de-DE, COMMA", "fr_FR, COMMA", "en-US, POINT"})
  void aLocaleSaysWhatTheDecimalMarkIs(String locale, DataSpec.Decimal decimal) {
    DataSpec.Table table = (DataSpec.Table) job("csv", "locale: " + locale).data().source();
    assertThat(table.cells().decimal()).isEqualTo(decimal);
  }

  private static SweepSpec job(String format, String option) {
    return SpecReader.read(
        ("name: options\n"
                + "data: {format: %s, path: a, label: y, features: [x], options: {%s}}\n"
                + "parameters: {optimizer: sgd, epochs: 1}\n")
            .formatted(format, option),
        "job.yaml",
        List.of());
  }
}
