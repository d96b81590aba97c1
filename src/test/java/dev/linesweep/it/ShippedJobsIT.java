package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.linesweep.fixture.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jobs that ship reach what they promise. */
class ShippedJobsIT {
  private static final Path JOBS = Path.of(System.getProperty("linesweep.basedir"), "jobs");

  private static final String YAHOO = "Date,Open,High,Low,Close,Adj Close,Volume";
  private static final String STOOQ = "Date,Open,High,Low,Close,Volume";

  @TempDir Path folder;

  @Test
  void lineFindsItsWeightAndBias() throws IOException {
    NamedCsvRecord best = best(JOBS.resolve("line.yaml"));

    assertThat(best.getField("weights")).matches("\\[[0-9.]+]");
    double weight = Double.parseDouble(best.getField("weights").replaceAll("[\\[\\]]", ""));
    assertThat(weight).isCloseTo(0.7, within(0.01));
    assertThat(number(best, "bias")).isCloseTo(0.3, within(0.01));
    assertThat(number(best, "test_loss")).isLessThan(0.005);
  }

  @Test
  void housingIsAsGoodAsALinearModelGets() throws IOException {
    NamedCsvRecord best = best(JOBS.resolve("housing.yaml"));

    assertThat(number(best, "test_mae")).isCloseTo(18_570, within(0.02 * 18_570));
  }

  /** By the mean over the folds, which is what chooses; the test rows are in neither. */
  @Test
  void searchIsAsGoodAsTheGridOfHousingForATenthOfTheTraining() throws IOException {
    NamedCsvRecord grid =
        best(
            JOBS.resolve("housing.yaml"),
            "settings.csv",
            "--set",
            "split.folds=5",
            "--set",
            "metric=validation_loss",
            "--engine",
            "fused");
    NamedCsvRecord search = best(JOBS.resolve("search.yaml"), "settings.csv");

    assertThat(number(search, "validation_loss_mean"))
        .isLessThanOrEqualTo(number(grid, "validation_loss_mean"));
    // The same settings trained to the end are less than any grid of three values an axis.
    assertThat(columnEpochs(folder.resolve("search"))).isLessThan(128 * 5 * 400 / 10);
  }

  /** The epochs that each trajectory has come to, summed up. */
  private static long columnEpochs(Path out) throws IOException {
    Map<List<String>, Integer> last = new HashMap<>();
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(out.resolve("summary.csv"))) {
      for (NamedCsvRecord row : rows) {
        String stopped = row.getField("stopped_epoch");
        List<String> trajectory =
            Stream.of("optimizer", "learning_rate", "batch_size", "l1", "l2", "fold")
                .map(row::getField)
                .toList();
        last.merge(
            trajectory,
            Integer.parseInt(stopped.isEmpty() ? row.getField("epochs") : stopped),
            Math::max);
      }
    }
    assertThat(last).hasSize(128 * 5);
    return last.values().stream().mapToLong(Integer::longValue).sum();
  }

  @Test
  void temperatureIsAheadOfPersistence() throws IOException {
    NamedCsvRecord best = best(JOBS.resolve("temperature.yaml"));

    assertThat(number(best, "test_mae")).isCloseTo(2.165, within(0.02 * 2.165)).isLessThan(2.35);
  }

  @Test
  void stocksSaysHowToGetItsFile() throws IOException {
    Path job = Files.copy(JOBS.resolve("stocks.yaml"), folder.resolve("stocks.yaml"));
    Path out = folder.resolve("out");

    Ran ran = Ran.sweep("local[2]", job, out);

    assertThat(ran.err())
        .endsWith(
            "error: data.path: there is no "
                + folder.resolve("data/stocks.csv").toUri()
                + ". Bring a CSV of daily prices with the columns Date (2024-01-31) and Close, as"
                + " Yahoo Finance and Stooq have them for download; the head of jobs/stocks.yaml"
                + " says more\n");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {YAHOO, STOOQ})
  void stocksLearnsFromPricesAsDownloadedAndComparesWithStandingStill(String header)
      throws IOException {
    Path job = Files.copy(JOBS.resolve("stocks.yaml"), folder.resolve("stocks.yaml"));
    Files.createDirectory(folder.resolve("data"));
    Files.writeString(folder.resolve("data/stocks.csv"), prices(header));

    NamedCsvRecord best = best(job);

    // A wave is linear in its last two values; standing still is off by 3 on average.
    assertThat(number(best, "test_mae")).isLessThan(0.5);
    String model = Files.readString(folder.resolve("stocks/best/model.json"));
    assertThat(model).contains("\"name\" : \"same as today\"", "\"column\" : \"close\"");
    assertThat(Files.readString(folder.resolve("stocks/report.html"))).contains("same as today");
  }

  /**
   * The launcher's archive of classes is made of this sweep, in the background, where none reads.
   */
  @Test
  void theStartUpSweepRuns() throws IOException {
    assertThat(number(best(JOBS.resolveSibling("conf/start-up.yaml")), "test_mae")).isPositive();
  }

  /** Days of a wave under such a header; Yahoo's file has a day without trade. */
  private static String prices(String header) {
    StringBuilder csv = new StringBuilder(header).append('\n');
    for (int day = 0; day < 120; day++) {
      double price = 20 + 5 * Math.sin(day);
      String date = LocalDate.of(2024, 1, 1).plusDays(day).toString();
      String row = "%s,%3$.2f,%4$.2f,%5$.2f,%2$.6f";
      csv.append(String.format(Locale.ROOT, row, date, price, price, price + 1, price - 1));
      csv.append(
          header.equals(YAHOO)
              ? String.format(Locale.ROOT, ",%.6f,%d\n", price - 0.5, 1000 + day)
              : ",%d\n".formatted(1000 + day));
      if (header.equals(YAHOO) && day == 60) {
        csv.append("2024-03-01,null,null,null,null,null,null\n");
      }
    }
    return csv.toString();
  }

  private NamedCsvRecord best(Path job) throws IOException {
    return best(job, "summary.csv");
  }

  /** The first row of a table, in a folder of the job's name. */
  private NamedCsvRecord best(Path job, String table, String... options) throws IOException {
    String name = job.getFileName().toString();
    Path out = folder.resolve(name.substring(0, name.indexOf('.')));
    Ran ran = Ran.sweep("local[2]", job, out, options);
    assertThat(ran.code()).as(ran.err()).isZero();
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(out.resolve(table))) {
      return rows.stream().findFirst().orElseThrow();
    }
  }

  private static double number(NamedCsvRecord row, String column) {
    return Double.parseDouble(row.getField(column));
  }
}
