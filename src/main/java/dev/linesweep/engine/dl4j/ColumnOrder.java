package dev.linesweep.engine.dl4j;

/**
 * The numbers of a network in two orders. DL4J has the parameters, all weights by column and then
 * all biases, and after them each part of the optimizer's state in the same order. Column by column
 * each has its weights and its bias, then those of each part, so that columns can be taken out.
 */
record ColumnOrder(int columns, int features) {

  /** Takes where a number stands in either order. */
  private interface Place {
    void see(int inNetwork, int inColumns);
  }

  /** DL4J's numbers column by column. */
  float[] ofColumns(float[] ofNetwork) {
    float[] ofColumns = new float[ofNetwork.length];
    forEach(ofNetwork.length, (network, column) -> ofColumns[column] = ofNetwork[network]);
    return ofColumns;
  }

  /** The numbers of columns as DL4J has them. */
  float[] ofNetwork(float[] ofColumns) {
    float[] ofNetwork = new float[ofColumns.length];
    forEach(ofColumns.length, (network, column) -> ofNetwork[network] = ofColumns[column]);
    return ofNetwork;
  }

  private void forEach(int length, Place place) {
    int coefficients = features + 1;
    int parts = length / (columns * coefficients);
    for (int part = 0; part < parts; part++) {
      int from = part * columns * coefficients;
      for (int column = 0; column < columns; column++) {
        int to = (column * parts + part) * coefficients;
        for (int feature = 0; feature < features; feature++) {
          place.see(from + column * features + feature, to + feature);
        }
        place.see(from + columns * features + column, to + features);
      }
    }
  }
}
