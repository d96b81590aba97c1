package dev.linesweep.engine.cuda;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether each register is written on every way to an instruction that reads it, as Java demands of
 * its variables. Found before a kernel runs, so that running costs nothing.
 */
final class PtxAssigned {
  private final PtxFunction function;
  private final List<PtxStep> steps;

  /** At the targets of branches, what is written on each way there. */
  private final Map<Integer, BitSet> targets = new HashMap<>();

  private boolean changed;

  private PtxAssigned(PtxFunction function) {
    this.function = function;
    steps = function.steps();
  }

  static void check(PtxFunction function) {
    PtxAssigned check = new PtxAssigned(function);
    do {
      check.changed = false;
      check.follow(false);
    } while (check.changed);
    check.follow(true);
  }

  private void follow(boolean demand) {
    BitSet written = atStart();
    for (int at = 0; at < steps.size(); at++) {
      written = arrive(at, written);
      if (written != null) {
        PtxStep step = steps.get(at);
        if (demand) {
          demand(step, written);
        }
        written = leave(step, written);
      }
    }
  }

  private BitSet atStart() {
    BitSet written = new BitSet(function.slots());
    function.constants().keySet().forEach(written::set);
    function.specials().values().forEach(written::set);
    Arrays.stream(function.parameters()).forEach(written::set);
    return written;
  }

  /** Null where no way leads to the instruction. */
  private @Nullable BitSet arrive(int at, @Nullable BitSet before) {
    BitSet jumped = targets.get(at);
    if (jumped == null) {
      return before;
    }
    BitSet both = (BitSet) jumped.clone();
    if (before != null) {
      both.and(before);
    }
    return both;
  }

  private @Nullable BitSet leave(PtxStep step, BitSet written) {
    if (step instanceof PtxFlow.Branch branch) {
      meet(branch.target(), written);
    }
    if (!step.isGuarded()) {
      Arrays.stream(step.writes()).forEach(written::set);
    }
    boolean ends = step instanceof PtxFlow.Branch || step instanceof PtxFlow.Return;
    return ends && !step.isGuarded() ? null : written;
  }

  private void meet(int target, BitSet written) {
    BitSet known = targets.get(target);
    if (known == null) {
      targets.put(target, (BitSet) written.clone());
      changed = true;
      return;
    }
    int before = known.cardinality();
    known.and(written);
    changed |= known.cardinality() != before;
  }

  private void demand(PtxStep step, BitSet written) {
    boolean all = Arrays.stream(step.reads()).allMatch(written::get);
    if (step.isGuarded()) {
      all &= written.get(step.guard());
    }
    if (step instanceof PtxFlow.Return) {
      all &= Arrays.stream(function.results()).allMatch(written::get);
    }
    if (!all) {
      throw new PtxFault("reads what was not written on every way there")
          .at(function.name(), step.text);
    }
  }
}
