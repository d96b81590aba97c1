package dev.linesweep.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes {@code provenance.json}: how the last run of a sweep came to its results. */
public final class ProvenanceJson {
  private ProvenanceJson() {}

  /**
   * What a run was.
   *
   * @param versions of Linesweep and what it stands on, by name, in the order to write
   * @param fingerprint of the collected matrix
   * @param identity of the output folder, by field
   * @param jvm vendor, version and virtual machine
   * @param blas library and core type; empty where none was loaded
   * @param command arguments as given; secrets are starred here
   * @param phases times of each phase, in the order they were run
   */
  public record Provenance(
      Map<String, String> versions,
      String fingerprint,
      Map<String, String> identity,
      String master,
      String jvm,
      String blas,
      List<String> command,
      Instant started,
      Map<String, Duration> phases,
      long retriedTasks,
      Optional<Check> check) {}

  /**
   * The best trial fitted once more by plain DL4J.
   *
   * @param epochs fitted; fewer than the trial's where time was short
   * @param largestDifference between predictions, in shares of the label's spread
   */
  public record Check(boolean passed, int epochs, double largestDifference, String text) {}

  public static String of(Provenance run) {
    ObjectNode json = Json.object();
    ObjectNode versions = json.putObject("versions");
    run.versions().forEach(versions::put);
    json.put("data_fingerprint", run.fingerprint());
    ObjectNode identity = json.putObject("identity");
    run.identity().forEach(identity::put);
    json.put("master", run.master());
    json.put("jvm", run.jvm());
    json.put("blas", run.blas());
    ArrayNode command = json.putArray("command");
    Secrets.scrubbed(run.command()).forEach(command::add);
    json.put("started", run.started().toString());
    ObjectNode seconds = json.putObject("seconds");
    run.phases().forEach((phase, time) -> seconds.set(phase, Json.number(time.toMillis() / 1e3)));
    json.put("retried_tasks", run.retriedTasks());
    run.check().ifPresent(check -> json.set("dl4j_check", check(check)));
    return Json.text(json);
  }

  private static ObjectNode check(Check check) {
    ObjectNode json = Json.object();
    json.put("passed", check.passed());
    json.put("epochs", check.epochs());
    json.set("largest_difference", Json.number(check.largestDifference()));
    json.put("text", check.text());
    return json;
  }
}
