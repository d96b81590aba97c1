package dev.linesweep.spark.table;

import dev.linesweep.spec.DataSpec;
import dev.linesweep.text.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a column cannot be read for certain, and what to write instead.
 *
 * @param sentence the text after the column's name
 * @param remedies each with its own condition
 */
record ColumnProblem(String column, String sentence, List<Remedy> remedies) {
  ColumnProblem {
    remedies = List.copyOf(remedies);
  }

  /** Lines under {@code data}, if the condition holds. */
  sealed interface Remedy {
    /** A clause such as "if the column is text", with a capital letter. */
    String condition();

    String lines(String column, JobLines job);
  }

  /** The values mark missing values. */
  record Marked(String condition, List<String> markers) implements Remedy {
    Marked {
      markers = List.copyOf(markers);
    }

    @Override
    public String lines(String column, JobLines job) {
      return job.naValues(markers);
    }
  }

  /** The column is of this type. */
  record Typed(String condition, DataSpec.ColumnType type) implements Remedy {
    @Override
    public String lines(String column, JobLines job) {
      return job.types(column, type);
    }
  }

  /** The column is what this expression makes of its text. */
  record Converted(String condition, String sql) implements Remedy {
    @Override
    public String lines(String column, JobLines job) {
      return job.converted(column, sql);
    }
  }

  static Remedy asText() {
    return new Typed("If the column is text", DataSpec.ColumnType.TEXT);
  }

  /** Whether the problem is the notation of numbers, not cells without a number. */
  boolean isOfReading() {
    return remedies.stream()
        .anyMatch(
            remedy -> remedy instanceof Converted || remedy instanceof Typed && !isText(remedy));
  }

  boolean mayBeText() {
    return remedies.stream().anyMatch(ColumnProblem::isText);
  }

  private static boolean isText(Remedy remedy) {
    return remedy instanceof Typed typed && typed.type() == DataSpec.ColumnType.TEXT;
  }

  /** The sentence and all remedies. */
  String text(JobLines job) {
    return text(job, remedies);
  }

  /** As {@link #text}, for a column that must be a number. */
  String textOfNumber(JobLines job) {
    return text(job, remedies.stream().filter(remedy -> !isText(remedy)).toList());
  }

  private String text(JobLines job, List<Remedy> chosen) {
    List<String> parts = new ArrayList<>();
    for (Remedy remedy : chosen) {
      parts.add(
          "%s, add under data:\n%s"
              .formatted(Printable.coded(remedy.condition()), remedy.lines(column, job)));
    }
    return Printable.coded(sentence) + (parts.isEmpty() ? "" : " " + String.join("\n", parts));
  }
}
