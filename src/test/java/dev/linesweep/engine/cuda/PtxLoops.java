package dev.linesweep.engine.cuda;

/** Loops of the operations that kernels spend their time with. */
final class PtxLoops {
  private PtxLoops() {}

  static void fma(long[] to, long[] a, long[] b, long[] c, int[] active, int n) {
    for (int i = 0; i < n; i++) {
      int lane = active[i];
      to[lane] =
          Float.floatToRawIntBits(
              Math.fma(
                  Float.intBitsToFloat((int) a[lane]),
                  Float.intBitsToFloat((int) b[lane]),
                  Float.intBitsToFloat((int) c[lane])));
    }
  }

  static void addFloats(long[] to, long[] a, long[] b, long[] c, int[] active, int n) {
    for (int i = 0; i < n; i++) {
      int lane = active[i];
      to[lane] =
          Float.floatToRawIntBits(
              Float.intBitsToFloat((int) a[lane]) + Float.intBitsToFloat((int) b[lane]));
    }
  }

  static void multiplyFloats(long[] to, long[] a, long[] b, long[] c, int[] active, int n) {
    for (int i = 0; i < n; i++) {
      int lane = active[i];
      to[lane] =
          Float.floatToRawIntBits(
              Float.intBitsToFloat((int) a[lane]) * Float.intBitsToFloat((int) b[lane]));
    }
  }

  static void addDoubles(long[] to, long[] a, long[] b, long[] c, int[] active, int n) {
    for (int i = 0; i < n; i++) {
      int lane = active[i];
      to[lane] =
          Double.doubleToRawLongBits(
              Double.longBitsToDouble(a[lane]) + Double.longBitsToDouble(b[lane]));
    }
  }

  static void multiplyDoubles(long[] to, long[] a, long[] b, long[] c, int[] active, int n) {
    for (int i = 0; i < n; i++) {
      int lane = active[i];
      to[lane] =
          Double.doubleToRawLongBits(
              Double.longBitsToDouble(a[lane]) * Double.longBitsToDouble(b[lane]));
    }
  }

  static void addLongs(long[] to, long[] a, long[] b, long[] c, int[] active, int n) {
    for (int i = 0; i < n; i++) {
      int lane = active[i];
      to[lane] = a[lane] + b[lane];
    }
  }

  static void move(long[] to, long[] a, long[] b, long[] c, int[] active, int n) {
    for (int i = 0; i < n; i++) {
      int lane = active[i];
      to[lane] = a[lane];
    }
  }
}
