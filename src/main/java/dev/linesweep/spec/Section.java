package dev.linesweep.spec;

import dev.linesweep.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A mapping of the job file whose unknown and duplicate keys are already noted as problems. */
final class Section {
  private final Field field;
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final Map<String, YamlNode.Scalar> keys = new LinkedHashMap<>();

  private Section(Field field) {
    this.field = field;
  }

  static Section of(Field field, List<String> known) {
    return of(field, known, key -> unknown(key, known));
  }

  /** Like {@link #of(Field, List)}, with the caller's words for an unknown key. */
  static Section of(Field field, List<String> known, Function<String, String> unknown) {
    Section section = any(field);
    section.fields.keySet().stream()
        .filter(key -> !known.contains(key))
        .forEach(key -> section.keyProblem(key, unknown.apply(key)));
    section.fields.keySet().retainAll(known);
    return section;
  }

  /** A mapping whose keys the user chooses. */
  static Section any(Field field) {
    Section section = new Section(field);
    if (field.node() instanceof YamlNode.Mapping mapping) {
      mapping.entries().forEach(section::put);
    } else {
      field.problem("expected a mapping, got " + field.node().described() + field.spaced());
    }
    return section;
  }

  static String unknown(String key, List<String> known) {
    Optional<String> foreign = same(key, known) ? Optional.empty() : ForeignKeys.key(key, known);
    return "unknown key "
        + Words.quoted(key)
        + foreign.map(words -> ": " + words).orElseGet(() -> Words.didYouMean(key, known))
        + (foreign.isEmpty() && Words.nearest(key, known).isEmpty()
            ? "; the keys here are " + Words.allOf(known)
            : "");
  }

  /** True for a known key in another case, or with other separators between its words. */
  private static boolean same(String key, List<String> known) {
    return Words.nearest(key, known).filter(near -> Words.sameLetters(near, key)).isPresent();
  }

  private void put(YamlNode.Entry entry) {
    String key = entry.key().text();
    YamlNode.Scalar first = keys.putIfAbsent(key, entry.key());
    if (first != null) {
      field
          .problems()
          .add(
              entry.key().place(),
              path(key),
              "duplicate key " + Words.quoted(key) + ", first at " + first.place());
      return;
    }
    fields.put(key, field.child(Words.oneLine(key), entry.value()));
  }

  private String path(String key) {
    return field.child(Words.oneLine(key), field.node()).path();
  }

  Field field() {
    return field;
  }

  /** False if there were unknown keys, since one of them may be the missing key, misspelled. */
  boolean isAsWritten() {
    return keys.size() == fields.size();
  }

  boolean isMapping() {
    return field.node() instanceof YamlNode.Mapping;
  }

  boolean has(String key) {
    return fields.containsKey(key);
  }

  Optional<Field> get(String key) {
    return Optional.ofNullable(fields.get(key));
  }

  Map<String, Field> fields() {
    return fields;
  }

  /** The value, or a problem that shows what to write. */
  Optional<Field> require(String key, String example) {
    if (!has(key)) {
      missing(key, example);
    }
    return get(key);
  }

  /** A key that is misspelled is not missing. */
  private void missing(String key, String example) {
    boolean misspelled =
        keys.keySet().stream()
            .filter(written -> !fields.containsKey(written))
            .anyMatch(written -> Words.nearest(written, List.of(key)).isPresent());
    if (isMapping() && !misspelled) {
      field
          .problems()
          .add(field.node().place(), path(key), "missing; write for example " + example);
    }
  }

  /** Notes a problem at a key rather than at its value. */
  void keyProblem(String key, String message) {
    YamlNode.Scalar at = keys.get(key);
    field.problems().add(at == null ? field.node().place() : at.place(), path(key), message);
  }
}
