package dev.linesweep.engine.cuda;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements of a function, which become steps. */
final class PtxBody {
  private static final Pattern LABEL = Pattern.compile("([$\\w]+):\\s*");
  private static final Pattern REGISTERS = Pattern.compile("\\.reg\\s+\\.\\w+\\s+(%?\\w+)<(\\d+)>");
  private static final Pattern REGISTER = Pattern.compile("\\.reg\\s+\\.\\w+\\s+(%?\\w+)");
  private static final Pattern SHARED =
      Pattern.compile("\\.shared\\s+\\.align\\s+(\\d+)\\s+\\.b8\\s+([\\w$]+)\\[(\\d+)\\]");
  static final Pattern PARAM =
      Pattern.compile("\\.param\\s+(?:\\.align\\s+\\d+\\s+)?\\.\\w+\\s+([\\w$]+)(?:\\[(\\d+)\\])?");

  private final PtxNames names;
  private final PtxInstructions instructions;
  private final List<PtxStep> steps = new ArrayList<>();
  private final Map<String, Integer> labels = new HashMap<>();
  private int calls;

  PtxBody(PtxNames names, Map<String, PtxFunction> known, boolean kernel) {
    this.names = names;
    instructions = new PtxInstructions(names, known, kernel);
  }

  List<PtxStep> read(String text) {
    String flat = text.replaceAll("\\{\\s*(%[^{}]*)\\}", "<$1>");
    for (String statement : flat.split("[;{}]")) {
      try {
        readStatement(statement.strip());
      } catch (PtxFault fault) {
        throw fault.at("line", statement.strip().replaceAll("\\s+", " "));
      }
    }
    steps.add(new PtxFlow.Return("end"));
    resolve();
    return steps;
  }

  private void readStatement(String statement) {
    String rest = statement;
    for (Matcher label = LABEL.matcher(rest); label.lookingAt(); label = LABEL.matcher(rest)) {
      labels.put(label.group(1), steps.size());
      rest = rest.substring(label.end());
    }
    if (rest.startsWith(".")) {
      readDirective(rest);
    } else if (!rest.isEmpty()) {
      steps.add(instructions.read(rest));
    }
  }

  private void readDirective(String text) {
    Matcher matcher = REGISTERS.matcher(text);
    if (matcher.matches()) {
      for (int i = 0; i < Integer.parseInt(matcher.group(2)); i++) {
        names.declareRegister(matcher.group(1) + i);
      }
    } else if (matcher.usePattern(REGISTER).matches()) {
      names.declareRegister(matcher.group(1));
    } else if (matcher.usePattern(SHARED).matches()) {
      long align = Long.parseLong(matcher.group(1));
      names.declareShared(matcher.group(2), align, Long.parseLong(matcher.group(3)));
    } else if (matcher.usePattern(PARAM).matches()) {
      names.declarePassed(matcher.group(1), "call " + calls++);
    } else if (!text.equals(".pragma \"nounroll\"")) {
      throw new PtxFault("unknown directive");
    }
  }

  private void resolve() {
    for (PtxStep step : steps) {
      if (step instanceof PtxFlow.Branch branch) {
        Integer target = labels.get(branch.label());
        if (target == null) {
          throw new PtxFault("no label " + branch.label());
        }
        branch.goesTo(target);
      }
    }
  }
}
