package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.JobException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code order_by} makes of text: the labels come in the order that people mean. The long
 * tests have a table for each text; {@link OrderTogetherTest} has all in one.
 */
class OrderByTest {
  /** One of the ways that a message offers, each with all the lines to write under data. */
  static final Pattern WAY =
      Pattern.compile("(?m)((?:^  types: .*\\n)?)^  query: (.*)\\n  order_by: (.*)$");

  @TempDir Path folder;

  /** A job on values in their right order, which the file has shuffled. */
  record Job(String path, String query, String order, String more) {
    TableData read() {
      return YamlTable.read(
          "  format: csv\n  path: '%s'\n  label: y\n  features: [x]\n%s%s  order_by: %s"
              .formatted(path, query.isEmpty() ? "" : "  query: " + query + "\n", more, order));
    }

    String refusal() {
      JobException refusal = catchThrowableOfType(JobException.class, this::read);
      assertThat(refusal).as("%s", this).isNotNull();
      return String.valueOf(refusal.getMessage());
    }

    /** The jobs that have the lines of the message, one for each way that it offers. */
    List<Job> followed() {
      List<Job> jobs = new ArrayList<>();
      String message = refusal();
      assertThat(message).startsWith("data.order_by: column \"");
      for (Matcher way = WAY.matcher(message); way.find(); ) {
        jobs.add(new Job(path, way.group(2), way.group(3), way.group(1)));
      }
      assertThat(jobs).as(message).isNotEmpty();
      return jobs;
    }
  }

  private Job job(String... cells) {
    List<Integer> places = new ArrayList<>(IntStream.range(0, cells.length).boxed().toList());
    Collections.shuffle(places, new Random(Arrays.hashCode(cells)));
    List<String> lines = new ArrayList<>(List.of("y,x,at"));
    places.forEach(i -> lines.add("%d,%d,\"%s\"".formatted(i, i * i, cells[i])));
    String name = Arrays.hashCode(cells) + ".csv";
    Path file = Tables.write(folder, name, lines.toArray(String[]::new));
    return new Job(file.toUri().toString(), "", "[at]", "");
  }

  private static double[] upTo(int rows) {
    return IntStream.range(0, rows).asDoubleStream().toArray();
  }

  static Stream<List<String>> textThatCharactersOrderWrongly() {
    return Stream.of(
        List.of("week 1", "week 2", "week 10"),
        List.of("week 9", "week 0010", "week 11"),
        List.of("Q1 2000", "Q2 2000", "Q1 2001", "Q2 2001"),
        List.of("4 of 1999", "1 of 2000", "2 of 2000"),
        List.of("1st quarter 2000", "2nd quarter 2000", "1st quarter 2001"),
        List.of("2024-1", "2024-2", "2024-10"),
        List.of("2024-W1", "2024-W2", "2024-W11"),
        List.of("12/2019", "1/2020", "11/2020"),
        List.of("1st", "2nd", "10th"),
        List.of("9:05", "9:30", "10:00"),
        List.of("9:00 AM", "11:30 AM", "1:00 PM", "2:15 PM"),
        List.of("Jan", "Feb", "Mar", "Apr", "Dec"),
        List.of("January", "february", "May", "Sept"),
        List.of("5 Jan", "14 Jan", "1 Feb"),
        List.of("Jan 2020", "Apr 2020", "Feb 2021"),
        List.of("2020 Jan", "2020 Apr", "2021 Feb"),
        List.of("Dec 31, 2019", "Jan 2, 2020", "Jan 10, 2020"),
        List.of("30.9.2020", "3.10.2020", "1.1.2021"),
        List.of("30.09.2020 08:00", "30.09.2020 09:00", "01.10.2020 07:00"),
        List.of("9/30/2020", "10/3/2020", "1/13/2021"),
        List.of("9/30/2020 11:00 AM", "9/30/2020 1:00 PM", "1/1/2021 2:00 AM"),
        List.of("30-Sep-20", "3-Oct-20", "1-Jan-21"),
        List.of("Mon", "Tue", "Wed", "Thu", "Fri"),
        List.of("14-Dec-97", "2-Jan-98", "30-Sep-99", "1-Jan-00", "3-Mar-02"),
        List.of("12/31/98", "1/2/99", "3/30/00", "2/13/01"),
        List.of("Nov-97", "Jan-98", "Apr-99", "Jan-00"),
        List.of("31-12-98", "13-01-99", "14-06-01"),
        List.of("31.12.98", "13.1.99", "14.6.01"),
        List.of("5/13/98", "14/6/99", "1/30/01"),
        List.of("31.12.98 10:00", "13.1.99 09:00", "14.6.01 11:30"),
        List.of("Fri, 11 Oct 2024 10:00:00 GMT", "Mon, 14 Oct 2024 09:00:00 GMT"),
        List.of("Fri, 11 Oct 2024 23:00:00 +0200", "Fri, 11 Oct 2024 22:00:00 +0000"),
        List.of("Fri 11 Oct 2024", "Mon 14 Oct 2024", "Fri 1 Nov 2024"),
        List.of("Friday 11 October 2024", "Monday 14 October 2024", "Friday 1 November 2024"),
        List.of("Saturday, July 29, 2023", "Friday, August 4, 2023", "Monday, January 1, 2024"),
        List.of("Fri Dec 08 2023 10:00:00", "Mon Dec 11 2023 09:00:00"),
        List.of("Fri Dec 08 10:00:00 UTC 2023", "Mon Jan 08 09:00:00 UTC 2024"),
        List.of("Wed 2024-01-31", "Thu 2024-02-01", "Fri 2024-02-02"),
        List.of("11/30/2024 (Sat)", "1/13/2025 (Mon)"),
        List.of("1. Februar 2024", "2. März 2024", "10. Mai 2024", "1. Januar 2025"),
        List.of("29 juil. 2023", "1 août 2023", "3 févr. 2024"),
        List.of("5 ene 2024", "1 feb 2024", "3 mar 2024", "2 dic 2024"),
        List.of("1 de enero de 2024", "10 de marzo de 2024", "2 de mayo de 2024"),
        List.of("Februar 2024", "Mai 2024", "Oktober 2024", "Januar 2025"),
        List.of("13122022", "01012023", "02012023", "15062023"),
        List.of("12132022", "01132023", "02282023"),
        List.of("981214", "991214", "000120", "010305"),
        List.of("99-12-14", "00-01-20", "01-03-30"),
        List.of("991214", "111030", "120115"),
        List.of("Q4 '99", "Q1 '00", "Q2 '00"),
        List.of("Q1 '00", "Q2 '00", "Q1 '01"),
        List.of("Dec '99", "Jan '00", "Apr '00"),
        List.of("99Q4", "00Q1", "01Q3"),
        List.of("Q4-99", "Q1-00"),
        List.of("13122022", "15062023", "14012024"),
        List.of("Winter 2000", "Spring 2000", "Summer 2000", "Autumn 2000", "Winter 2001"),
        List.of("2000 Winter", "2000 Spring", "2000 Autumn", "2001 Winter", "2001 Spring"),
        List.of("Frühjahr 2000", "Sommer 2000", "Herbst 2000", "Frühjahr 2001"),
        List.of("first half 2000", "second half 2000", "first half 2001", "second half 2001"),
        List.of("zweites Quartal 2000", "viertes Quartal 2000", "erstes Quartal 2001"),
        List.of("2. Quartal 2000", "4. Quartal 2000", "1. Quartal 2001"),
        List.of("I/2000", "IV/2000", "II/2001", "III/2001"),
        List.of("2000/V", "2000/IX", "2001/I"),
        List.of("2.I.2020", "19.V.2020", "3.IX.2020", "1.I.2021"),
        List.of("Jänner 2019", "Februar 2019", "März 2019", "Jänner 2020"),
        List.of("Feber 2019", "April 2019", "Feber 2020"),
        List.of("Spring 2003/04", "Autumn 2003/04", "Spring 2004/05"),
        List.of("season 1999/2000", "part 2000/2001"),
        List.of("lot 123456 of 1999", "lot 023456 of 2000", "lot 923456 of 2000"),
        List.of("red 1999", "blue 2000", "red 2001"),
        List.of(
            "30/Nov/2019:10:30:00 +0000",
            "06/Jan/2020:04:30:00 +0000",
            "01/Feb/2020:00:00:00 +0000"),
        List.of("06/Jan/2020:04:30:00 +0200", "06/Jan/2020:04:00:00 +0000"),
        List.of("run1-step2", "run1-step10", "run2-step1"),
        List.of("order 20000000000000000009", "order 100000000000000000001"));
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource
  void textThatCharactersOrderWrongly(List<String> cells) {
    Job followed = job(cells.toArray(String[]::new)).followed().get(0);
    assertThat(followed.read().matrix().y()).as("%s", followed).containsExactly(upTo(cells.size()));
  }

  static Stream<List<String>> textThatCharactersOrderRightly() {
    return Stream.of(
        List.of("week 01", "week 02", "week 10"),
        List.of("2024-01", "2024-02", "2024-10"),
        List.of("2024/01/31", "2024/02/01"),
        List.of("2024Q1", "2024Q4", "2025Q1"),
        List.of("Q1 2000", "Q2 2000", "Q4 2000"),
        List.of("Apr", "Dec"),
        List.of("large", "medium", "small"),
        List.of("spring 2000", "spring 2001", "summer 2001"),
        List.of("A-2000", "B-2001", "C-2001"),
        List.of("2000 big", "2000 small", "2001 big"),
        List.of(
            "0b6b1d0e-2f4c-4c8e-9f3a-0a1b2c3d4e5f",
            "10000000-2f4c-4c8e-9f3a-0a1b2c3d4e5f",
            "9b6b1d0e-2f4c-4c8e-9f3a-0a1b2c3d4e5f"),
        List.of("A-1", "B", "C-10"));
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource
  void textThatCharactersOrderRightly(List<String> cells) {
    TableData data = job(cells.toArray(String[]::new)).read();
    assertThat(data.matrix().y()).containsExactly(upTo(cells.size()));
    assertThat(data.notes())
        .containsExactly(
            "order_by: at is text, so the rows are sorted as text, from \"%s\" to \"%s\""
                .formatted(cells.get(0), cells.get(cells.size() - 1)));
  }

  static Stream<List<String>> valuesThatAreNotText() {
    return Stream.of(
        List.of("-10", "-9", "2", "10"),
        List.of("1999-12-31", "2000-1-2", "2000-1-10"),
        List.of("2000-01-01 09:00:00", "2000-01-01T10:00", "2000-01-02"));
  }

  @ParameterizedTest
  @MethodSource
  void valuesThatAreNotText(List<String> cells) {
    TableData data = job(cells.toArray(String[]::new)).read();
    assertThat(data.matrix().y()).containsExactly(upTo(cells.size()));
    assertThat(data.notes()).isEmpty();
    Job text = job(cells.toArray(String[]::new));
    TableData queried =
        new Job(text.path(), "SELECT y, x, string(at) AS at FROM input", "[at]", "").read();
    assertThat(queried.matrix().y()).containsExactly(upTo(cells.size()));
  }

  @Test
  void numbersThatAQueryLeavesAsTextOrderByValue() {
    Job job = job("week 1", "week 2", "week 10");
    TableData data =
        new Job(job.path(), "SELECT *, substring(at, 6) AS n FROM input", "[n]", "").read();
    assertThat(data.matrix().y()).containsExactly(0, 1, 2);
    assertThat(data.notes())
        .containsExactly("order_by: n is text; to sort the rows, it is read as a number");
  }

  @Test
  void bothReadingsOfADate() {
    Job job = job("1/2/2020", "2/1/2020", "10/1/2020");
    assertThat(job.refusal())
        .isEqualTo(
            """
            data.order_by: column "at" holds dates as text, and sorting text puts "10/1/2020" before "2/1/2020".
            If the month comes first, add under data:
              query: SELECT *, to_date(at, 'M/d/yyyy') AS at_date FROM input
              order_by: [at_date]
            If the day comes first, add under data:
              query: SELECT *, to_date(at, 'd/M/yyyy') AS at_date FROM input
              order_by: [at_date]\
            """);
    assertThat(job.followed()).hasSize(2);
    assertThat(job.followed().get(0).read().matrix().y()).containsExactly(0, 1, 2);
    assertThat(job.followed().get(1).read().matrix().y()).containsExactly(1, 2, 0);
  }

  @Test
  void paddedDatesOfBothReadingsAreDoubtful() {
    Job job = job("01/02/2020", "02/01/2020");
    assertThat(job.followed().get(0).read().matrix().y()).containsExactly(0, 1);
    assertThat(job.followed().get(1).read().matrix().y()).containsExactly(1, 0);
  }

  @Test
  void datesOfBothKindsInOneColumn() {
    Job job = job("2/13/2020", "15/4/2020", "5/4/2020");
    assertThat(job.refusal())
        .contains(
            "some with the day first and some with the month first, so sorting text does not sort"
                + " them by date.");
    assertThat(job.followed().get(0).read().matrix().y()).containsExactly(0, 1, 2);
    assertThat(job.followed().get(1).read().matrix().y()).containsExactly(0, 2, 1);
  }

  @Test
  void aMonthAndTwoDigitsMayBeAYearOrADay() {
    Job job = job("Dec-19", "Jan-20", "Mar-20");
    assertThat(job.followed().get(0).read().matrix().y()).containsExactly(0, 1, 2);
    assertThat(job.followed().get(1).read().matrix().y()).containsExactly(1, 2, 0);
  }

  @Test
  void aWinterIsTheFirstOrTheLastSeasonOfItsYear() {
    Job job = job("Winter 2000", "Spring 2000", "Autumn 2000", "Spring 2001");
    assertThat(job.refusal()).contains("If winter is the last season of its year");
    assertThat(job.followed().get(0).read().matrix().y()).containsExactly(0, 1, 2, 3);
    assertThat(job.followed().get(1).read().matrix().y()).containsExactly(1, 2, 0, 3);
  }

  @Test
  void wordsOfUnknownPlaceAreForTheReaderToNumber() {
    Job job = job("Term Two 2000", "Term One 2000", "Term Two 2001", "it's 2000");
    assertThat(job.refusal())
        .contains(
            "To sort by year, then by word in the order of the numbers after THEN (here \"it s\","
                + " \"term one\", \"term two\"), then by the other numbers");
    Job followed = job.followed().get(0);
    assertThat(followed.read().matrix().y()).containsExactly(3, 1, 0, 2);
    String other = followed.query().replace("'term one' THEN '02'", "'term one' THEN '09'");
    assertThat(new Job(job.path(), other, followed.order(), "").read().matrix().y())
        .containsExactly(3, 0, 1, 2);
  }

  @Test
  void aMonthThatIsNotKnownDoesNotHideTheYears() {
    Job job = job("Januar 2019", "Zuckermonat 2019", "Mai 2019", "Januar 2020");
    assertThat(job.refusal()).contains("(here \"januar\", \"mai\", \"zuckermonat\")");
    assertThat(job.followed().get(0).read().matrix().y()).containsExactly(0, 2, 1, 3);
  }

  @Test
  void timesOfAnApacheLog() {
    Job job = job("30/Nov/2019:10:30:00 +0000", "06/Jan/2020:04:30:00 +0000");
    assertThat(job.refusal())
        .contains("query: SELECT *, to_timestamp(at, 'dd/MMM/yyyy:HH:mm:ss Z') AS at_time");
  }

  @Test
  void decimalsOrVersions() {
    Job job = job("v 1.10", "v 1.9", "v 2.0");
    assertThat(job.followed()).hasSize(3);
    assertThat(job.followed().get(0).read().matrix().y()).containsExactly(0, 1, 2);
    assertThat(job.followed().get(1).read().matrix().y()).containsExactly(1, 0, 2);
  }

  @Test
  void theOrderOfCharactersCanBeKept() {
    Job job = job("week 1", "week 10", "week 2");
    assertThat(job.followed().get(1).read().matrix().y()).containsExactly(0, 1, 2);
  }

  @Test
  void theQueryOfTheJobStays() {
    Job job = job("week 1", "week 2", "week 10", "week 3");
    Job queried = new Job(job.path(), "SELECT * FROM input WHERE y < 3", "[at]", "");
    assertThat(queried.refusal()).contains("FROM (SELECT * FROM input WHERE y < 3)");
    assertThat(queried.followed().get(0).read().matrix().y()).containsExactly(0, 1, 2);
  }

  @Test
  void aColumnThatIsNearlyANumber() {
    Job job = job("2", "10", "11", "x 3");
    assertThat(job.refusal()).contains("is not a number in", "Write these values like the others.");
    assertThat(job.followed().get(0).read().matrix().y()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void aSecondColumnOrdersOnlyRowsThatTieInTheFirst() {
    Path file =
        Tables.write(
            folder, "two.csv", "y,x,year,week", "2,1,2021,w1", "1,1,2020,w2", "0,1,2020,w1");
    Job job = new Job(file.toUri().toString(), "", "[year, week]", "");
    assertThat(job.read().matrix().y()).containsExactly(0, 1, 2);
    Path more =
        Tables.write(
            folder, "more.csv", "y,x,year,week", "2,1,2020,w10", "1,1,2020,w9", "0,1,2019,w1");
    Job refused = new Job(more.toUri().toString(), "", "[year, week]", "");
    assertThat(refused.refusal()).contains("order_by: [year, week_order]");
    assertThat(refused.followed().get(0).read().matrix().y()).containsExactly(0, 1, 2);
  }

  @Test
  void tiesKeepTheOrderOfTheFile() {
    Path file =
        Tables.write(
            folder,
            "ties.csv",
            "y,x,day",
            "3,9,2020-01-02",
            "1,8,2020-01-01",
            "4,1,2020-01-02",
            "0,0,",
            "2,3,2020-01-01");
    TableData data = new Job(file.toUri().toString(), "", "[day]", "").read();
    assertThat(data.matrix().y()).containsExactly(0, 1, 2, 3, 4);
    assertThat(data.notes())
        .containsExactly(
            "order_by: day has no value in 1 of 5 rows, which come first",
            "order_by: 4 of 5 rows have the same day as another row; they keep the order of the"
                + " file");
  }

  @Test
  void tiesOfSeveralFilesAreSortedByTheirValues() {
    Tables.write(folder.resolve("t"), "1.csv", "y,x,day", "1,7,2020-01-01");
    Tables.write(folder.resolve("t"), "2.csv", "y,x,day", "2,5,2020-01-01", "3,5,2019-01-01");
    TableData data = Tables.at(folder.resolve("t")).orderBy("day").read();
    assertThat(data.matrix().y()).containsExactly(3, 2, 1);
    assertThat(data.notes())
        .containsExactly(
            "order_by: 2 of 3 rows have the same day as another row; they are sorted by their other"
                + " values");
  }

  private static TextSurvey survey(String... cells) {
    TextSurvey survey = new TextSurvey();
    for (String cell : cells) {
      survey.see(cell);
    }
    return survey;
  }

  @Test
  void yearsOfTwoDigitsReachBackIfTheyLieAhead() {
    assertThat(survey("5/13/98", "14/6/99", "1/30/01").yearsBehind().span()).isTrue();
    assertThat(survey("5/13/18", "14/6/19", "1/30/21").yearsBehind().reachBack()).isFalse();
  }

  @Test
  void namesOfMonthsAreTakenOnlyIfOneMonthHasThem() {
    assertThat(survey("1. Februar 2024", "2. März 2024").months().sql("at")).isPresent();
    assertThat(survey("1 Foo 2024", "2 Bar 2024").months().areForeign()).isTrue();
    assertThat(survey("1 Foo 2024", "2 Bar 2024").months().sql("at")).isEmpty();
    assertThat(survey("1 Feb 2024", "2 March 2024").months().areForeign()).isFalse();
    assertThat(survey("order 10", "order 12").months().areForeign()).isFalse();
    assertThat(survey("week 1 2024", "week 2 2024").months().areForeign()).isFalse();
  }

  @Test
  void weekdaysAreNoPartOfADate() {
    assertThat(DayForms.plain("Fri, 11 Oct 2024 10:00:00 GMT")).isEqualTo("11 Oct 2024 10:00:00");
    assertThat(DayForms.plain("11/10/2024 (Fri)")).isEqualTo("11/10/2024");
    assertThat(survey("Fri 11 Okt 2024", "Mon 14 Okt 2024").namesWeekdays()).isTrue();
  }

  @Test
  void everyMonthAndWeekdayHasItsPlace() {
    assertThat(
            Stream.of(
                    "January", "feb", "March", "april", "May", "JUNE", "jul", "aug", "Sept", "oct")
                .map(cell -> CellOrder.MONTHS.key(cell).orElseThrow()))
        .isSorted();
    assertThat(CellOrder.MONTHS.key("Marketing 5")).isEmpty();
    assertThat(
            Stream.of("Monday", "tues", "Wed", "thurs", "Friday", "sat", "SUN")
                .map(cell -> CellOrder.WEEKDAYS.key(cell).orElseThrow()))
        .isSorted();
  }
}
