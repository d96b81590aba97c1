package dev.linesweep.engine.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Kernels of a few lines, and their runs by one block of threads. */
final class PtxPrograms {

  private static final String HEAD =
      """
      .version 5.0
      .target sm_60
      .address_size 64

      """;
  private static final String REGISTERS =
      """
      {
        .reg .pred %p<8>;
        .reg .b16 %rs<8>;
        .reg .b32 %r<16>;
        .reg .f32 %f<8>;
        .reg .b64 %rd<16>;
        .reg .f64 %fd<8>;
      """;

  /** Leaves the address of this thread's 64 bits of output in %rd2, and of input in %rd1. */
  private static final String PLACE =
      """
        ld.param.u64 %rd1, [finish_param_0];
        ld.param.u64 %rd2, [finish_param_0+8];
        mov.u32 %r1, %tid.x;
        mul.wide.u32 %rd3, %r1, 8;
        add.s64 %rd2, %rd2, %rd3;
      """;

  static String kernel(String body) {
    return HEAD
        + ".visible .entry finish(.param .align 8 .b8 finish_param_0[16])\n"
        + REGISTERS
        + PLACE
        + body
        + "\nret;\n}\n";
  }

  /** What each of the 128 threads of one block leaves. */
  static long[] run(PtxGpu gpu, long... input) {
    long in = gpu.allocate(8L * Math.max(1, input.length));
    long out = gpu.allocate(8L * Kernel.THREADS);
    ByteBuffer values = bytes(8 * input.length);
    Arrays.stream(input).forEach(values::putLong);
    gpu.write(in, values.flip());
    gpu.write(out, bytes(8 * Kernel.THREADS));
    gpu.launch(Kernel.FINISH, 1, 1, parameters(in, out));
    gpu.await();
    ByteBuffer read = bytes(8 * Kernel.THREADS);
    gpu.read(out, read);
    gpu.free(in);
    gpu.free(out);
    return IntStream.range(0, Kernel.THREADS).mapToLong(i -> read.getLong(8 * i)).toArray();
  }

  static ByteBuffer parameters(long in, long out) {
    return bytes(16).putLong(in).putLong(out).flip();
  }

  static ByteBuffer bytes(int count) {
    return ByteBuffer.allocateDirect(count).order(ByteOrder.nativeOrder());
  }

  static PtxGpu gpu(String ptx) {
    return new PtxGpu(1 << 16, 3, true, kernel -> ptx);
  }

  static long[] run(String body, long... input) {
    return run(gpu(kernel(body)), input);
  }

  static final String SHARED =
      """
        .shared .align 16 .b8 words[512];
        mov.u64 %rd4, words;
        mul.wide.u32 %rd5, %r1, 4;
        add.s64 %rd6, %rd4, %rd5;
        sub.s64 %rd7, %rd4, %rd5;
      """;

  private PtxPrograms() {}
}
