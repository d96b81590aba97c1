package dev.linesweep.run;

import dev.linesweep.model.Curvature;
import dev.linesweep.output.ProvenanceJson;
import dev.linesweep.report.DataFacts;
import dev.linesweep.report.Rounding;
import dev.linesweep.result.BlockOutcome;
import dev.linesweep.result.RunFacts;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spec.EngineKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Gathers where a sweep's results come from. */
record Provenance(
    SweepRequest request,
    Prepared prepared,
    SparkHandle spark,
    PhaseTimes times,
    Trained trained,
    List<String> devices,
    DataFacts facts,
    Curvature curvature) {
  String toJson(Optional<WinnerCheck> check, Rounding rounding) {
    return new ProvenanceJson(
            versions(),
            prepared.fingerprint(),
            List.of(
                prepared.samples().train().rows(),
                prepared.samples().validation().rows(),
                prepared.samples().test().rows()),
            facts,
            curvature,
            spark.master(),
            distinct(RunFacts::engine).stream().findFirst().orElse(prepared.spec().engine().key()),
            devices,
            jvm(),
            check.map(WinnerCheck::blas).orElse(""),
            request.command(),
            seconds(),
            trained.outcomes().stream().mapToInt(outcome -> outcome.facts().attempt()).sum(),
            trained.lostExecutors(),
            check.map(found -> found.sentence(rounding)).orElse("no trial completed"),
            rounding)
        .toJson();
  }

  static String version() {
    String ours = SweepRun.class.getPackage().getImplementationVersion();
    return ours == null ? "not packaged" : ours;
  }

  private Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    versions.put("linesweep", version());
    versions.put("spark", spark.context().version());
    versions.put("java", System.getProperty("java.version"));
    versions.put("dl4j", EngineKind.DL4J_VERSION);
    return versions;
  }

  private List<String> distinct(Function<RunFacts, String> fact) {
    return trained.outcomes().stream()
        .map(BlockOutcome::facts)
        .map(fact)
        .distinct()
        .sorted()
        .toList();
  }

  private static String jvm() {
    return System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
  }

  private Map<String, Double> seconds() {
    return times.times().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                phase -> phase.getValue().toMillis() / 1e3,
                (a, b) -> a,
                LinkedHashMap::new));
  }
}
