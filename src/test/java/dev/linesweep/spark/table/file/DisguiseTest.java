package dev.linesweep.spark.table.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisguiseTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\n1,2\n",
        "größe;b\n1;2\n",
        "<5,b\n1,2\n",
        "{a},b\n1,2\n",
        "[a],[b]\n1,2\n",
        "BZhang,b\n1,2\n",
        "ORCHARD,b\n1,2\n",
        "PARK,b\n1,2\n",
        "Rarity,b\n1,2\n"
      })
  void tablesAreNotTakenForAnythingElse(String text) {
    assertThat(Disguise.of("a.csv", text.getBytes(UTF_8), "csv", PathKey.JOB)).isEmpty();
    assertThat(Disguise.of("a.csv", text.getBytes(UTF_16LE), "csv", PathKey.JOB)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<!DOCTYPE html><html>|is a web page (HTML)",
        "  <html lang='en'>|is a web page (HTML)",
        "<?xml version='1.0'?><a/>|is XML",
        "<Error><Code>AccessDenied</Code></Error>|is XML",
        "version https://git-lfs.github.com/spec/v1|is a Git LFS pointer",
        "{\"a\": 1}|is JSON. Set format: json.",
        "[{\"a\": 1}]|is JSON. Set format: json.",
        "PAR1xxxx|is a Parquet file. Set format: parquet.",
        "%PDF-1.7|is a PDF document",
        "SQLite format 3|is an SQLite database",
        "' '|holds only whitespace",
        "''|is empty"
      })
  void whatItIsIsNamed(String text, String said) {
    assertThat(Disguise.of("a.csv", text.getBytes(UTF_8), "csv", PathKey.JOB).orElseThrow())
        .startsWith(said);
  }

  @Test
  void compressedBytesUnderAPlainNameAreNamed() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("a,b\n1,2\n".getBytes(UTF_8));
    }
    assertThat(Disguise.of("a.csv", bytes.toByteArray(), "csv", PathKey.JOB))
        .contains("is compressed with gzip, but its name does not say so. Rename it to a.csv.gz.");
    assertThat(Disguise.of("a.csv", bytes("BZh91AY&SY"), "csv", PathKey.JOB).orElseThrow())
        .contains("Rename it to a.csv.bz2.");
    assertThat(
            Disguise.of("a.csv", bytes("\u0028\u00B5\u002F\u00FDx"), "csv", PathKey.JOB)
                .orElseThrow())
        .contains("zstd");
  }

  @Test
  void workbooksAreToldFromOtherArchives() throws IOException {
    assertThat(Disguise.of("a.csv", zip("xl/workbook.xml"), "csv", PathKey.JOB).orElseThrow())
        .startsWith("is an Excel workbook.");
    assertThat(
            Disguise.of("a.csv", bytes("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1"), "csv", PathKey.JOB))
        .hasValueSatisfying(said -> assertThat(said).startsWith("is an Excel workbook."));
    assertThat(Disguise.of("data.csv.zip", zip("data.csv"), "csv", PathKey.JOB).orElseThrow())
        .startsWith("is a zip archive, which Spark does not read. Unzip it (unzip data.csv.zip)");
  }

  @Test
  void binaryFilesAreNamed() {
    assertThat(
            Disguise.of("a.csv", new byte[] {'a', 0, 3, 'b', 1, 9, 9, 9}, "csv", PathKey.JOB)
                .orElseThrow())
        .startsWith("is a binary file");
    assertThat(Disguise.of("a.parquet", "y,x\n1,2\n".getBytes(UTF_8), "parquet", PathKey.JOB))
        .contains("is a text file. Set format: csv.");
    assertThat(
            Disguise.of("a.json", "y,x\n1,2\n".getBytes(UTF_8), "json", PathKey.JOB).orElseThrow())
        .isEqualTo("is not JSON: it begins with \"y,x\". If it is CSV, set format: csv.");
  }

  private static byte[] zip(String entry) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(1);
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(String latin) {
    return latin.getBytes(ISO_8859_1);
  }
}
