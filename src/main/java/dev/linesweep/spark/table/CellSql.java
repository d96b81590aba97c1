package dev.linesweep.spark.table;

import dev.linesweep.text.QuotedName;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A {@link CellRule} as an expression of Spark SQL that does not need Linesweep.
 *
 * <p>It reads the notation that the training table has and no other: what the rule would read
 * besides (digits of other scripts, prices such as 5.-) ends the query with the cell, so that no
 * number is ever another one. Columns that have become numbers elsewhere, by Spark's {@code
 * inferSchema} for example, are taken as they are.
 *
 * @param marker a text that the reader takes for a missing value; empty for none
 */
record CellSql(CellRule rule, String marker) {
  private static final String BLANKS = "\\x00-\\x20\\xA0\\u2009\\u202F";
  private static final String WHITE_SPACE =
      "\\x09-\\x0D\\x1C-\\x20\\u1680\\u2000-\\u2006\\u2008-\\u200A\\u2028\\u2029\\u205F\\u3000";
  private static final String PLAIN = "(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?";

  /** The column as the rule types it. */
  String typed() {
    return switch (rule.type()) {
      case TEXT -> text();
      case NUMBER -> number();
      case INTEGER, LONG -> whole();
      case BOOLEAN -> bool();
      case DATE -> reading("CAST(%s AS DATE)".formatted(stripped()));
      case TIMESTAMP -> reading("CAST(%s AS TIMESTAMP)".formatted(stripped()));
    };
  }

  /** Whether the rule leaves a column of text as it is. */
  boolean changesNothing() {
    return rule.type() == CellType.TEXT && missingTexts().isEmpty();
  }

  /** The column as a text. */
  String text() {
    List<String> missing = missingTexts();
    return missing.isEmpty()
        ? cell()
        : "CASE WHEN %1$s IN (%2$s) THEN NULL ELSE %1$s END".formatted(cell(), literals(missing));
  }

  private List<String> missingTexts() {
    List<String> texts = new ArrayList<>(rule.missing().texts());
    if (!marker.isEmpty()) {
      texts.add(marker);
    }
    return texts;
  }

  /** The column as a double: null for a missing value. */
  String number() {
    if (rule.type() == CellType.BOOLEAN) {
      return "CAST(%s AS DOUBLE)".formatted(bool());
    }
    String value =
        "CASE WHEN %s THEN CAST(%s AS DOUBLE) WHEN %s THEN NULL WHEN %s RLIKE r'^(?:%s)$' THEN CAST(%s AS DOUBLE) ELSE CAST(%s AS DOUBLE) END"
            .formatted(
                typedElsewhere(),
                column(),
                isMissing(),
                bare(),
                dressed(notation(rule.marks())),
                normalized(),
                refusal());
    for (double missing : missingNumbers()) {
      value = "nullif(%s, %sD)".formatted(value, missing);
    }
    return value;
  }

  private List<Double> missingNumbers() {
    return MissingMarkers.of(missingTexts()).numbers().stream()
        .map(MissingMarkers.Number::value)
        .toList();
  }

  /** Digits stay digits, so that large numbers keep all of them. */
  private String whole() {
    String digits =
        "CASE WHEN %1$s AND %2$s RLIKE r'^-?\\d+(?:\\.0)?$' THEN regexp_replace(%2$s, r'\\.0$', '') WHEN %3$s THEN NULL WHEN %4$s RLIKE r'^(?:%5$s)$' THEN %6$s ELSE %7$s END"
            .formatted(
                typedElsewhere(),
                cell(),
                isMissing(),
                bare(),
                dressed(wholeNotation(rule.marks())),
                normalized(),
                refusal());
    String value =
        "CAST(%s AS %s)".formatted(digits, rule.type() == CellType.LONG ? "BIGINT" : "INT");
    for (double missing : missingNumbers()) {
      value = "nullif(%s, %s)".formatted(value, (long) missing);
    }
    return value;
  }

  private String bool() {
    return reading(
        "CASE lower(%s) WHEN 'true' THEN true WHEN 'false' THEN false ELSE CAST(%s AS BOOLEAN) END"
            .formatted(stripped(), refusal()));
  }

  private String reading(String value) {
    return "CASE WHEN %s THEN NULL ELSE %s END".formatted(isMissing(), value);
  }

  private String column() {
    return QuotedName.inBackticks(rule.column());
  }

  private String cell() {
    return "CAST(%s AS STRING)".formatted(column());
  }

  private String typedElsewhere() {
    return "typeof(%s) NOT LIKE 'string%%'".formatted(column());
  }

  /** As {@link String#strip} does. */
  private String stripped() {
    return stripped(WHITE_SPACE);
  }

  private String stripped(String blanks) {
    return "regexp_replace(%s, r'^[%2$s]+|[%2$s]+$', '')".formatted(cell(), blanks);
  }

  /** With the minus that a keyboard has. */
  private String bare() {
    return "translate(%s, '\u2212\uFF0D\uFE63', '---')".formatted(stripped(BLANKS));
  }

  private String isMissing() {
    TreeSet<String> words = new TreeSet<>(CellRule.missingWords());
    words.add("");
    String known =
        "%s IS NULL OR lower(%s) IN (%s)".formatted(column(), stripped(), literals(words));
    String job = rule.missing().texts().isEmpty() ? "" : among(stripped(), rule.missing().texts());
    return known + job + (missingTexts().isEmpty() ? "" : among(cell(), missingTexts()));
  }

  private static String among(String value, List<String> texts) {
    return " OR %s IN (%s)".formatted(value, literals(texts));
  }

  private String refusal() {
    return "raise_error(concat(%s, %s, %s))"
        .formatted(
            literal("column \"%s\" holds \"".formatted(rule.column())),
            cell(),
            literal(
                "\", but in the training table it is %s; linesweep predict reads more notations"
                    .formatted(rule.type().phrase())));
  }

  private String dressed(String number) {
    String signed = "[+-]?" + number;
    if (rule.percent()) {
      return "%s[%s]*%%".formatted(signed, BLANKS);
    }
    if (rule.currency().isEmpty()) {
      return signed;
    }
    String currency = NumberSql.literal(rule.currency());
    return "(?:[+-]?%1$s[%2$s]*|%1$s[%2$s]*[+-]?)%3$s|[+-]?%3$s[%2$s]*%1$s"
        .formatted(currency, BLANKS, number);
  }

  private static String notation(Marks marks) {
    if (marks == Marks.POINT_LAKH) {
      return "(?:[1-9]\\d?(?:,\\d{2})*,\\d{3}(?:\\.\\d*)?|%s)".formatted(PLAIN);
    }
    boolean comma = marks.decimal() == ',';
    String plain = comma ? "(?:\\d+(?:,\\d+)?|,\\d+)(?:[eE][+-]?\\d+)?" : PLAIN;
    return marks.group() == '\0'
        ? "(?:%s)".formatted(plain)
        : "(?:[1-9]\\d{0,2}(?:%s\\d{3})+(?:%s)?|%s)"
            .formatted(groupMark(marks), comma ? ",\\d+" : "\\.\\d*", plain);
  }

  private static String wholeNotation(Marks marks) {
    if (marks == Marks.POINT_LAKH) {
      return "(?:[1-9]\\d?(?:,\\d{2})*,\\d{3}|\\d+)";
    }
    return marks.group() == '\0'
        ? "\\d+"
        : "(?:[1-9]\\d{0,2}(?:%s\\d{3})+|\\d+)".formatted(groupMark(marks));
  }

  private static String groupMark(Marks marks) {
    return switch (marks.group()) {
      case ' ' -> "[ \\xA0\\u2009\\u202F]";
      case '\'' -> "[\\x27\\u2019]";
      default -> Pattern.compile("[.]").matcher(String.valueOf(marks.group())).replaceAll("\\\\.");
    };
  }

  /** As Java writes numbers: without currency, percent sign, blanks and groups. */
  private String normalized() {
    List<String> away = new ArrayList<>();
    if (!rule.currency().isEmpty()) {
      away.add(NumberSql.literal(rule.currency()));
    }
    if (rule.percent()) {
      away.add("%");
    }
    if (!away.isEmpty()) {
      away.add("[%s]".formatted(BLANKS));
    }
    if (rule.marks().group() != '\0') {
      away.add(groupMark(rule.marks()));
    }
    String number =
        away.isEmpty()
            ? bare()
            : "regexp_replace(%s, r'%s', '')".formatted(bare(), String.join("|", away));
    return rule.marks().decimal() == ',' ? "replace(%s, ',', '.')".formatted(number) : number;
  }

  static String literals(Iterable<String> texts) {
    List<String> all = new ArrayList<>();
    texts.forEach(text -> all.add(literal(text)));
    return all.stream().collect(Collectors.joining(", "));
  }

  /**
   * A text in quotes. Neither Spark's substitution of variables nor the stage, which puts the name
   * of a view in place of {@code __THIS__}, finds anything in it.
   */
  static String literal(String text) {
    return "'"
        + text.replace("\\", "\\\\")
            .replace("'", "\\'")
            .replace("$", "\\u0024")
            .replace("__THIS__", "\\u005F_THIS__")
        + "'";
  }
}
