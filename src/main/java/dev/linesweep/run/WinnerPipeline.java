package dev.linesweep.run;

import dev.linesweep.model.LinearModel;
import dev.linesweep.output.SparkPipelineFolder;
import dev.linesweep.output.SparkStage;
import dev.linesweep.spark.table.Encoder;
import dev.linesweep.spark.table.Predictor;
import dev.linesweep.spark.table.SparkEncoding;
import dev.linesweep.spark.table.SparkEncoding.Levels;
import dev.linesweep.spark.table.SparkEncoding.Term;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The winner as a pipeline model of Spark ML, which predicts a raw table as {@code predict} does.
 */
record WinnerPipeline(LinearModel model, SparkEncoding encoding) {

  /**
   * Writes the pipeline, or removes that of an earlier winner.
   *
   * @param encoder the encoder of a table; empty for synthetic rows
   * @param trial the winner's id
   */
  static void write(
      OutputFolder folder,
      DataSpec data,
      Optional<Encoder> encoder,
      LinearModel model,
      String trial)
      throws IOException {
    SparkPipelineFolder pipeline = new SparkPipelineFolder(folder);
    Optional<SparkEncoding> encoding = encoding(data, encoder, model);
    if (encoding.isPresent()) {
      pipeline.write(trial, new WinnerPipeline(model, encoding.get()).stages());
    } else {
      pipeline.remove();
    }
  }

  private static Optional<SparkEncoding> encoding(
      DataSpec data, Optional<Encoder> encoder, LinearModel model) {
    if (encoder.isEmpty() || !(data.source() instanceof DataSpec.Table table)) {
      return Optional.of(SparkEncoding.ofNumbers(model.features()));
    }
    return SparkEncoding.problem(table, encoder.get()).isPresent()
        ? Optional.empty()
        : Optional.of(SparkEncoding.of(table, encoder.get(), data.unseen()));
  }

  /** Why there is no pipeline; empty if there is one. */
  static Optional<String> note(DataSpec data, Optional<Encoder> encoder) {
    return encoder.isPresent() && data.source() instanceof DataSpec.Table table
        ? SparkEncoding.problem(table, encoder.get())
            .map("best/spark cannot be written: %s (linesweep predict works)"::formatted)
        : Optional.empty();
  }

  List<SparkStage> stages() {
    List<SparkStage> stages = new ArrayList<>();
    encoding.encode().ifPresent(statement -> stages.add(SparkStage.sql("Encode", statement)));
    if (!encoding.levels().isEmpty()) {
      stages.add(
          SparkStage.indexer(
              encoding.levels().stream().map(Levels::column).toList(),
              encoding.levels().stream().map(Levels::index).toList(),
              encoding.levels().stream().map(Levels::levels).toList()));
    }
    List<Term> oneHot = encoding.terms().stream().filter(Term::oneHot).toList();
    if (!oneHot.isEmpty()) {
      stages.add(
          SparkStage.oneHot(
              oneHot.stream().map(term -> term.factors().get(0)).toList(),
              oneHot.stream().map(Term::column).toList(),
              oneHot.stream().map(Term::levels).toList()));
    }
    encoding.terms().stream()
        .filter(Term::interaction)
        .forEach(term -> stages.add(SparkStage.interaction(term.factors(), term.column())));
    stages.add(
        SparkStage.assembler(
            encoding.terms().stream().map(Term::column).toList(), encoding.features()));
    stages.add(
        SparkStage.linear(
            encoding.features(),
            model.label(),
            Predictor.PREDICTION,
            model.weights(),
            model.bias()));
    encoding.finish().ifPresent(statement -> stages.add(SparkStage.sql("Finish", statement)));
    return stages;
  }
}
