package dev.linesweep.engine.cuda;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the instructions of a function, one after the other. */
final class PtxInstructions {
  private static final Pattern INSTRUCTION =
      Pattern.compile("(?:@(!?)(%\\w+)\\s+)?([a-z][\\w.]*)\\s*(.*)", Pattern.DOTALL);
  private static final Pattern OPERAND =
      Pattern.compile("<[^>]*>|\\[[^\\]]*\\]|\\([^)]*\\)|[^,\\s]+");
  private static final Pattern ACCESS =
      Pattern.compile(
          "(?:ld|st)\\.(global|shared|param)(?:\\.nc)?(?:\\.v([24]))?\\.([bfsu])(8|16|32|64)");
  private static final Set<String> FLOW = Set.of("bra", "bra.uni", "bar.sync", "ret", "call.uni");

  private final PtxNames names;
  private final Map<String, PtxFunction> known;
  private final boolean kernel;

  /**
   * @param known what can be called
   */
  PtxInstructions(PtxNames names, Map<String, PtxFunction> known, boolean kernel) {
    this.names = names;
    this.known = known;
    this.kernel = kernel;
  }

  PtxStep read(String statement) {
    Matcher matcher = INSTRUCTION.matcher(statement);
    if (!matcher.matches()) {
      throw new PtxFault("no instruction");
    }
    String text = statement.replaceAll("\\s+", " ");
    PtxStep step = read(text, matcher.group(3), operands(matcher.group(4)));
    if (matcher.group(2) != null) {
      step.guardedBy(names.operand(matcher.group(2)), !matcher.group(1).isEmpty());
    }
    return step;
  }

  private static List<String> operands(String text) {
    List<String> operands = new ArrayList<>();
    for (Matcher matcher = OPERAND.matcher(text); matcher.find(); ) {
      operands.add(matcher.group());
    }
    return operands;
  }

  private PtxStep read(String text, String name, List<String> operands) {
    if (FLOW.contains(name)) {
      return flow(text, name, operands);
    }
    if (name.startsWith("ld.") || name.startsWith("st.")) {
      return access(text, name, operands);
    }
    PtxOperation operation = PtxOperations.named(name);
    int[] slots = operands.stream().mapToInt(names::operand).toArray();
    return new PtxCompute(text, operation, slots[0], Arrays.copyOfRange(slots, 1, slots.length));
  }

  private PtxStep flow(String text, String name, List<String> operands) {
    return switch (name) {
      case "bra", "bra.uni" -> new PtxFlow.Branch(text, operands.get(0));
      case "bar.sync" -> barrier(text, operands);
      case "call.uni" -> call(text, operands);
      default -> new PtxFlow.Return(text);
    };
  }

  private PtxStep barrier(String text, List<String> operands) {
    if (!kernel || !operands.equals(List.of("0"))) {
      throw new PtxFault("only kernels wait, and for all threads of a block");
    }
    return new PtxFlow.Barrier(text);
  }

  private PtxStep call(String text, List<String> operands) {
    PtxFunction function = known.get(operands.get(1));
    if (function == null) {
      throw new PtxFault("no function " + operands.get(1));
    }
    List<String> arguments = operands(inside(operands.get(2)));
    int[] passed =
        function.parameterNames().stream()
            .map(place -> place.split("\\+", 2))
            .mapToInt(p -> names.passed(arguments.get(Integer.parseInt(p[0])), p[1]))
            .toArray();
    String result = inside(operands.get(0)).strip();
    int[] results =
        function.resultNames().stream().mapToInt(place -> names.passed(result, place)).toArray();
    return new PtxCall(text, function, passed, results);
  }

  private static String inside(String brackets) {
    return brackets.substring(1, brackets.length() - 1);
  }

  private PtxStep access(String text, String name, List<String> operands) {
    Matcher matcher = ACCESS.matcher(name);
    if (!matcher.matches() || operands.size() != 2) {
      throw new PtxFault("unknown instruction " + name);
    }
    boolean load = name.startsWith("ld");
    PtxNames.Place place = PtxNames.place(inside(operands.get(load ? 1 : 0)));
    List<String> values = operands(operands.get(load ? 0 : 1).replaceAll("[<>]", ""));
    if (values.size() != (matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2)))) {
      throw new PtxFault("as many registers as " + name + " has");
    }
    int bytes = Integer.parseInt(matcher.group(4)) / 8;
    boolean signed = matcher.group(3).equals("s");
    if (bytes == 2 || bytes == 1 && !load) {
      throw new PtxFault("unknown instruction " + name);
    }
    if (names.isPassed(place.name())) {
      return pass(text, load, place, values.get(0), bytes, signed);
    }
    int[] slots = values.stream().mapToInt(names::operand).toArray();
    PtxAccess.Space space = PtxAccess.Space.of(matcher.group(1));
    PtxAccess.Place where =
        new PtxAccess.Place(space, names.operand(place.name()), place.offset(), bytes);
    return load ? PtxAccess.load(text, slots, where, signed) : PtxAccess.store(text, slots, where);
  }

  /** What functions pass to each other lies in slots; a byte there is the low one of a word. */
  private PtxStep pass(
      String text, boolean load, PtxNames.Place place, String value, int bytes, boolean signed) {
    int slot = names.passed(place, Math.max(4, bytes));
    String how = bytes == 8 ? "mov.b64" : bytes == 4 ? "mov.b32" : "cvt.u64.u8";
    PtxOperation operation = PtxOperations.named(bytes == 1 && signed ? "cvt.s64.s8" : how);
    return load
        ? new PtxCompute(text, operation, names.operand(value), new int[] {slot})
        : new PtxCompute(text, operation, slot, new int[] {names.operand(value)});
  }
}
