package dev.linesweep.spark.table;

import dev.linesweep.spark.table.file.CsvOptions;
import dev.linesweep.spark.table.file.CsvSource;
import dev.linesweep.spark.table.file.CsvTable;
import dev.linesweep.spark.table.file.SourceFile;
import dev.linesweep.spark.table.file.SourcePaths;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Files, or a JDBC source, as a table: what they are is found out before Spark reads them.
 *
 * @param key where the job names them, for messages
 * @param options Spark's, without references to the environment
 * @param roots files and folders
 */
record TableFiles(
    SparkSession spark,
    String key,
    DataSpec.Files files,
    Map<String, String> options,
    List<String> roots,
    Configuration hadoop) {
  /** Spark's option for paths that are no patterns, whatever characters they have. */
  private static final String PATTERNS = "__globPaths__";

  /**
   * Reads files; all columns of CSV files are text.
   *
   * @param hint how to get the files, said if there are none
   * @param wanted names of columns that the table needs
   */
  static TableOrigin read(
      SparkSession spark,
      String key,
      DataSpec.Files files,
      Secrets secrets,
      String hint,
      List<String> wanted) {
    Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    defaults(options, files.format());
    options.putAll(secrets.resolve(files.options()));
    if (files.format().equals("jdbc")) {
      Dataset<Row> rows = spark.read().format("jdbc").options(options).load();
      return new TableOrigin(rows, false, false, "a jdbc table", "jdbc table", List.of());
    }
    Configuration hadoop = new Configuration(spark.sparkContext().hadoopConfiguration());
    options.forEach(hadoop::set);
    List<String> roots = SourcePaths.of(key, files.path(), hint, hadoop);
    options.put(PATTERNS, "false");
    return new TableFiles(spark, key, files, options, roots, hadoop).read(wanted);
  }

  private static void defaults(Map<String, String> options, String format) {
    if (format.equals("csv")) {
      options.put("header", "true");
      options.put("escape", "\"");
    }
    if (format.equals("csv") || format.equals("json")) {
      options.put("mode", "FAILFAST");
    }
  }

  private TableOrigin read(List<String> wanted) {
    List<SourceFile> sources = sources();
    withoutChecksums(sources);
    if (files.format().equals("csv")) {
      CsvOptions csv = new CsvOptions(options);
      CsvTable table = CsvTable.probe(key, sources, csv, wanted, hadoop);
      Dataset<Row> rows = CsvSource.rows(spark, key, table, csv, roots, hadoop);
      boolean leftAsText = "false".equalsIgnoreCase(options.get("inferSchema"));
      return origin(rows, !leftAsText, sources.size(), table.notes());
    }
    Dataset<Row> rows =
        spark.read().format(files.format()).options(options).load(roots.toArray(String[]::new));
    return origin(rows, false, sources.size(), List.of());
  }

  private TableOrigin origin(Dataset<Row> rows, boolean isWritten, int count, List<String> notes) {
    String counted = count == 1 ? "1 file" : count + " files";
    return new TableOrigin(
        rows,
        isWritten,
        count == 1,
        count + " files",
        "%s %s (%s)".formatted(files.format(), files.path(), counted),
        notes);
  }

  /** The files that Spark would read. */
  private List<SourceFile> sources() {
    String[] found =
        spark
            .read()
            .format("text")
            .options(options)
            .load(roots.toArray(String[]::new))
            .inputFiles();
    if (found.length == 0) {
      throw new JobException(
          "%s: there is no data file in %s. Files whose names begin with _ or . are not read."
              .formatted(key, files.path()));
    }
    return SourcePaths.named(Arrays.stream(found).sorted().toList());
  }

  /** Hadoop looks for a file of checksums beside each, and no such name may hold a colon. */
  private void withoutChecksums(List<SourceFile> sources) {
    if (sources.stream().anyMatch(file -> file.name().contains(":"))) {
      Map<String, String> raw =
          Map.of(
              "fs.file.impl",
              RawLocalFileSystem.class.getName(),
              "fs.file.impl.disable.cache",
              "true");
      options.putAll(raw);
      raw.forEach(hadoop::set);
    }
  }
}
