package dev.linesweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.linesweep.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs that ship reach what they promise. */
class ShippedJobsIT {
  private static final Path JOBS = Path.of(System.getProperty("linesweep.basedir"), "jobs");

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
                + ". bring a CSV with the columns symbol, date (\"Jan 1 2000\") and price; the head"
                + " of jobs/stocks.yaml says how to get one\n");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(out).doesNotExist();
  }

  @Test
  void stocksLearnsFromAFileOfItsForm() throws IOException {
    Path job = Files.copy(JOBS.resolve("stocks.yaml"), folder.resolve("stocks.yaml"));
    Files.createDirectory(folder.resolve("data"));
    Files.writeString(folder.resolve("data/stocks.csv"), prices());

    NamedCsvRecord best = best(job);

    // A wave is linear in its last two values; standing still is off by 3 on average.
    assertThat(number(best, "test_mae")).isLessThan(0.5);
  }

  /** Ten years of months of two symbols, as vega-datasets writes them. */
  private static String prices() {
    DateTimeFormatter dates = DateTimeFormatter.ofPattern("MMM d yyyy", Locale.ROOT);
    StringBuilder csv = new StringBuilder("symbol,date,price\n");
    for (String symbol : List.of("MSFT", "AMZN")) {
      for (int month = 0; month < 120; month++) {
        double price = 20 + 5 * Math.sin(month);
        LocalDate date = LocalDate.of(2000, 1, 1).plusMonths(month);
        csv.append(String.format(Locale.ROOT, "%s,%s,%.2f\n", symbol, dates.format(date), price));
      }
    }
    return csv.toString();
  }

  private NamedCsvRecord best(Path job) throws IOException {
    Path out = folder.resolve("out");
    Ran ran = Ran.sweep("local[2]", job, out);
    assertThat(ran.code()).as(ran.err()).isZero();
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(out.resolve("summary.csv"))) {
      return rows.stream().findFirst().orElseThrow();
    }
  }

  private static double number(NamedCsvRecord row, String column) {
    return Double.parseDouble(row.getField(column));
  }
}
