package dev.linesweep.spec;

import dev.linesweep.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** One value of the job file and its path; a read that fails notes the problem and is empty. */
record Field(YamlNode node, String path, Problems problems) {
  void problem(String message) {
    problems.add(node.place(), path, message);
  }

  private <T> Optional<T> refused(String message) {
    problem(message);
    return Optional.empty();
  }

  /**
   * Makes a record of what was read here. If it breaks a rule, that is noted as a problem, unless
   * its cause is already known.
   */
  <T> Optional<T> made(Supplier<? extends T> value) {
    try {
      return Optional.of(value.get());
    } catch (BrokenRule rule) {
      if (problems.noneIn(rule.path())) {
        problems.add(placeOf(rule.path()), rule.path(), rule.words());
      }
      return Optional.empty();
    }
  }

  /** Notes the rule that is broken, if any. */
  void obeys(Runnable rule) {
    made(
        () -> {
          rule.run();
          return this;
        });
  }

  /** The value at a path, or the deepest part of the path that exists. */
  private Place placeOf(String wanted) {
    Field at = this;
    Place place = node.place();
    while (!at.path.equals(wanted) && at.node instanceof YamlNode.Mapping mapping) {
      Field parent = at;
      Optional<YamlNode.Entry> entry =
          mapping.entries().stream()
              .filter(e -> isOnTheWay(parent.child(e.key().text(), e.value()).path, wanted))
              .findFirst();
      if (entry.isEmpty()) {
        return place;
      }
      place = entry.get().value().place();
      at = parent.child(entry.get().key().text(), entry.get().value());
    }
    return place;
  }

  private static boolean isOnTheWay(String path, String wanted) {
    return wanted.equals(path) || wanted.startsWith(path + ".");
  }

  Field child(String key, YamlNode value) {
    return new Field(value, path.isEmpty() ? key : path + "." + key, problems);
  }

  Section section(List<String> keys) {
    return Section.of(this, keys);
  }

  boolean isNothing() {
    return node instanceof YamlNode.Scalar s && s.isNothing();
  }

  /** Any scalar that is not empty, as written. */
  Optional<String> text() {
    return node instanceof YamlNode.Scalar s && !s.isNothing() && !s.text().isBlank()
        ? Optional.of(s.text())
        : refused("expected text, got " + node.described());
  }

  /** The items of a list, or the one scalar that stands for a list of one. */
  List<Field> items() {
    if (node instanceof YamlNode.Sequence list) {
      List<Field> items = new ArrayList<>();
      for (YamlNode item : list.items()) {
        items.add(new Field(item, path + "[" + items.size() + "]", problems));
      }
      return items;
    }
    return List.of(this);
  }

  /** Distinct texts, at least one. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    if (node instanceof YamlNode.Scalar s && s.text().strip().matches("[^,]+(?:,\\s*[^,]+)+")) {
      problem("expected a list, got " + s.described() + "; write [" + s.text().strip() + "]");
      return texts;
    }
    for (Field item : items()) {
      item.text().filter(text -> item.isNew(text, texts)).ifPresent(texts::add);
    }
    if (items().isEmpty()) {
      problem("must not be empty");
    }
    return texts;
  }

  private boolean isNew(String text, List<String> before) {
    if (before.contains(text)) {
      problem(Words.quoted(text) + " is listed twice");
      return false;
    }
    return true;
  }

  Optional<Double> number(NumberRule rule) {
    if (!(node instanceof YamlNode.Scalar s) || s.isNothing()) {
      return refused("expected " + rule.words() + ", got " + node.described());
    }
    if (!s.plain() || !Numbers.isNumber(s.text())) {
      return refused(rule.words(), s, Numbers.acceptedForm(s.text()));
    }
    double value = Double.parseDouble(s.text()) + 0.0;
    if (NumberRule.isTooLarge(value)) {
      return refused(node.described() + " is too large for a 32-bit float");
    }
    if (NumberRule.isTooSmall(value) && Numbers.hasNonZeroDigit(s.text())) {
      return refused(node.described() + " is too small for a 32-bit float; 0 may be meant");
    }
    return rule.test().test(value)
        ? Optional.of(value)
        : refused("expected " + rule.words() + ", got " + node.described());
  }

  /** A whole number from least to most. */
  Optional<Long> whole(long least, long most) {
    if (!(node instanceof YamlNode.Scalar s) || s.isNothing()) {
      return refused("expected a whole number, got " + node.described());
    }
    if (!s.plain() || !Numbers.isWhole(s.text())) {
      return refused("a whole number", s, Numbers.acceptedWhole(s.text()));
    }
    Optional<Long> value = parsed(s.text()).filter(v -> v >= least && v <= most);
    return value.isPresent()
        ? value
        : refused("expected a whole number" + bounds(least, most) + ", got " + s.described());
  }

  private static Optional<Long> parsed(String digits) {
    try {
      return Optional.of(Long.parseLong(digits));
    } catch (NumberFormatException beyondLong) {
      return Optional.empty();
    }
  }

  private static String bounds(long least, long most) {
    boolean open = most == Long.MAX_VALUE || most == Integer.MAX_VALUE;
    return open && least > Integer.MIN_VALUE
        ? " >= " + least + " and <= " + most
        : " from " + least + " to " + most;
  }

  private <T> Optional<T> refused(String wanted, YamlNode.Scalar got, Optional<String> accepted) {
    String remedy = accepted.map(form -> "; write " + form).orElse("");
    if (!got.plain() && accepted.isPresent()) {
      remedy += " without quotes";
    }
    if (accepted.isEmpty()) {
      remedy = spaced();
    }
    if (Numbers.isNotFinite(got.text())) {
      remedy = "; every number must be finite";
    }
    return refused("expected " + wanted + ", got " + got.described() + remedy);
  }

  /** What to write if this is a key and a value without a space between them; or nothing. */
  String spaced() {
    return node instanceof YamlNode.Scalar s && s.plain()
        ? MissingSpaces.remedy(s.text()).map(words -> "; " + words).orElse("")
        : "";
  }

  /** One of an enum's constants, written in lower case. */
  <E extends Enum<E>> Optional<E> choice(E[] choices) {
    return choice(choices, word -> Optional.empty());
  }

  /**
   * One of an enum's constants, written in lower case.
   *
   * @param foreign what to write instead of a word of another tool
   */
  <E extends Enum<E>> Optional<E> choice(E[] choices, Function<String, Optional<String>> foreign) {
    String written = node instanceof YamlNode.Scalar s ? s.text() : "";
    Optional<E> choice = Choice.of(choices, written);
    if (choice.isPresent()) {
      return choice;
    }
    Optional<String> remedy = foreign.apply(written);
    return refused(
        remedy
            .map(words -> Choice.expected(choices, "", node.described()) + "; " + words)
            .orElseGet(() -> Choice.expected(choices, written, node.described())));
  }
}
