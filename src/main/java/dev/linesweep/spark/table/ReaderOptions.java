package dev.linesweep.spark.table;

import dev.linesweep.spec.DataSpec;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.hadoop.ParquetInputFormat;

/** The options that Spark's reader of files is given: the job's, over those that a format needs. */
final class ReaderOptions {
  /** Has a damaged page refused, if whoever wrote the file left its checksum. */
  private static final String CHECKSUMS = ParquetInputFormat.PAGE_VERIFY_CHECKSUM_ENABLED;

  private ReaderOptions() {}

  /** By name, in any case. */
  static Map<String, String> of(DataSpec.Files files, EnvSecrets secrets) {
    Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    defaults(options, files.format());
    options.putAll(secrets.resolve(files.options()));
    String quote = options.getOrDefault("quote", "");
    if (!quote.isEmpty() && !hasOption(files, "escape")) {
      options.put("escape", quote);
    }
    return options;
  }

  private static void defaults(Map<String, String> options, String format) {
    if (format.equals("csv")) {
      options.put("header", "true");
      options.put("escape", "\"");
    }
    if (format.equals("parquet")) {
      options.put(CHECKSUMS, "true");
    }
    if (format.equals("csv") || format.equals("json")) {
      options.put("mode", "FAILFAST");
    }
  }

  private static boolean hasOption(DataSpec.Files files, String key) {
    return files.options().keySet().stream().anyMatch(key::equalsIgnoreCase);
  }
}
