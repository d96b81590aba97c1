package dev.linesweep.spec;

import dev.linesweep.text.Words;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Builds a tree of located nodes from one YAML document. Size, depth and number of nodes are
 * limited, aliases and tags are refused, so that no file costs more memory than its length
 * suggests.
 */
final class YamlTree {
  static final int MOST_CHARACTERS = 4 << 20;
  static final int MOST_NODES = 250_000;
  static final int DEEPEST = 32;

  private static final Pattern NO_TOKEN =
      Pattern.compile("(found character .* that cannot start any token)\\. \\(.*");

  private final Iterator<Event> events;
  private final Places places;
  private int nodes;

  /** Turns a line and column, both from 1, into a place. */
  interface Places {
    Place at(int line, int column);
  }

  private YamlTree(Iterator<Event> events, Places places) {
    this.events = events;
    this.places = places;
  }

  /** The document's root; an empty document is an empty plain scalar. */
  static YamlNode parse(String text, Places places) {
    if (text.length() > MOST_CHARACTERS) {
      throw problem(places.at(1, 1), "is longer than " + MOST_CHARACTERS + " characters");
    }
    try {
      // In one piece: the library fails if its buffer ends between the two halves of a character.
      LoadSettings settings =
          LoadSettings.builder()
              .setCodePointLimit(MOST_CHARACTERS)
              .setBufferSize(text.length() + 2)
              .build();
      Parse parse = new Parse(settings);
      return new YamlTree(parse.parseString(text).iterator(), places).document();
    } catch (MarkedYamlEngineException e) {
      throw spaced(text, e, places)
          .orElseGet(() -> problem(markOf(e, places), explained(e.getProblem())));
    } catch (ReaderException e) {
      throw problem(placeOf(text, e.getPosition(), places), "a character that YAML does not allow");
    } catch (YamlEngineException e) {
      throw problem(places.at(1, 1), "not valid YAML: " + sentence(String.valueOf(e.getMessage())));
    }
  }

  private static Place markOf(MarkedYamlEngineException e, Places places) {
    Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
    return mark.map(m -> places.at(m.getLine() + 1, m.getColumn() + 1)).orElse(places.at(1, 1));
  }

  /** A line without a key in the middle of a mapping; the parser notices it in a line below. */
  private static Optional<JobException> spaced(
      String text, MarkedYamlEngineException e, Places places) {
    boolean keyless =
        e.getProblem().equals("mapping values are not allowed here")
            || e.getProblem().startsWith("could not find expected ':'");
    int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
    return keyless
        ? MissingSpaces.remedy(text, line, places).map(JobException::new)
        : Optional.empty();
  }

  /** The parser blames indentation for any character that cannot begin a value. */
  private static String explained(String problem) {
    if (problem.contains("(TAB)")) {
      return "a tab; YAML allows none here, so write spaces";
    }
    Matcher token = NO_TOKEN.matcher(problem);
    return "not valid YAML: "
        + (token.matches() ? token.group(1) + "; put the text in quotes" : sentence(problem));
  }

  private static String sentence(String problem) {
    return Words.oneLine(problem.strip());
  }

  private static Place placeOf(String text, int codePoints, Places places) {
    List<String> lines =
        text.codePoints()
            .limit(codePoints)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .lines()
            .toList();
    return lines.isEmpty()
        ? places.at(1, 1)
        : places.at(lines.size(), lines.get(lines.size() - 1).length() + 1);
  }

  private static JobException problem(Place place, String message) {
    return new JobException(place + ": " + message);
  }

  private YamlNode document() {
    events.next();
    Event first = events.next();
    if (first.getEventId() == Event.ID.StreamEnd) {
      return new YamlNode.Scalar(places.at(1, 1), "", true);
    }
    YamlNode root = node(events.next(), 1);
    events.next();
    Event after = events.next();
    if (after.getEventId() != Event.ID.StreamEnd) {
      throw problem(place(after), "a second document begins here; a job is one document");
    }
    return root;
  }

  private YamlNode node(Event event, int depth) {
    Place place = place(event);
    if (++nodes > MOST_NODES) {
      throw problem(place, "more than " + MOST_NODES + " values; write long axes as ranges");
    }
    if (depth > DEEPEST) {
      throw problem(place, "nested deeper than " + DEEPEST + " levels");
    }
    return switch (event.getEventId()) {
      case Scalar -> scalar((ScalarEvent) event, place);
      case SequenceStart -> sequence((CollectionStartEvent) event, place, depth);
      case MappingStart -> mapping((CollectionStartEvent) event, place, depth);
      default -> throw problem(place, "aliases are not supported; write the value again");
    };
  }

  private static YamlNode.Scalar scalar(ScalarEvent event, Place place) {
    refuseTag(event.getTag(), place);
    return new YamlNode.Scalar(place, event.getValue(), event.isPlain());
  }

  private YamlNode sequence(CollectionStartEvent start, Place place, int depth) {
    refuseTag(start.getTag(), place);
    List<YamlNode> items = new ArrayList<>();
    for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
      items.add(node(e, depth + 1));
    }
    return new YamlNode.Sequence(place, items);
  }

  private YamlNode mapping(CollectionStartEvent start, Place place, int depth) {
    refuseTag(start.getTag(), place);
    List<YamlNode.Entry> entries = new ArrayList<>();
    for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
      YamlNode key = node(e, depth + 1);
      if (!(key instanceof YamlNode.Scalar name)) {
        throw problem(key.place(), "a key must be text, got " + key.described());
      }
      entries.add(new YamlNode.Entry(name, node(events.next(), depth + 1)));
    }
    return new YamlNode.Mapping(place, entries);
  }

  private static void refuseTag(Optional<String> tag, Place place) {
    if (tag.isPresent()) {
      throw problem(place, "tags are not supported, got " + Words.quoted(tag.get()));
    }
  }

  private Place place(Event event) {
    return event
        .getStartMark()
        .map(m -> places.at(m.getLine() + 1, m.getColumn() + 1))
        .orElse(places.at(1, 1));
  }
}
