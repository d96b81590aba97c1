package dev.linesweep.report.page;

import dev.linesweep.report.Provenance;
import java.util.ArrayList;
import java.util.List;

/** Something about where the results come from. */
record Fact(String name, String value) {

  /** What the page lists; what is empty is left out. */
  static List<Fact> of(Provenance provenance) {
    Provenance.Machines machines = provenance.machines();
    Provenance.Run run = provenance.run();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("data fingerprint (SHA-256)", provenance.data().fingerprint()));
    facts.add(new Fact("data", provenance.data().facts().source()));
    provenance.versions().forEach((product, version) -> facts.add(new Fact(product, version)));
    facts.add(new Fact("master", machines.master()));
    facts.add(new Fact("engine", machines.engine()));
    facts.add(new Fact("devices", String.join(", ", machines.devices())));
    facts.add(new Fact("jvm", machines.jvm()));
    facts.add(new Fact("blas", machines.blas()));
    facts.add(new Fact("command", String.join(" ", run.command())));
    facts.add(new Fact("retries", Integer.toString(run.retries())));
    facts.add(new Fact("lost executors", Integer.toString(run.lostExecutors())));
    facts.add(new Fact("check against plain DL4J", provenance.check().sentence()));
    return facts.stream().filter(fact -> !fact.value.isEmpty()).toList();
  }
}
