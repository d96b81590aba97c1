package dev.linesweep.run;

import dev.linesweep.data.LabelVariances;
import dev.linesweep.report.CheckNote;
import dev.linesweep.report.Provenance;
import dev.linesweep.report.SweepReport;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spark.table.HiddenQuery;
import dev.linesweep.spec.EngineKind;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Gathers the provenance of a sweep's results. */
record Origins(SweepRequest request, Prepared prepared, SparkHandle spark, PhaseTimes times) {

  /**
   * @param devices that trained
   * @param blas that plain DL4J used
   * @param check of the winner by it
   */
  Provenance of(
      Trained trained, List<String> devices, SweepReport report, String blas, CheckNote check) {
    String engine = prepared.spec().engine().kind().key();
    return new Provenance(
        versions(),
        new Provenance.Data(
            prepared.fingerprint(),
            prepared.plan().shape(),
            report.data(),
            report.facts().curvature(),
            LabelVariances.of(prepared.samples()),
            prepared.data().query().map(HiddenQuery::plan).orElse("")),
        new Provenance.Machines(
            spark.master(),
            trained.outcomes().stream()
                .map(outcome -> outcome.facts().engine())
                .min(Comparator.naturalOrder())
                .orElse(engine),
            devices,
            jvm(),
            blas),
        new Provenance.Run(
            request.command().words(),
            seconds(),
            trained.outcomes().stream().mapToInt(outcome -> outcome.facts().attempt()).sum(),
            trained.lostExecutors(),
            trained.survivors().rungs(),
            trained.stopReason()),
        new Provenance.Check(check.forProvenance(), report.winner().rounding()));
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
