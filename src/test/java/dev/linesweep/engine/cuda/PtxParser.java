package dev.linesweep.engine.cuda;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a module's text: the part of PTX that the kernels use. All else is refused. */
final class PtxParser {
  private static final Pattern COMMENT = Pattern.compile("//[^\n]*");
  private static final Pattern MODULE =
      Pattern.compile(
          "\\s*|\\s*\\.version \\d\\.\\d\\s+\\.target sm_\\d+\\s+\\.address_size 64\\s*");
  private static final Pattern HEAD =
      Pattern.compile(
          "(?:\\.visible\\s+)?\\.(entry|func)\\s+(?:\\(([^)]*)\\)\\s*)?([\\w$]+)\\s*"
              + "\\(([^)]*)\\)([^{;]*)\\{");
  private static final Pattern LIMITS =
      Pattern.compile("\\s*(\\.maxntid 128, 1, 1\\s*)?(\\.minnctapersm \\d+\\s*)?");

  private final Map<String, PtxFunction> functions = new LinkedHashMap<>();

  private PtxParser() {}

  /** The functions by their names. */
  static Map<String, PtxFunction> parse(String ptx) {
    PtxParser parser = new PtxParser();
    parser.read(COMMENT.matcher(ptx).replaceAll(""));
    return parser.functions;
  }

  private void read(String text) {
    Matcher head = HEAD.matcher(text);
    int at = 0;
    while (head.find(at)) {
      demand(MODULE, text.substring(at, head.start()));
      demand(LIMITS, head.group(5));
      int end = end(text, head.end());
      String body = text.substring(head.end(), end - 1);
      PtxFunction function =
          head.group(1).equals("entry")
              ? kernel(head.group(3), head.group(4), body)
              : function(head, body);
      PtxAssigned.check(function);
      functions.put(function.name(), function);
      at = end;
    }
    demand(MODULE, text.substring(at));
  }

  private static void demand(Pattern pattern, String text) {
    if (!pattern.matcher(text).matches()) {
      throw new PtxFault("unknown directive " + text.strip());
    }
  }

  private static int end(String text, int start) {
    int at = start;
    for (int depth = 1; depth > 0; at++) {
      depth += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
    }
    return at;
  }

  private PtxFunction kernel(String name, String parameter, String body) {
    PtxNames names = new PtxNames();
    Matcher matcher = PtxBody.PARAM.matcher(parameter.strip());
    if (!matcher.matches() || matcher.group(2) == null) {
      throw new PtxFault(name + " must have one parameter, a struct");
    }
    names.declareParameter(matcher.group(1));
    List<PtxStep> steps = new PtxBody(names, functions, true).read(body);
    return new PtxFunction(
        name,
        steps,
        names.slots(),
        names.constants(),
        names.specials(),
        names.sharedBytes(),
        Integer.parseInt(matcher.group(2)),
        new int[0],
        List.of(),
        new int[0],
        List.of());
  }

  private PtxFunction function(Matcher head, String body) {
    PtxNames names = new PtxNames();
    List<String> parameters = declare(names, head.group(4), "parameter ");
    List<String> results = declare(names, head.group(2), "result ");
    List<PtxStep> steps = new PtxBody(names, functions, false).read(body);
    Map<String, Integer> passed = new TreeMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      String number = i + "+";
      names.placesIn("parameter " + i).forEach((place, slot) -> passed.put(number + place, slot));
    }
    Map<String, Integer> returned = new HashMap<>();
    for (int i = 0; i < results.size(); i++) {
      returned.putAll(names.placesIn("result " + i));
    }
    return new PtxFunction(
        head.group(3),
        steps,
        names.slots(),
        names.constants(),
        names.specials(),
        0,
        0,
        slots(passed),
        List.copyOf(passed.keySet()),
        slots(returned),
        List.copyOf(returned.keySet()));
  }

  private static int[] slots(Map<String, Integer> places) {
    return places.values().stream().mapToInt(Integer::intValue).toArray();
  }

  private static List<String> declare(PtxNames names, String list, String id) {
    List<String> all = new ArrayList<>();
    for (Matcher matcher = PtxBody.PARAM.matcher(list); matcher.find(); ) {
      names.declarePassed(matcher.group(1), id + all.size());
      all.add(matcher.group(1));
    }
    return all;
  }
}
