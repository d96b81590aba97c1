package dev.linesweep.spark.table.file;

import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/**
 * The CSV files of a table, checked: all have the same columns, and no row that was read is
 * malformed.
 *
 * <p>Up to {@link #READ_WHOLE} bytes in all, files are read completely; beyond that, the first
 * mebibyte of each file is read.
 *
 * @param columns names of the first file's columns, distinct; cells after them are empty in every
 *     row
 * @param notes what was guessed, for the user
 */
public record CsvTable(List<CsvFile> files, List<String> columns, List<String> notes) {
  static final long READ_WHOLE = 64L << 20;
  private static final List<String> SPARKS_CHARSETS = List.of("UTF-8", "ISO-8859-1", "US-ASCII");

  /**
   * Reads and checks the files.
   *
   * @param key where the job names them, for messages
   * @param wanted names of columns that the job needs
   */
  public static CsvTable probe(
      PathKey key,
      List<SourceFile> sources,
      CsvOptions options,
      Collection<String> wanted,
      Configuration hadoop) {
    Optional<String> problem = options.problem();
    if (problem.isPresent()) {
      throw new JobException("data.options: %s.".formatted(problem.get()));
    }
    return read(key, sources, options, wanted, hadoop);
  }

  private static CsvTable read(
      PathKey key,
      List<SourceFile> sources,
      CsvOptions options,
      Collection<String> wanted,
      Configuration hadoop) {
    List<CsvFile> files = new ArrayList<>();
    long left = READ_WHOLE;
    for (SourceFile source : sources) {
      try {
        long bytes = source.path().getFileSystem(hadoop).getFileStatus(source.path()).getLen();
        requireCsv(key, source, hadoop);
        files.add(CsvFile.probe(source, options, hadoop, bytes <= left));
        left -= Math.min(bytes, left);
      } catch (IOException failure) {
        throw new JobException("%s: %s.".formatted(key, source.told(failure)));
      }
    }
    return new CsvChecks(key, options, wanted).table(files);
  }

  private static void requireCsv(PathKey key, SourceFile source, Configuration hadoop)
      throws IOException {
    Optional<String> other = Disguise.of(source.name(), source.head(hadoop, 1 << 16), "csv", key);
    if (other.isPresent()) {
      throw new JobException("%s: %s %s".formatted(key, source.shown(), other.get()));
    }
  }

  public CsvDialect dialect() {
    return files.get(0).dialect();
  }

  /** The first row that cannot be read; reads all files to their ends. */
  public Optional<String> firstTorn(PathKey key, CsvOptions options, Configuration hadoop) {
    for (CsvFile file : files) {
      try {
        CsvFile whole = CsvFile.probe(file.file(), options, hadoop, true);
        new CsvChecks(key, options, List.of()).requireWhole(whole);
        if (whole.scan().lineBreaks()) {
          return Optional.of(
              "%s: %s has line breaks within quoted cells. %s"
                  .formatted(
                      key,
                      file.file().shown(),
                      key.either(
                          "Set options: {multiLine: true}.",
                          "They can be read only in files of up to 64 MiB; split the file.")));
        }
      } catch (JobException torn) {
        return Optional.of(torn.problems().get(0));
      } catch (IOException failure) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** How many cells a row of the first file has. */
  int width() {
    CsvScan scan = files.get(0).scan();
    return scan.names().size() + (scan.everyRowEndsWithASeparator() ? 1 : 0);
  }

  /** Whether Spark's reader reads all of the files correctly, with one set of options. */
  public boolean isPlain(PathKey key, CsvOptions options) {
    boolean alike =
        files.stream()
            .allMatch(
                file ->
                    file.dialect().equals(dialect())
                        && file.names().equals(files.get(0).names())
                        && file.scan().everyRowEndsWithASeparator() == (width() > names()));
    boolean lines =
        files.stream().noneMatch(file -> file.scan().lineBreaks())
            && !options.multiLine().equals(Optional.of(true));
    boolean bytes =
        !dialect().separatorLine()
            && SPARKS_CHARSETS.contains(dialect().charset().toUpperCase(Locale.ROOT));
    if (!options.standard() && !(alike && bytes)) {
      throw new JobException(
          key.either("data.options: ", "--data: the job's options ")
              + "escape, lineSep and charToEscapeQuoteEscaping need files in UTF-8 or ISO-8859-1"
              + " that have the same column order and no sep= line at the top. "
              + key.either("Remove the options, or convert the files.", "Convert the file."));
    }
    boolean named = !dialect().header() || headerHasEachNameOnce() || isInNamedFolders();
    return !options.standard() || alike && lines && bytes && named;
  }

  /** The header of the first file. */
  List<String> header() {
    return files.get(0).scan().names();
  }

  /** Whether all files have one header, with a name for each cell of a row, none twice. */
  boolean headerHasEachNameOnce() {
    List<String> names = header();
    return files.stream().allMatch(file -> file.scan().names().equals(names))
        && names.size() == width()
        && Set.copyOf(names).size() == names.size()
        && names.stream().noneMatch(name -> isInFolderOf(name + "="));
  }

  /** Whether Spark reads columns from the names of folders, such as year=2024. */
  private boolean isInNamedFolders() {
    return isInFolderOf("");
  }

  private boolean isInFolderOf(String start) {
    return files.stream().anyMatch(file -> file.file().isInFolder(start));
  }

  private int names() {
    return files.get(0).scan().names().size();
  }

  /**
   * How a file is read row by row.
   *
   * @param folders cells that the names of its folders hold
   */
  CsvRows.Part part(PathKey key, CsvFile file, CsvOptions options, List<String> folders) {
    List<String> first = files.get(0).names();
    List<String> own = new ArrayList<>(file.names());
    List<Integer> order = new ArrayList<>();
    for (String name : first.subList(0, columns.size())) {
      int at = own.indexOf(name);
      own.set(at, "\n taken");
      order.add(at);
    }
    int width = file.scan().names().size() + (file.scan().everyRowEndsWithASeparator() ? 1 : 0);
    return new CsvRows.Part(
        key,
        file.file(),
        file.dialect(),
        new CsvRows.Layout(file.scan().names(), width, order, folders),
        options.option("nullValue").orElse(""),
        options.torn());
  }
}
