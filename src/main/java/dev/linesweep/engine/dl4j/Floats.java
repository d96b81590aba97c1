package dev.linesweep.engine.dl4j;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Moves Java floats into ND4J's arrays and back in one copy, without new arrays on the CPU. */
final class Floats {
  private Floats() {}

  /** A row-major array of its own. */
  static INDArray array(float[] values, long... shape) {
    return Nd4j.create(values, shape, 'c').castTo(DataType.FLOAT);
  }

  /**
   * @param whole row-major and no view of another array
   */
  static void write(float[] values, INDArray whole) {
    if (Nd4j.getEnvironment().isCPU()) {
      new FloatPointer(whole.data().pointer()).put(values, 0, values.length);
    } else {
      whole.assign(Nd4j.create(values, whole.shape(), 'c'));
    }
  }

  /**
   * @param whole no view of another array
   */
  static void read(INDArray whole, float[] values) {
    if (Nd4j.getEnvironment().isCPU()) {
      new FloatPointer(whole.data().pointer()).get(values, 0, values.length);
    } else {
      System.arraycopy(whole.data().asFloat(), 0, values, 0, values.length);
    }
  }
}
