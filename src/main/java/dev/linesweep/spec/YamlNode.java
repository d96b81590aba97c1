package dev.linesweep.spec;

import dev.linesweep.text.Words;
import java.util.List;
import java.util.Set;

/** A piece of YAML that knows its place; no tags, anchors or aliases. */
sealed interface YamlNode {
  Place place();

  /**
   * What a message calls this: {@code "x"}, {@code a list}, {@code a mapping} or {@code nothing}.
   */
  String described();

  /**
   * Text as written.
   *
   * @param plain true without quotes, so that it may be a number or empty
   */
  record Scalar(Place place, String text, boolean plain) implements YamlNode {
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    boolean isNothing() {
      return plain && NULLS.contains(text);
    }

    @Override
    public String described() {
      return isNothing() ? "nothing" : Words.quoted(text);
    }
  }

  /** A list. */
  record Sequence(Place place, List<YamlNode> items) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String described() {
      return "a list";
    }
  }

  /** Keys and values in the order written, duplicates included. */
  record Mapping(Place place, List<Entry> entries) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String described() {
      return "a mapping";
    }
  }

  /** One key and its value. */
  record Entry(Scalar key, YamlNode value) {}
}
