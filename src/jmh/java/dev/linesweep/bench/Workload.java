package dev.linesweep.bench;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.Samples;
import dev.linesweep.data.Synthetic;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** A job with its samples and its plan, trained without Spark. */
public record Workload(Samples samples, SweepPlan plan) {

  /** A job file whose data is synthetic, or a CSV file of plain numbers with a header. */
  public static Workload read(Path job, String... sets) {
    try {
      SweepSpec spec =
          SpecReader.read(
              Files.readString(job), job.toAbsolutePath().toUri().toString(), List.of(sets));
      return of(spec, matrix(spec.data().source()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a job whose data is synthetic. */
  public static Workload parse(String job) {
    SweepSpec spec = SpecReader.read(job, "job.yaml", List.of());
    return of(spec, Synthetic.of(spec.data().source()));
  }

  private static Workload of(SweepSpec spec, Matrix matrix) {
    Samples samples = Samples.of(matrix, spec.split(), spec.data().standardize());
    return new Workload(samples, SweepPlan.of(spec, samples.shape()));
  }

  /** All blocks, as an executor trains them. */
  public List<BlockTraining> blocks() {
    return plan.blocks().stream()
        .map(
            block ->
                new BlockTraining(
                    plan.spec().training(),
                    Arrays.stream(block.trajectories()).mapToObj(plan::trajectory).toList(),
                    plan.recordedEpochs()))
        .toList();
  }

  /** Trains all blocks one after the other. */
  public void train(Engine engine, List<BlockTraining> blocks) {
    blocks.forEach(block -> engine.train(block, samples));
  }

  public List<Trajectory> trajectories() {
    return LongStream.range(0, plan.trajectories()).mapToObj(plan::trajectory).toList();
  }

  private static Matrix matrix(DataSpec.Source source) throws IOException {
    if (!(source instanceof DataSpec.Table table)) {
      return Synthetic.of(source);
    }
    DataSpec.Files files = (DataSpec.Files) table.origin();
    DataSpec.Columns columns = (DataSpec.Columns) table.selection();
    List<String[]> rows;
    try (var lines = Files.lines(Path.of(URI.create(files.path())))) {
      rows = lines.map(line -> line.split(",", -1)).toList();
    }
    List<String> header = List.of(rows.get(0));
    int[] at = columns.features().stream().mapToInt(header::indexOf).toArray();
    int label = header.indexOf(columns.label());
    double[] x = new double[(rows.size() - 1) * at.length];
    double[] y = new double[rows.size() - 1];
    for (int row = 0; row < y.length; row++) {
      String[] cells = rows.get(row + 1);
      y[row] = Double.parseDouble(cells[label]);
      for (int feature = 0; feature < at.length; feature++) {
        x[row * at.length + feature] = Double.parseDouble(cells[at[feature]]);
      }
    }
    return new Matrix(x, y, columns.features(), columns.label());
  }
}
