package dev.linesweep.spark.table;

import dev.linesweep.spark.table.file.ColumnCells;
import dev.linesweep.spark.table.file.CsvOptions;
import dev.linesweep.spark.table.file.CsvSource;
import dev.linesweep.spark.table.file.CsvTable;
import dev.linesweep.spark.table.file.Disguise;
import dev.linesweep.spark.table.file.EqualFiles;
import dev.linesweep.spark.table.file.FolderColumns;
import dev.linesweep.spark.table.file.JsonFile;
import dev.linesweep.spark.table.file.LocalCells;
import dev.linesweep.spark.table.file.LocalFile;
import dev.linesweep.spark.table.file.ParquetCells;
import dev.linesweep.spark.table.file.ParquetFooters;
import dev.linesweep.spark.table.file.ParquetTypes;
import dev.linesweep.spark.table.file.PathKey;
import dev.linesweep.spark.table.file.SourceFile;
import dev.linesweep.spark.table.file.SourcePaths;
import dev.linesweep.spark.table.file.UnreadFiles;
import dev.linesweep.spec.Choice;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.FileFormat;
import dev.linesweep.spec.JobException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Reads files or a JDBC source as a table, after checking what the files are.
 *
 * @param key where the job names them, for messages
 * @param options Spark's, without references to the environment
 * @param roots files and folders
 */
record TableFiles(
    TableSession session,
    PathKey key,
    DataSpec.Files files,
    Map<String, String> options,
    List<String> roots,
    Configuration hadoop) {

  private static final String CASE = "spark.sql.caseSensitive";

  /**
   * Reads files; all columns of CSV files are text.
   *
   * @param hint how to get the files, said if there are none
   * @param wanted names of columns that the table needs
   */
  static TableOrigin read(
      TableSession session,
      PathKey key,
      DataSpec.Files files,
      EnvSecrets secrets,
      String hint,
      List<String> wanted) {
    Map<String, String> options = ReaderOptions.of(files, secrets);
    if (files.format().equals("jdbc")) {
      return JdbcTable.read(session.spark(), options);
    }
    if (isLake(files.format())) {
      return LakeTable.read(session.spark(), files, options);
    }
    Configuration hadoop = session.hadoop();
    options.forEach(hadoop::set);
    List<String> roots = SourcePaths.of(key, files.path(), hint, hadoop);
    options.put(LocalFile.PATTERNS, "false");
    return new TableFiles(session, key, files, options, roots, hadoop).read(wanted);
  }

  private static boolean isLake(String format) {
    return Choice.of(FileFormat.values(), format).filter(FileFormat::isLibrarys).isPresent();
  }

  private TableOrigin read(List<String> wanted) {
    Optional<SourceFile> small =
        LocalFile.of(files.format(), roots, options, session.small(), hadoop);
    List<SourceFile> sources = small.map(List::of).orElseGet(this::sources);
    withoutChecksums(sources);
    Optional<String> equal = EqualFiles.note(key, sources, hadoop);
    try {
      TableOrigin origin = of(sources, small.isPresent(), wanted);
      return equal.map(origin::noted).orElse(origin);
    } catch (JobException refused) {
      boolean folder = key == PathKey.JOB && roots.equals(List.of(files.path()));
      Optional<OtherFiles> others =
          folder ? OtherFiles.of(files.format(), files.path(), sources) : Optional.empty();
      throw others.map(other -> other.explain(refused)).orElse(refused);
    }
  }

  private TableOrigin of(List<SourceFile> sources, boolean small, List<String> wanted) {
    return switch (files.format()) {
      case "csv" -> csv(sources, small, wanted);
      case "json" -> byCase(() -> json(sources));
      case "parquet" -> parquet(sources, small, wanted);
      default -> byCase(() -> binary(sources, wanted));
    };
  }

  private TableOrigin csv(List<SourceFile> sources, boolean small, List<String> wanted) {
    CsvOptions csv = new CsvOptions(options);
    CsvTable table = CsvTable.probe(key, sources, csv, wanted, hadoop);
    Supplier<Dataset<Row>> spark =
        () -> CsvSource.rows(session.spark(), key, table, csv, roots, hadoop);
    Optional<List<ColumnCells>> cells =
        small && alike(table.columns()).isEmpty()
            ? LocalCells.of(key, table, csv, hadoop)
            : Optional.empty();
    return cells.isPresent()
        ? csv(TableRows.of(table.columns(), cells.get(), spark), sources, table, csv)
        : byCase(() -> csv(TableRows.of(spark.get()), sources, table, csv));
  }

  private TableOrigin csv(
      TableRows rows, List<SourceFile> sources, CsvTable table, CsvOptions csv) {
    boolean leftAsText = "false".equalsIgnoreCase(options.get("inferSchema"));
    return origin(
        rows,
        !leftAsText,
        sources,
        table.notes(),
        () ->
            table
                .firstTorn(key, csv, hadoop)
                .or(() -> CsvSource.firstTorn(session.spark(), key, table, csv, roots)));
  }

  private TableOrigin json(List<SourceFile> sources) {
    JsonFile.Table table = JsonFile.probe(key, sources, options, hadoop);
    options.put("multiLine", Boolean.toString(table.whole()));
    TornRows torn = () -> JsonFile.firstTorn(key, sources, options, hadoop);
    Dataset<Row> rows =
        SparkErrors.during(key.toString(), new EnvSecrets(name -> null), torn, () -> load("json"));
    if (rows.columns().length == 0) {
      throw new JobException("%s: the JSON of %s has no rows.".formatted(key, files.path()));
    }
    List<String> notes =
        table.torn() == 0
            ? List.of()
            : List.of(
                String.format(
                    Locale.ROOT,
                    "%d of %d lines are not complete JSON objects and are dropped or read in part"
                        + " (mode: %s)",
                    table.torn(),
                    table.values() + table.torn(),
                    options.get("mode")));
    return origin(TableRows.of(rows), false, sources, notes, torn);
  }

  private TableOrigin parquet(List<SourceFile> sources, boolean small, List<String> wanted) {
    Optional<ParquetCells> cells =
        small
            ? ParquetCells.of(sources.get(0), hadoop).filter(c -> alike(c.names()).isEmpty())
            : Optional.empty();
    return cells.isEmpty()
        ? byCase(() -> binary(sources, wanted))
        : origin(
            TableRows.of(cells.get().names(), cells.get().columns(), () -> load("parquet")),
            false,
            sources,
            List.of(),
            new ParquetFooters(key, sources, hadoop)::problem);
  }

  private TableOrigin binary(List<SourceFile> sources, List<String> wanted) {
    Disguise.refuse(key, sources, files.format(), hadoop);
    boolean parquet = files.format().equals("parquet");
    ParquetFooters footers = new ParquetFooters(key, sources, hadoop);
    try {
      Dataset<Row> rows = load(files.format());
      if (parquet) {
        footers.requireColumns(wanted, List.of(rows.columns()));
      }
      return origin(
          TableRows.of(rows),
          false,
          sources,
          List.of(),
          parquet ? footers::problem : TornRows.NONE);
    } catch (Exception failure) {
      Optional<String> found =
          parquet && SparkErrors.isTorn(failure) ? footers.problem() : Optional.empty();
      if (found.isPresent()) {
        throw new JobException(found.get());
      }
      throw SparkErrors.cause(failure)
          .flatMap(cause -> typeProblem(cause, sources))
          .<RuntimeException>map(JobException::new)
          .orElseGet(() -> SparkErrors.sneaky(failure));
    }
  }

  private Optional<String> typeProblem(SparkThrowable cause, List<SourceFile> sources) {
    if (!cause.getCondition().startsWith("PARQUET_TYPE_")) {
      return Optional.empty();
    }
    String type = cause.getMessageParameters().getOrDefault("parquetType", "unknown");
    return Optional.of(ParquetTypes.problem(key, files.path(), sources, type, hadoop));
  }

  private Dataset<Row> load(String format) {
    return session
        .spark()
        .read()
        .format(format)
        .options(options)
        .load(roots.toArray(String[]::new));
  }

  /** Lets names that differ only by case be different names, here and in the job's query. */
  private TableOrigin byCase(Supplier<TableOrigin> read) {
    String usual = session.spark().conf().get(CASE);
    session.spark().conf().set(CASE, "true");
    TableOrigin origin = read.get();
    Optional<List<String>> alike = alike(origin.rows().names());
    if (alike.isEmpty()) {
      session.spark().conf().set(CASE, usual);
      return origin;
    }
    return origin.noted(
        "the columns %s differ only in case; spell each as in the file, also in a query"
            .formatted(String.join(" and ", alike.get())));
  }

  /** Names that differ only by case. */
  private static Optional<List<String>> alike(List<String> names) {
    return names.stream()
        .distinct()
        .collect(Collectors.groupingBy(name -> name.toLowerCase(Locale.ROOT)))
        .values()
        .stream()
        .filter(same -> same.size() > 1)
        .findFirst();
  }

  private TableOrigin origin(
      TableRows rows,
      boolean isWritten,
      List<SourceFile> sources,
      List<String> notes,
      TornRows torn) {
    int count = sources.size();
    UnreadFiles unread = new UnreadFiles(key, files.path(), roots, sources, hadoop);
    boolean recursive = Boolean.parseBoolean(options.get("recursiveFileLookup"));
    String counted = count == 1 ? "1 file" : count + " files";
    return new TableOrigin(
        rows,
        isWritten,
        FolderColumns.names(session::spark, options, roots, sources),
        count == 1,
        new TableOrigin.Described(
            count + " files", "%s %s (%s)".formatted(files.format(), files.path(), counted)),
        Stream.concat(notes.stream(), unread.notes(recursive)).toList(),
        torn);
  }

  /** The files that Spark would read. */
  private List<SourceFile> sources() {
    String[] found = load("text").inputFiles();
    if (found.length == 0) {
      throw new JobException(
          "%s: there is no data file in %s. Files whose names begin with _ or . are not read."
              .formatted(key, files.path()));
    }
    return SourcePaths.named(Arrays.stream(found).sorted().toList());
  }

  /** Hadoop looks for a file of checksums next to each, and no such name may hold a colon. */
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
