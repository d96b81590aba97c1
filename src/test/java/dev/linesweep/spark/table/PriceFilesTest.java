package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code jobs/stocks.yaml} on files of prices as sites and tools write them: it works, or the
 * message has the query that does. Made-up prices.
 */
class PriceFilesTest {
  /** By day, from 3 to 14 July 2023. */
  private static final double[] CLOSE = {1100.5, 1101, 1099.25, 1104, 1103, 1107.75, 1110, 1108};

  private static final int[] DAYS = {3, 4, 5, 6, 7, 12, 13, 14};
  private static final Pattern QUERY = Pattern.compile("(?m)^  query: \\|\\n((?:    .*\\n?)+)");

  @TempDir Path folder;

  private static String lines(String header, String row) {
    return header
        + "\n"
        + IntStream.range(0, DAYS.length)
            .mapToObj(i -> row.formatted(DAYS[i], CLOSE[i]))
            .collect(Collectors.joining("\n", "", "\n"));
  }

  /** As sites that begin with the newest day have it. */
  private static String newestFirst(String text) {
    List<String> lines = text.lines().toList();
    return lines.get(0)
        + "\n"
        + IntStream.range(1, lines.size())
            .mapToObj(i -> lines.get(lines.size() - i))
            .collect(Collectors.joining("\n", "", "\n"));
  }

  private String job(String prices) throws IOException {
    Path file = Files.writeString(folder.resolve("stocks.csv"), prices);
    return Files.readString(Path.of("jobs/stocks.yaml"))
        .replace("path: data/stocks.csv", "path: '" + file.toUri() + "'");
  }

  private static TableData read(String job) {
    SweepSpec spec = SpecReader.read(job, "file:/jobs/stocks.yaml", List.of());
    return TableReader.read(
        SharedSpark.session(),
        (DataSpec.Table) spec.data().source(),
        new TableReader.Rules(spec.data().missing(), spec.data().unseen(), spec.split(), 0),
        name -> null);
  }

  private void works(String prices) throws IOException {
    check(read(job(prices)));
  }

  /** From the oldest day on; the first two have no day before, the last has no day after. */
  private static void check(TableData data) {
    int rows = CLOSE.length - 3;
    for (int i = 0; i < rows; i++) {
      assertThat(data.matrix().y()[i]).isEqualTo(CLOSE[i + 3]);
      assertThat(data.matrix().x()[3 * i]).isEqualTo(CLOSE[i + 2]);
      assertThat(data.matrix().x()[3 * i + 1]).isEqualTo(CLOSE[i + 1]);
      assertThat(data.matrix().x()[3 * i + 2]).isEqualTo(CLOSE[i]);
    }
    assertThat(data.matrix().rows()).isEqualTo(rows);
  }

  /** Writes the query of the message into the job, as it stands there. */
  private void worksAsTold(String prices, String... said) throws IOException {
    String job = job(prices);
    JobException refused = catchThrowableOfType(JobException.class, () -> read(job));
    assertThat(refused).isNotNull();
    assertThat(refused.getMessage()).startsWith("data.query: ").contains(said);
    Matcher told = QUERY.matcher(refused.getMessage());
    assertThat(told.find()).as(refused.getMessage()).isTrue();
    Matcher old = QUERY.matcher(job);
    assertThat(old.find()).isTrue();
    check(
        read(
            job.substring(0, old.start())
                + "  query: |\n"
                + told.group(1)
                + "\n"
                + job.substring(old.end())));
  }

  @Test
  void yahooAndStooq() throws IOException {
    works(lines("Date,Open,High,Low,Close,Adj Close,Volume", "2023-07-%02d,1,2,3,%s,5,6"));
    works(newestFirst(lines("Date,Open,High,Low,Close,Volume", "2023-07-%02d,1,2,3,%s,6")));
    worksAsTold(
        lines("Data,Otwarcie,Najwyzszy,Najnizszy,Zamkniecie,Wolumen", "2023-07-%02d,1,2,3,%s,6"),
        "the table has no column `Date`, but has Data; the table has no column `Close`, but has"
            + " Zamkniecie. Change the query to\n");
    worksAsTold(
        lines(
            "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>",
            "X.US,D,202307%02d,000000,1,2,3,%s,6,0"),
        "`<CLOSE>`");
  }

  @Test
  void nasdaqAndInvesting() throws IOException {
    worksAsTold(
        newestFirst(lines("Date,Close/Last,Volume,Open,High,Low", "07/%02d/2023,$%s,5,$1,$2,$3")),
        "`Close/Last`",
        "column \"Date\" holds dates such as \"07/14/2023\", which have the format 'M/d/yyyy'");
    worksAsTold(
        "\uFEFF"
            + newestFirst(
                lines(
                        "\"Date\",\"Price\",\"Open\",\"High\",\"Low\",\"Vol.\",\"Change %%\"",
                        "\"07/%02d/2023\",\"%s\",\"1\",\"2\",\"3\",\"1.20M\",\"0.15%%\"")
                    .replace("%%", "%")
                    .replaceAll("\"1(\\d\\d\\d[.\\d]*)\"", "\"1,$1\"")),
        "the table has no column `Close`, but has Price");
  }

  @Test
  void otherFormsOfDates() throws IOException {
    worksAsTold(lines("Date,Close", "\"Jul %d, 2023\",%s"), "to_date(Date, 'MMM d, yyyy')");
    worksAsTold(lines("Date,Close", "202307%02d,%s"), "to_date(string(Date), 'yyyyMMdd')");
    worksAsTold(lines("Date,Close", "%02d.07.2023,%s"), "to_date(Date, 'd.M.yyyy')");
    worksAsTold(lines("Date,Close", "%02d-Jul-23,%s"), "to_date(Date, 'd-MMM-yy')");
    worksAsTold(lines("Date,Close", "7/%d/2023 16:00:00,%s"), "to_date(Date, 'M/d/yyyy H:mm:ss')");
    worksAsTold(
        lines("timestamp,open,high,low,close,volume", "2023-07-%02d,1,2,3,%s,6"), "timestamp");
    works(lines("Date,Close", "2023-07-%02d 00:00:00-04:00,%s"));
  }

  @Test
  void datesWhoseMonthOnlyTheAuthorKnowsAreReadEitherWay() throws IOException {
    worksAsTold(lines("Date,Close", "%d/7/2023,%s"), "to_date(Date, 'd/M/yyyy')");
    JobException refused =
        catchThrowableOfType(
            JobException.class,
            () -> read(job("Date,Close\n7/3/2023,1\n7/4/2023,2\n7/5/2023,3\n7/6/2023,4\n")));
    assertThat(refused)
        .hasMessageContaining(
            "have the format 'M/d/yyyy' (or 'd/M/yyyy' if the day comes first). Change");
  }

  @Test
  void theThreeLinesOfYfinancesHeader() throws IOException {
    String text =
        lines(
            "Price,Close,High,Low,Open,Volume\nTicker,X,X,X,X,X\nDate,,,,,",
            "2023-07-%02d,%s,2,3,1,6");
    JobException refused = catchThrowableOfType(JobException.class, () -> read(job(text)));
    assertThat(refused)
        .hasMessage(
            "data.path: stocks.csv: lines 2 and 3 are part of the header, as yfinance writes it."
                + " Remove them and name the first column Date: sed -e '2,3d' -e"
                + " '1s/^[^,]*/Date/' stocks.csv > prices.csv.");
    works(text.replaceFirst("\n[^\n]*\n[^\n]*\n", "\n").replaceFirst("^[^,]*", "Date"));
  }

  @Test
  void aColumnThatNothingIsLikeIsNamedWithThoseThatAreThere() throws IOException {
    String job = job("when,value\n2023-07-03,1\n");
    assertThat(catchThrowableOfType(JobException.class, () -> read(job)))
        .hasMessage("data.query: the table has no column `Date`. Its columns are: when, value.");
  }

  @Test
  void aCellThatAQueryCannotConvertIsNamed() throws IOException {
    Tables table =
        Tables.csv(folder, "c.csv", "y,x", "1,a2", "2,b", "3,c", "4,d", "5,e", "6,6", "7,7")
            .query("SELECT y, CAST(`x` AS DOUBLE) AS x FROM input");
    assertThat(catchThrowableOfType(JobException.class, table::read))
        .hasMessage(
            "data.query: 'a2' is not a DOUBLE. Correct the value, or convert it with try_cast(… AS"
                + " …), which makes such values missing.");
    Tables tried = table.query("SELECT y, try_cast(`x` AS DOUBLE) AS x FROM input").drop();
    assertThat(tried.read().matrix().x()).containsExactly(6, 7);
  }

  @Test
  void aQueryThatReadsItsDatesItselfIsLeftAlone() {
    Tables table =
        Tables.csv(folder, "d.csv", "y,d", "1,14.7.2023", "2,15.7.2023")
            .query("SELECT y, unix_date(to_date(d, 'd.M.yyyy')) AS d FROM input")
            .select("y", "d");
    assertThat(table.read().matrix().x()).containsExactly(19552, 19553);
  }
}
