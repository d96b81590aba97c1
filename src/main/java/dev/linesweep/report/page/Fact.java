package dev.linesweep.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Something about where the results come from. */
record Fact(String name, String value) {
  private static final List<String> KEYS =
      List.of("master", "engine", "devices", "jvm", "blas", "command", "retries");

  /** From {@code provenance.json}; what is empty there is left out. */
  static List<Fact> of(JsonNode provenance) {
    List<Fact> facts = new ArrayList<>();
    facts.add(fact("data fingerprint (SHA-256)", provenance.path("data").path("fingerprint")));
    facts.add(fact("data", provenance.path("data").path("source")));
    for (var version : provenance.path("versions").properties()) {
      facts.add(fact(version.getKey(), version.getValue()));
    }
    KEYS.forEach(key -> facts.add(fact(key, provenance.path(key))));
    facts.add(fact("lost executors", provenance.path("lost_executors")));
    facts.add(fact("check against plain DL4J", provenance.path("dl4j_check")));
    return facts.stream().filter(fact -> !fact.value.isEmpty()).toList();
  }

  private static Fact fact(String name, JsonNode value) {
    if (!value.isArray()) {
      return new Fact(name, value.asText());
    }
    List<String> items = new ArrayList<>();
    value.forEach(item -> items.add(item.asText()));
    return new Fact(name, String.join(name.equals("command") ? " " : ", ", items));
  }
}
