package dev.linesweep.spec;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The formats that Spark reads. */
public enum FileFormat {
  CSV,
  PARQUET,
  JSON,
  ORC,
  JDBC,
  /** A folder with a log of its versions, read by a library that Spark is given. */
  DELTA,
  /** The same. */
  ICEBERG;

  private static final String SHEET =
      "save the sheet as CSV (in Excel: CSV UTF-8) and write format: csv with the path of that"
          + " file";
  private static final String DATABASE =
      "write format: jdbc with options: {url: ..., dbtable: ...} instead of path";
  private static final String AS_CSV = "write format: csv; the separator is detected";
  private static final String AS_JSON = "write format: json";

  /** Other words and endings, with the nearest format that works. */
  static final Map<String, String> REMEDIES =
      Map.ofEntries(
          Map.entry("excel", SHEET),
          Map.entry("xls", SHEET),
          Map.entry("xlsx", SHEET),
          Map.entry("xlsm", SHEET),
          Map.entry("ods", SHEET),
          Map.entry("tsv", AS_CSV),
          Map.entry("txt", AS_CSV),
          Map.entry("text", AS_CSV),
          Map.entry("jsonl", AS_JSON),
          Map.entry("ndjson", AS_JSON),
          Map.entry("sqlite", DATABASE),
          Map.entry("db", DATABASE),
          Map.entry("mysql", DATABASE),
          Map.entry("postgres", DATABASE),
          Map.entry("postgresql", DATABASE),
          Map.entry("avro", "convert the data to Parquet and write format: parquet"),
          Map.entry("zip", "unzip the file first"));

  /** Whether Spark reads it through a library of the format, which knows its files. */
  public boolean isLibrarys() {
    return this == DELTA || this == ICEBERG;
  }

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What to write instead of a format that does not exist. */
  static Optional<String> remedy(String written) {
    return Optional.ofNullable(REMEDIES.get(written.toLowerCase(Locale.ROOT)));
  }

  /** The ending of a file's name that tells its format, without the ending of a compression. */
  public static String ending(String path) {
    String name =
        path.toLowerCase(Locale.ROOT).replaceFirst("\\.(?:gz|bz2|zst|deflate|lz4|snappy)$", "");
    return name.substring(name.lastIndexOf('/') + 1).replaceFirst("^.*\\.|^[^.]*$", "");
  }

  public static Optional<FileFormat> of(String ending) {
    return switch (ending) {
      case "csv", "tsv", "tab" -> Optional.of(CSV);
      case "parquet", "pq" -> Optional.of(PARQUET);
      case "json", "jsonl", "ndjson" -> Optional.of(JSON);
      case "orc" -> Optional.of(ORC);
      default -> Optional.empty();
    };
  }
}
