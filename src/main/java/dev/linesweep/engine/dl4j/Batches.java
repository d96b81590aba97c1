package dev.linesweep.engine.dl4j;

import dev.linesweep.data.BatchOrder;
import dev.linesweep.data.Samples;
import dev.linesweep.spec.ParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The training rows as ND4J arrays, batch by batch. The arrays of mini-batches are made once and
 * filled again in each epoch's order; every column of a block sees the same label.
 */
final class Batches implements AutoCloseable {

  /**
   * One batch.
   *
   * @param rowWeights a column; null if all rows count the same
   */
  record Batch(INDArray x, INDArray y, @Nullable INDArray rowWeights) {}

  private final Samples.Part rows;
  private final int features;
  private final int width;
  private final boolean shuffled;
  private final long shuffleSeed;
  private final INDArray x;
  private final INDArray y;
  private final @Nullable INDArray rowWeights;
  private final float[] xRows;
  private final float[] yRows;
  private final float[] weightRows;
  private final List<Batch> batches;

  /**
   * @param batchSize rows of a batch, or {@link ParameterSpec#FULL_BATCH}
   * @param width columns of the label
   */
  Batches(Samples.Part rows, int batchSize, int width, long shuffleSeed) {
    this.rows = rows;
    this.features = rows.x().length / rows.rows();
    this.width = width;
    this.shuffled = batchSize != ParameterSpec.FULL_BATCH;
    this.shuffleSeed = shuffleSeed;
    this.xRows = shuffled ? rows.x().clone() : rows.x();
    this.yRows = new float[Math.multiplyExact(rows.rows(), width)];
    this.weightRows = new float[rows.rowWeights().isNone() ? 0 : rows.rows()];
    for (int row = 0; row < rows.rows(); row++) {
      setLabel(row, row);
    }
    this.x = Floats.array(xRows, rows.rows(), features);
    this.y = Floats.array(yRows, rows.rows(), width);
    this.rowWeights = weightRows.length == 0 ? null : Floats.array(weightRows, rows.rows(), 1);
    this.batches =
        shuffled && batchSize < rows.rows() ? cut(batchSize) : List.of(new Batch(x, y, rowWeights));
  }

  private List<Batch> cut(int batchSize) {
    List<Batch> cut = new ArrayList<>();
    for (int from = 0; from < rows.rows(); from += batchSize) {
      var interval = NDArrayIndex.interval(from, Math.min(from + batchSize, rows.rows()));
      cut.add(
          new Batch(
              x.get(interval, NDArrayIndex.all()),
              y.get(interval, NDArrayIndex.all()),
              rowWeights == null ? null : rowWeights.get(interval, NDArrayIndex.all())));
    }
    return List.copyOf(cut);
  }

  /**
   * The batches of an epoch, valid until the next call.
   *
   * @param epoch from 1
   */
  List<Batch> of(int epoch) {
    if (shuffled) {
      fill(BatchOrder.permutation(shuffleSeed, epoch, rows.rows()));
    }
    return batches;
  }

  /** Frees the memory now instead of at the next garbage collection. */
  @Override
  public void close() {
    x.close();
    y.close();
    if (rowWeights != null) {
      rowWeights.close();
    }
  }

  private void fill(int[] order) {
    for (int row = 0; row < order.length; row++) {
      System.arraycopy(rows.x(), order[row] * features, xRows, row * features, features);
      setLabel(row, order[row]);
    }
    Floats.write(xRows, x);
    Floats.write(yRows, y);
    if (rowWeights != null) {
      Floats.write(weightRows, rowWeights);
    }
  }

  /** Gives a row of the arrays the label and the weight of a row of the part. */
  private void setLabel(int row, int of) {
    Arrays.fill(yRows, row * width, (row + 1) * width, rows.y()[of]);
    if (weightRows.length > 0) {
      weightRows[row] = rows.rowWeights().of(of);
    }
  }
}
