package dev.linesweep.engine.cuda;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the names and numbers in a function's text stand for. */
final class PtxNames {
  private static final Pattern PLACE = Pattern.compile("([%$\\w]+?)(?:\\s*\\+\\s*(-?\\d+))?");

  /** Where the only parameter of a kernel, and the shared memory of a block, start. */
  static final long PARAM_BASE = 0x1000;

  static final long SHARED_BASE = 0x100000;

  private final Map<String, Integer> registers = new HashMap<>();
  private final Map<Long, Integer> slotsOfConstants = new HashMap<>();
  private final Map<String, Integer> specials = new HashMap<>();
  private final Map<String, Long> addresses = new HashMap<>();

  /** Parameters and results of a function, and what a caller declares for a call. */
  private final Map<String, String> passed = new HashMap<>();

  private int slots;
  private long sharedBytes;

  /** A name in brackets, and what is added to it. */
  record Place(String name, long offset) {}

  static Place place(String text) {
    Matcher matcher = PLACE.matcher(text.strip());
    if (!matcher.matches()) {
      throw new PtxFault("no address: " + text);
    }
    String offset = matcher.group(2);
    return new Place(matcher.group(1), offset == null ? 0 : Long.parseLong(offset));
  }

  void declareRegister(String name) {
    registers.put(name, slots++);
  }

  void declareShared(String name, long align, long bytes) {
    sharedBytes = (sharedBytes + align - 1) / align * align;
    addresses.put(name, SHARED_BASE + sharedBytes);
    sharedBytes += bytes;
  }

  void declareParameter(String name) {
    addresses.put(name, PARAM_BASE);
  }

  /**
   * @param id a name of its own, since callers use theirs for one call after the other
   */
  void declarePassed(String name, String id) {
    passed.put(name, id);
  }

  boolean isPassed(String name) {
    return passed.containsKey(name);
  }

  /** The slot of what is passed at a place, of 4 or of 8 bytes. */
  int passed(Place place, int bytes) {
    return passed(place.name(), place.offset() + ":" + bytes);
  }

  int passed(String name, String place) {
    String id = passed.get(name);
    if (id == null) {
      throw new PtxFault("unknown name " + name);
    }
    return registers.computeIfAbsent(id + "+" + place, key -> slots++);
  }

  /** Slots of what is passed in a parameter or a result, by their places. */
  Map<String, Integer> placesIn(String id) {
    Map<String, Integer> places = new HashMap<>();
    registers.forEach(
        (name, slot) -> {
          if (name.startsWith(id + "+")) {
            places.put(name.substring(id.length() + 1), slot);
          }
        });
    return places;
  }

  int operand(String text) {
    Integer slot = registers.get(text);
    if (slot != null) {
      return slot;
    }
    return switch (text) {
      case "%tid.x", "%ntid.x", "%ctaid.x", "%ctaid.y", "%nctaid.x", "%nctaid.y" ->
          specials.computeIfAbsent(text, name -> slots++);
      default -> constant(value(text));
    };
  }

  int constant(long value) {
    return slotsOfConstants.computeIfAbsent(value, key -> slots++);
  }

  private long value(String text) {
    Long address = addresses.get(text);
    if (address != null) {
      return address;
    }
    try {
      return switch (text.length() > 1 ? text.substring(0, 2) : "") {
        case "0f" -> Integer.parseUnsignedInt(text.substring(2), 16);
        case "0d" -> Long.parseUnsignedLong(text.substring(2), 16);
        default -> Long.decode(text);
      };
    } catch (NumberFormatException e) {
      throw new PtxFault("unknown name " + text);
    }
  }

  int slots() {
    return slots;
  }

  Map<Integer, Long> constants() {
    Map<Integer, Long> values = new HashMap<>();
    slotsOfConstants.forEach((value, slot) -> values.put(slot, value));
    return values;
  }

  Map<String, Integer> specials() {
    return specials;
  }

  int sharedBytes() {
    return (int) sharedBytes;
  }
}
