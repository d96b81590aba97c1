package dev.linesweep.run;

import dev.linesweep.engine.check.Drift;
import dev.linesweep.model.LinearModel;
import dev.linesweep.output.TrialsFile;
import dev.linesweep.plan.Trial;
import dev.linesweep.report.console.ReplayText;
import dev.linesweep.result.Snapshots;
import dev.linesweep.result.State;
import dev.linesweep.spark.BlockMates;
import dev.linesweep.spark.Dl4jTasks;
import dev.linesweep.spark.PlainFit;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spark.SweepContext;
import dev.linesweep.spark.SweepFailure;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.store.Identity;
import dev.linesweep.store.Journal;
import dev.linesweep.store.JournalIndex;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.store.SweepFolders;
import dev.linesweep.text.Rounded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;

/** Fits one trial of a sweep by plain DL4J, and says how far it is from the journalled result. */
public final class ReplayRun {
  private final Request request;
  private final SparkHandle spark;
  private final Configuration hadoop;
  private final int width;

  /**
   * Which trial to fit.
   *
   * @param out the sweep's folder; empty for the latest under {@code runs}
   * @param trial its id, the beginning of its id, its rank, or {@code best}
   */
  public record Request(String out, String trial) {}

  /**
   * How it went.
   *
   * @param text for people
   * @param holds true where early epochs were judged and no step differs by more than rounding
   *     explains
   */
  public record Outcome(String text, boolean holds) {}

  private ReplayRun(Request request, SparkHandle spark, int width) {
    this.request = request;
    this.spark = spark;
    this.hadoop = spark.context().hadoopConfiguration();
    this.width = width;
  }

  /**
   * Fits and compares; writes nothing.
   *
   * @param notes takes what a user should know about the journal
   * @param width characters a line of the text
   * @throws JobException where there is no such sweep or trial, or its data is not what it was
   * @throws SweepFailure where the fit cannot be done
   */
  public static Outcome run(Request request, SparkHandle spark, Consumer<String> notes, int width)
      throws IOException {
    return new ReplayRun(request, spark, width).run(notes);
  }

  private Outcome run(Consumer<String> notes) throws IOException {
    OutputFolder folder = SweepFolders.named(hadoop, request.out());
    TrialsFile.Place found = TrialFinder.find(folder, request.trial());
    Prepared prepared = Prepared.of(folder.spec(), spark);
    requireSameSweep(prepared, folder);
    Trial trial = TrialFinder.trial(prepared.plan(), found.id(), folder.toString());
    JournalIndex journal =
        JournalIndex.of(
            Journal.open(hadoop, folder.journal(), notes), JournalIndex.Agreement.NOT_CHECKED);
    Optional<JournalIndex.Found> journalled =
        journal.find(trial.trajectory().id().bits(), trial.epochs());
    PlainFit fit = fit(prepared, folder, trial, journalled);
    return new Outcome(text(folder, prepared, found, journalled, fit), fit.holds());
  }

  private static void requireSameSweep(Prepared prepared, OutputFolder folder) throws IOException {
    Identity there = folder.identity().orElseThrow();
    Identity now = prepared.identity();
    if (!prepared.fingerprint().equals(there.fields().get("data"))) {
      throw new JobException(
          "the data has changed since %s was swept: %s now has other rows or values. Bring the old data back, or run the job again into a new folder."
              .formatted(folder, prepared.data().description()));
    }
    if (!now.equals(there)) {
      throw new JobException(
          "%s holds trials of another split, training or engine than its job.yaml and this Linesweep: %s, not %s. Run its job again into a new folder."
              .formatted(folder, there.fields(), now.fields()));
    }
  }

  private PlainFit fit(
      Prepared prepared,
      OutputFolder folder,
      Trial trial,
      Optional<JournalIndex.Found> journalled) {
    Broadcast<SweepContext> context = prepared.broadcast(spark, folder, 0);
    Snapshots recorded =
        journalled
            .map(found -> found.block().snapshots().column(found.column()))
            .orElseGet(() -> Dl4jTasks.FitAlone.nothing(prepared.plan().shape()));
    BlockMates mates =
        journalled
            .map(
                found ->
                    BlockMates.of(
                        prepared.plan(),
                        trial.trajectory(),
                        found.block().trajectories(),
                        found.column()))
            .orElseGet(() -> BlockMates.alone(trial.trajectory()));
    try {
      return spark
          .context()
          .parallelize(List.of(0), 1)
          .map(new Dl4jTasks.FitAlone(context, trial, recorded, mates))
          .first();
    } catch (Exception failure) {
      // Spark throws checked exceptions that its methods do not declare.
      throw SweepFailure.of("the replay failed", failure);
    } finally {
      context.destroy(false);
    }
  }

  private String text(
      OutputFolder folder,
      Prepared prepared,
      TrialsFile.Place found,
      Optional<JournalIndex.Found> journalled,
      PlainFit fit) {
    List<String> parts = new ArrayList<>();
    parts.add("Trial %s, rank %s of %s".formatted(found.id(), Rounded.of(found.rank()), folder));
    parts.add(ReplayText.words(prepared.plan(), fit.trial()));
    parts.add(paragraph(origin(journalled, fit)));
    parts.add(paragraph(verdict(fit)));
    endings(found, fit).map(this::paragraph).ifPresent(parts::add);
    if (!fit.drift().isEmpty()) {
      parts.add(ReplayText.epochs(fit.drift().stream().map(at -> row(fit, at)).toList(), width));
      weights(prepared, fit).ifPresent(parts::add);
    }
    return String.join("\n\n", parts) + "\n";
  }

  private String paragraph(String text) {
    return ReplayText.paragraph(text, width);
  }

  private static String origin(Optional<JournalIndex.Found> journalled, PlainFit fit) {
    String plain = "fitted again alone by plain DL4J on %s".formatted(fit.blas());
    String trained =
        journalled
            .map(found -> found.block().facts())
            .map(facts -> "Trained by %s on %s, ".formatted(facts.engine(), facts.device()))
            .orElse("Not in the journal, ");
    return trained
        + plain
        + (fit.fit().complete()
            ? "."
            : "; it was given 60 s and reached epoch %d of %d."
                .formatted(fit.fit().trainedEpochs(), fit.trial().epochs()));
  }

  private static String verdict(PlainFit fit) {
    if (fit.drift().isEmpty()) {
      return "There is nothing to compare: the trial has no result. Run the sweep again, which"
          + " trains what is missing.";
    }
    if (fit.disagrees()) {
      return "DIFFERENT: " + fit.disagreement() + ". " + again(fit);
    }
    if (!fit.holds()) {
      return "NOT JUDGED: " + fit.agreement() + ". " + again(fit);
    }
    return ("EQUAL up to rounding: %s; the largest difference is %s times what rounding can explain. Each optimizer step was compared with that of plain DL4J from the same weights. Where the two train on their own, rounding is amplified: those differences are shown but not judged. %s"
            .formatted(fit.agreement(), Rounded.of(fit.verdict().worst()), again(fit)))
        .strip();
  }

  private static String again(PlainFit fit) {
    int[] repeated = fit.repeated();
    if (repeated.length == 0) {
      return "";
    }
    String same =
        fit.sameBitsAgain()
            ? "its weights and losses at the journalled epochs (%s) are the journal's to the bit"
            : fit.engine().repeatsBits()
                ? "its weights or losses at the journalled epochs (%s) are NOT the journal's to the"
                    + " bit"
                : "its last bits at the journalled epochs (%s) are others than the journal's, as on"
                    + " another machine";
    return "For that the trial was trained once more by its own engine: %s."
        .formatted(same.formatted(PlainFit.words(repeated)));
  }

  /** What plain DL4J does where the trial has no finite result. */
  private static Optional<String> endings(TrialsFile.Place found, PlainFit fit) {
    int plain = fit.fit().snapshots().divergedEpoch(0);
    int sweep = fit.recorded().epochCount() == 0 ? 0 : fit.recorded().divergedEpoch(0);
    if (found.state() == State.COMPLETE && (plain == 0 || plain > fit.trial().epochs())) {
      return Optional.empty();
    }
    String here =
        switch (found.state()) {
          case COMPLETE -> "The trial is complete";
          case DIVERGED ->
              sweep > 0
                  ? "The trial diverged at epoch " + sweep
                  : "The trial diverged: a loss is not finite";
          case FAILED -> "The trial failed";
        };
    return Optional.of(here + "; " + plainEnding(plain, fit) + ".");
  }

  private static String plainEnding(int diverged, PlainFit fit) {
    if (diverged > 0) {
      return "plain DL4J diverges at epoch " + diverged;
    }
    Snapshots plain = fit.fit().snapshots();
    int last = plain.epochCount() - 1;
    if (last < 0) {
      return "plain DL4J has not diverged";
    }
    double loss = plain.metrics(0, last, Part.TEST).loss();
    return Double.isFinite(loss)
        ? "plain DL4J has a test loss of %s after epoch %d"
            .formatted(Rounded.of(loss), plain.epochs()[last])
        : "plain DL4J keeps finite weights, but its test loss is not finite either";
  }

  private static ReplayText.Epoch row(PlainFit fit, Drift at) {
    Snapshots plain = fit.fit().snapshots();
    int index = fit.trained().indexOf(at.epoch());
    int plainIndex = plain.indexOf(at.epoch());
    return new ReplayText.Epoch(
        at.epoch(),
        at.difference(),
        fit.verdict().excess(at.epoch()),
        fit.trained().metrics(0, index, Part.TRAIN).loss(),
        plain.metrics(0, plainIndex, Part.TRAIN).loss(),
        at.testLoss(),
        at.referenceTestLoss());
  }

  /** At the last epoch that both have with finite weights. */
  private Optional<String> weights(Prepared prepared, PlainFit fit) {
    Snapshots plain = fit.fit().snapshots();
    return fit.drift().stream()
        .filter(at -> Double.isFinite(at.difference()))
        .reduce((first, second) -> second)
        .map(
            at ->
                "Weights after epoch %d, in the label's units\n%s"
                    .formatted(
                        at.epoch(),
                        ReplayText.weights(
                            model(prepared, fit.trained(), at.epoch()),
                            model(prepared, plain, at.epoch()),
                            width)));
  }

  private static LinearModel model(Prepared prepared, Snapshots snapshots, int epoch) {
    return LinearModel.of(snapshots.weights(0, snapshots.indexOf(epoch)), prepared.samples());
  }
}
