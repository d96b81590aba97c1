package dev.linesweep.result;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RRQRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Ordinary least squares by Householder QR, a few thousand rows at a time: the triangle of the rows
 * so far stands on top of the next ones, so memory does not grow with the rows.
 *
 * @param coefficients of the ones, then by feature; 0 for a column that depends on others
 * @param independent the columns that do not, ascending
 */
record LeastSquares(double[] coefficients, int[] independent) {
  private static final int CHUNK = 2048;

  /** Columns that agree to this share are the same up to the rounding of floats. */
  private static final double DEPENDENT = 1e-6;

  static LeastSquares of(Design design) {
    RealMatrix triangle = triangle(design);
    int columns = design.columns();
    RealMatrix left = triangle.getSubMatrix(0, triangle.getRowDimension() - 1, 0, columns - 1);
    int[] independent = independent(left);
    int[] all = new int[left.getRowDimension()];
    Arrays.setAll(all, i -> i);
    double[] solution =
        new QRDecomposition(left.getSubMatrix(all, independent))
            .getSolver()
            .solve(new ArrayRealVector(triangle.getColumn(columns)))
            .toArray();
    double[] coefficients = new double[columns];
    for (int i = 0; i < independent.length; i++) {
      coefficients[independent[i]] = solution[i];
    }
    return new LeastSquares(coefficients, independent);
  }

  private static RealMatrix triangle(Design design) {
    int width = design.columns() + 1;
    double[][] stacked = new double[0][];
    for (int from = 0; from < design.rows(); from += CHUNK) {
      int rows = Math.min(CHUNK, design.rows() - from);
      int top = stacked.length;
      stacked = Arrays.copyOf(stacked, Math.max(top + rows, width));
      for (int i = top; i < stacked.length; i++) {
        stacked[i] = new double[width];
        if (i < top + rows) {
          design.row(from + i - top, stacked[i]);
        }
      }
      RealMatrix r = new QRDecomposition(new Array2DRowRealMatrix(stacked, false)).getR();
      stacked = r.getSubMatrix(0, width - 1, 0, width - 1).getData();
    }
    return MatrixUtils.createRealMatrix(stacked);
  }

  private static int[] independent(RealMatrix left) {
    RRQRDecomposition pivoted = new RRQRDecomposition(left);
    RealMatrix r = pivoted.getR();
    RealMatrix order = pivoted.getP();
    double largest = Math.abs(r.getEntry(0, 0));
    int rank = 0;
    while (rank < left.getColumnDimension()
        && Math.abs(r.getEntry(rank, rank)) > DEPENDENT * largest) {
      rank++;
    }
    int[] columns = new int[rank];
    for (int i = 0; i < rank; i++) {
      while (order.getEntry(columns[i], i) == 0) {
        columns[i]++;
      }
    }
    Arrays.sort(columns);
    return columns;
  }
}
