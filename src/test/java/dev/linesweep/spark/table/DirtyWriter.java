package dev.linesweep.spark.table;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.linesweep.spark.table.DirtyTable.Job;
import dev.linesweep.spark.table.DirtyTable.Way;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Draws a clean table and writes it down in one of the ways. */
final class DirtyWriter {
  private static final List<String> MARKERS =
      List.of(
          "?", "NA", "-", "n/a", "null", "", "NaN", "N/A", "#DIV/0!", "none", ".", "--", "#N/A");

  private static final List<String> ODD =
      List.of(
          "10D", "1-Jan", "3/4", "0x1F", "1_000", "inf", "1e400", "12:30", "1.2.3", "five", "7 m");

  private static final List<String> MARKS_BEFORE =
      List.of("ca. ", "Ca. ", "~", "#", "about ", "< ", ">", "\u2248", "No. ");

  private final Way way;
  private final Random random;
  private final int rows;
  private final boolean large;
  private final List<double[]> clean = new ArrayList<>();
  private final DirtySheet sheet = new DirtySheet();
  private Job job = Job.PLAIN;

  DirtyWriter(Way way, Random random) {
    this.way = way;
    this.random = random;
    this.rows = 20 + random.nextInt(20);
    this.large =
        switch (way) {
          case THOUSANDS, THOUSANDS_DECIMAL_COMMA, CURRENCY -> true;
          default -> false;
        };
    for (int row = 0; row < rows; row++) {
      clean.add(cleanRow());
      double[] values = clean.get(row);
      sheet.cells.add(
          new String[] {
            List.of("Elm Rd", "Main St", "Oak Av").get(random.nextInt(3)),
            text(values[0]),
            text(values[1]),
            text(values[2]),
            "ok"
          });
    }
  }

  private double[] cleanRow() {
    int area = large ? 100_000 + random.nextInt(900_000) : 1 + random.nextInt(1000);
    int rooms = random.nextInt(1000) - 500;
    return new double[] {area / 100.0, rooms / 100.0, (3L * area - 2L * rooms + 500) / 100.0};
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  DirtyTable table() {
    return switch (way) {
      case PLAIN -> done(clean);
      case SEPARATOR -> {
        sheet.separator = ";\t|".charAt(random.nextInt(3));
        yield done(clean);
      }
      case SEP_LINE -> {
        sheet.separator = ';';
        yield bytes(List.of(("sep=;\r\n" + sheet.text()).getBytes(UTF_8)), List.of(clean));
      }
      case DECIMAL_COMMA -> {
        sheet.separator = random.nextBoolean() ? ';' : '\t';
        sheet.eachNumber(cell -> cell.replace('.', ','));
        yield done(clean);
      }
      case THOUSANDS -> {
        sheet.eachNumber(cell -> String.format(Locale.ROOT, "%,.2f", Double.parseDouble(cell)));
        yield done(clean);
      }
      case THOUSANDS_DECIMAL_COMMA -> {
        sheet.separator = ';';
        sheet.eachNumber(cell -> String.format(Locale.GERMANY, "%,.2f", Double.parseDouble(cell)));
        yield done(clean);
      }
      case CURRENCY -> {
        String sign = List.of("$", "€", "£", "EUR ").get(random.nextInt(4));
        sheet.column(
            3, cell -> sign + String.format(Locale.ROOT, "%,.2f", Double.parseDouble(cell)));
        yield done(clean);
      }
      case PERCENT -> {
        sheet.column(1, cell -> cell + "%");
        yield bytes(List.of(sheet.encoded(UTF_8)), List.of(clean, hundredths()));
      }
      case MARKERS -> markers();
      case ODD_CELL -> {
        int row = random.nextInt(rows);
        sheet.cells.get(row)[1 + random.nextInt(3)] = ODD.get(random.nextInt(ODD.size()));
        yield done(without(row));
      }
      case CELL_TOO_MANY -> {
        int row = random.nextInt(rows);
        sheet.cells.set(row, inserted(sheet.cells.get(row), random.nextInt(6)));
        yield done(clean, without(row));
      }
      case CELL_TOO_FEW -> {
        int row = random.nextInt(rows);
        int gone = random.nextInt(5);
        String[] cut = DirtySheet.removed(sheet.cells.get(row), gone);
        sheet.cells.set(row, cut);
        yield gone == 4 ? done(clean, without(row)) : done(without(row));
      }
      case UNQUOTED_COMMA -> {
        int row = random.nextInt(rows);
        sheet.cells.get(row)[0] = "\u0001Main St, " + random.nextInt(9);
        yield done(clean, without(row));
      }
      case OPEN_QUOTE -> {
        int row = random.nextInt(rows);
        sheet.cells.get(row)[random.nextBoolean() ? 0 : 4] = "\u0001\"5 inches";
        yield done(clean, without(row));
      }
      case QUOTED_NEWLINES -> {
        sheet.column(0, cell -> random.nextInt(3) == 0 ? "two\nlines, and \"quotes\"" : cell);
        yield done(clean);
      }
      case BACKSLASH_QUOTES -> {
        sheet.column(0, cell -> "\u0001\"a \\\"" + cell + "\\\"\"");
        yield done(clean);
      }
      case TRAILING_COMMA -> {
        sheet.cells.replaceAll(row -> DirtySheet.inserted(row, row.length, ""));
        yield done(clean);
      }
      case TRAILING_COMMA_WITH_HEADER -> {
        sheet.cells.replaceAll(row -> DirtySheet.inserted(row, row.length, ""));
        sheet.header = DirtySheet.inserted(sheet.header, sheet.header.length, "");
        yield done(clean);
      }
      case REPEATED_COLUMN -> {
        sheet.header = new String[] {"note", "area", "rooms", "price", "area"};
        sheet.column(4, cell -> text(random.nextInt(1000) / 100.0));
        yield done(clean);
      }
      case CASE_TWIN -> {
        sheet.header = new String[] {"AREA", "area", "rooms", "price", "Rooms"};
        sheet.column(0, cell -> text(random.nextInt(1000) / 100.0));
        sheet.column(4, cell -> text(random.nextInt(1000) / 100.0));
        yield done(clean);
      }
      case UTF8_BOM -> bytes(List.of(("\uFEFF" + sheet.text()).getBytes(UTF_8)), List.of(clean));
      case UTF16 -> {
        sheet.separator = random.nextBoolean() ? '\t' : ',';
        sheet.lineEnd = "\r\n";
        Charset charset = random.nextBoolean() ? UTF_16LE : UTF_16BE;
        yield bytes(List.of(("\uFEFF" + sheet.text()).getBytes(charset)), List.of(clean));
      }
      case LATIN1 -> {
        sheet.column(0, cell -> "Straße " + cell);
        yield bytes(List.of(sheet.encoded(Charset.forName("windows-1252"))), List.of(clean));
      }
      case LINE_ENDS -> {
        sheet.lineEnd = random.nextBoolean() ? "\r\n" : "\r";
        yield done(clean);
      }
      case BLANK_LINES -> {
        sheet.lineEnd = random.nextBoolean() ? "\n\n" : "\r\n\r\n";
        yield done(clean);
      }
      case SPACES -> {
        sheet.eachNumber(cell -> " " + cell + "  ");
        yield done(clean);
      }
      case NUMBER_FORMS -> {
        sheet.eachNumber(this::otherForm);
        yield done(clean);
      }
      case REPEATED_HEADER -> {
        sheet.cells.add(random.nextInt(rows), sheet.header.clone());
        yield done(clean);
      }
      case FOLDER_SAME -> folder(new int[] {0, 1, 2, 3, 4});
      case FOLDER_REORDERED -> folder(new int[] {3, 2, 1, 4, 0});
      case FOLDER_WITHOUT_COLUMN -> folder(new int[] {0, 1, 3, 4});
      case LEADING_ZEROS -> {
        sheet.column(1, cell -> "0".repeat(1 + random.nextInt(3)) + cell);
        yield done(clean);
      }
      case EXCEL_EXPORT -> {
        sheet.separator = ';';
        sheet.lineEnd = "\r\n";
        sheet.column(0, cell -> random.nextInt(3) == 0 ? "two\nlines; and \"quotes\"" : cell);
        sheet.eachNumber(cell -> cell.replace('.', ','));
        yield bytes(List.of(("\uFEFF" + sheet.text()).getBytes(UTF_8)), List.of(clean));
      }
      case REPEATED_COLUMN_IN_FOLDER -> {
        sheet.header = new String[] {"note", "area", "rooms", "price", "note"};
        yield folder(random.nextBoolean() ? new int[] {0, 1, 2, 3, 4} : new int[] {3, 0, 2, 1, 4});
      }
      case FOLDER_OTHER_SEPARATOR -> second(text -> text.replace(',', ';').getBytes(UTF_8));
      case FOLDER_OTHER_DECIMAL_MARK -> {
        sheet.separator = ';';
        yield second(text -> text.replace('.', ',').getBytes(UTF_8));
      }
      case FOLDER_OTHER_ENCODING -> {
        sheet.column(0, cell -> "Straße " + cell);
        yield switch (random.nextInt(3)) {
          case 0 -> second(text -> ("\uFEFF" + text).getBytes(UTF_8));
          case 1 -> second(text -> ("\uFEFF" + text).getBytes(UTF_16LE));
          default -> second(text -> text.getBytes(Charset.forName("windows-1252")));
        };
      }
      case FOLDER_QUOTED_NEWLINES ->
          second(text -> text.replace("Elm Rd", "\"Elm\nRd, 5\"").getBytes(UTF_8));
      case FOLDER_WITHOUT_HEADER ->
          second(text -> text.substring(text.indexOf('\n') + 1).getBytes(UTF_8));
      case FOLDER_TORN_ROW -> {
        int row = rows / 2 + random.nextInt(rows - rows / 2);
        int at = random.nextInt(6);
        sheet.cells.set(
            row,
            random.nextBoolean()
                ? inserted(sheet.cells.get(row), at)
                : DirtySheet.removed(sheet.cells.get(row), at % 4));
        DirtyTable torn = second(text -> text.getBytes(UTF_8));
        yield bytes(torn.files(), List.of(clean, without(row)));
      }
      case CURRENCY_IN_SOME -> {
        String sign = List.of("$", "\u20AC ", "CHF ", "US$").get(random.nextInt(4));
        yield inSome(cell -> sign + cell);
      }
      case PERCENT_IN_SOME -> inSome(cell -> cell + "%");
      case UNIT -> {
        String unit = unit();
        yield dressed(cell -> cell + unit);
      }
      case UNIT_IN_SOME -> {
        String unit = unit();
        yield inSome(cell -> cell + unit);
      }
      case BRACKETS -> dressed(cell -> cell.startsWith("-") ? "(" + cell.substring(1) + ")" : cell);
      case MINUS_BEHIND -> dressed(cell -> cell.startsWith("-") ? cell.substring(1) + "-" : cell);
      case MARK_BEFORE -> {
        String mark = MARKS_BEFORE.get(random.nextInt(MARKS_BEFORE.size()));
        yield dressed(cell -> mark + cell);
      }
      case MARK_BEFORE_IN_SOME -> {
        String mark = MARKS_BEFORE.get(random.nextInt(MARKS_BEFORE.size()));
        yield inSome(cell -> mark + cell);
      }
      case QUOTED_IN_CELL -> {
        String quote = List.of("'", "\"").get(random.nextInt(2));
        yield dressed(cell -> quote + cell + quote);
      }
      case NA_VALUE -> {
        job = new Job("", List.of(), List.of("-999"), "", "");
        yield lost(List.of("-999.0", "-999", "-999.00", "-9.99e2"));
      }
      case ORDER_BY_NUMBERED_TEXT -> numbered();
      case HEADERS_WITHIN -> {
        sheet.cells.add(rows / 2, sheet.header.clone());
        sheet.cells.add(rows / 4, sheet.header.clone());
        yield done(clean);
      }
      case SINGLE_QUOTES -> singleQuotes();
      case UTF16_WITHOUT_MARK ->
          bytes(List.of(sheet.encoded(random.nextBoolean() ? UTF_16LE : UTF_16BE)), List.of(clean));
      case LEVELS_WITH_BLANKS -> {
        sheet.column(
            0, cell -> random.nextInt(3) == 0 ? cell + " ".repeat(1 + random.nextInt(2)) : cell);
        job =
            new Job(
                "price ~ area + rooms + note",
                List.of(),
                List.of(),
                "",
                "differ only in whitespace but are different values");
        yield done();
      }
      case TORN_END -> {
        byte[] whole = sheet.encoded(UTF_8);
        byte[] cut = Arrays.copyOf(whole, whole.length - 3 - random.nextInt(12));
        yield bytes(List.of(cut), List.of(clean, without(rows - 1)));
      }
    };
  }

  private String unit() {
    return List.of(" km", "km", " m\u00B2", "+", "*", "'", " per day").get(random.nextInt(7));
  }

  /** One column is written otherwise; of a formula it must not become categories. */
  private DirtyTable dressed(UnaryOperator<String> change) {
    sheet.column(1 + random.nextInt(2), change);
    if (random.nextBoolean()) {
      job = job.formula("price ~ area + rooms");
    }
    return done(clean);
  }

  private DirtyTable inSome(UnaryOperator<String> change) {
    int share = 2 + random.nextInt(4);
    boolean most = random.nextBoolean();
    return dressed(cell -> (random.nextInt(share) == 0) == most ? change.apply(cell) : cell);
  }

  private DirtyTable numbered() {
    List<Integer> weeks = new ArrayList<>();
    for (int week = 1; week <= rows; week++) {
      weeks.add(week);
    }
    Collections.shuffle(weeks, random);
    String word = List.of("week ", "W", "2021-W", "Lot-").get(random.nextInt(4));
    double[][] sorted = new double[rows][];
    for (int row = 0; row < rows; row++) {
      sheet.cells.get(row)[0] = word + weeks.get(row);
      sorted[weeks.get(row) - 1] = clean.get(row);
    }
    job = new Job("", List.of("note"), List.of(), "", "");
    return done(List.of(sorted));
  }

  private DirtyTable singleQuotes() {
    sheet.column(0, cell -> "\u0001'" + cell + ", " + random.nextInt(9) + "'");
    if (random.nextBoolean()) {
      sheet.eachNumber(cell -> "'" + cell + "'");
    }
    if (random.nextBoolean()) {
      job = new Job("", List.of(), List.of(), "'", "");
    }
    return done(clean);
  }

  private DirtyTable markers() {
    return lost(MARKERS);
  }

  private DirtyTable lost(List<String> markers) {
    List<double[]> complete = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      if (random.nextInt(6) == 0) {
        sheet.cells.get(row)[1 + random.nextInt(3)] = markers.get(random.nextInt(markers.size()));
      } else {
        complete.add(clean.get(row));
      }
    }
    return done(complete);
  }

  /** Two files, the second written in another way. */
  private DirtyTable second(Function<String, byte[]> written) {
    byte[] first = sheet.text(0, rows / 2).getBytes(UTF_8);
    return bytes(List.of(first, written.apply(sheet.text(rows / 2, rows))), List.of(clean));
  }

  private DirtyTable folder(int[] order) {
    String first = sheet.text(0, rows / 2);
    sheet.cells.replaceAll(row -> DirtySheet.picked(row, order));
    sheet.header = DirtySheet.picked(sheet.header, order);
    String second = sheet.text(rows / 2, rows);
    boolean lost = order.length < 5;
    return bytes(
        List.of(first.getBytes(UTF_8), second.getBytes(UTF_8)),
        lost ? List.of(clean.subList(0, rows / 2)) : List.of(clean));
  }

  private String otherForm(String cell) {
    return switch (random.nextInt(4)) {
      case 0 -> cell.startsWith("-") ? cell : "+" + cell;
      case 1 -> cell.replaceFirst("^(-?)0\\.", "$1.");
      case 2 -> cell + "e0";
      default -> cell + "00";
    };
  }

  private String[] inserted(String[] row, int at) {
    return DirtySheet.inserted(row, at, random.nextBoolean() ? "" : "7");
  }

  private List<double[]> without(int row) {
    List<double[]> others = new ArrayList<>(clean);
    others.remove(row);
    return others;
  }

  private List<double[]> hundredths() {
    return clean.stream().map(row -> new double[] {row[0] / 100, row[1], row[2]}).toList();
  }

  @SafeVarargs
  private DirtyTable done(List<double[]>... right) {
    return bytes(List.of(sheet.encoded(UTF_8)), List.of(right));
  }

  private DirtyTable bytes(List<byte[]> files, List<List<double[]>> right) {
    return new DirtyTable(way.name(), job, files, right);
  }
}
