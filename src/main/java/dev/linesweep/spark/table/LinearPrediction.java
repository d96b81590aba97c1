package dev.linesweep.spark.table;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.jspecify.annotations.Nullable;

/**
 * Predicts one row of an encoder's inputs: null if one is missing, the base level for a text that
 * no training row had. Runs on the executors, which build their tables of levels once.
 */
final class LinearPrediction implements UDF1<Row, @Nullable Double> {
  private static final long serialVersionUID = 1;

  private final Encoder encoder;
  private final double[] weights;
  private final double bias;
  private transient @Nullable Prepared prepared;

  private record Prepared(RowEncoder rows, List<Map<String, Integer>> levels) {}

  LinearPrediction(Encoder encoder, double[] weights, double bias) {
    this.encoder = encoder;
    this.weights = weights;
    this.bias = bias;
  }

  @Override
  public @Nullable Double call(Row row) {
    Prepared made = prepared();
    double[] raw = new double[encoder.inputs().size()];
    for (int i = 0; i < raw.length; i++) {
      if (row.isNullAt(i)) {
        return null;
      }
      Map<String, Integer> levels = made.levels.get(i);
      raw[i] =
          levels.isEmpty()
              ? row.getDouble(i)
              : levels.getOrDefault(row.getString(i), levels.size() - 1);
      if (Double.isNaN(raw[i])) {
        return null;
      }
    }
    return made.rows.dot(raw, weights) + bias;
  }

  /** If two threads create it, both create the same. */
  private Prepared prepared() {
    Prepared made = prepared;
    if (made == null) {
      made = new Prepared(new RowEncoder(encoder), RowEncoder.levels(encoder));
      prepared = made;
    }
    return made;
  }
}
