package dev.linesweep.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The interpreter of PTX, by programs of a few lines. */
class PtxGpuTest {
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

  private static String kernel(String body) {
    return HEAD
        + ".visible .entry finish(.param .align 8 .b8 finish_param_0[16])\n"
        + REGISTERS
        + PLACE
        + body
        + "\nret;\n}\n";
  }

  /** What each of the 128 threads of one block leaves. */
  private static long[] run(PtxGpu gpu, long... input) {
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

  private static ByteBuffer parameters(long in, long out) {
    return bytes(16).putLong(in).putLong(out).flip();
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocateDirect(count).order(ByteOrder.nativeOrder());
  }

  private static PtxGpu gpu(String ptx) {
    return new PtxGpu(1 << 16, 3, true, kernel -> ptx);
  }

  private static long[] run(String body, long... input) {
    return run(gpu(kernel(body)), input);
  }

  private static void assertRefused(String body, String... words) {
    assertThatThrownBy(() -> run(body, 1, 2))
        .isInstanceOf(PtxFault.class)
        .message()
        .contains(words);
  }

  @ParameterizedTest
  @CsvSource({
    "add.rn.f32, f32, f32, 16777216 1, 16777216",
    "add.rn.f32, f32, f32, 1e-45 1e-45, 2.8e-45",
    "sub.rn.f32, f32, f32, 1 3, -2",
    "mul.rn.f32, f32, f32, 1.00000012 1.00000012, 1.00000024",
    "mul.rn.f32, f32, f32, 1e30 1e30, Infinity",
    "fma.rn.f32, f32, f32, 1.00000012 1.00000012 -1.00000024, 1.4210855e-14",
    "div.rn.f32, f32, f32, 1 3, 0.33333334",
    "div.rn.f32, f32, f32, 1 -0.0, -Infinity",
    "sqrt.rn.f32, f32, f32, 2, 1.4142135",
    "neg.f32, f32, f32, 0, -0.0",
    "abs.f32, f32, f32, -1.5, 1.5",
    "set.gt.f32.f32, f32, f32, 2 1, 1",
    "set.gt.f32.f32, f32, f32, NaN 1, 0",
    "add.rn.f64, f64, f64, 9007199254740992 1, 9007199254740992",
    "sub.rn.f64, f64, f64, 1 3, -2",
    "mul.rn.f64, f64, f64, 1e200 1e200, Infinity",
    "fma.rn.f64, f64, f64, 1.0000000000000002 1.0000000000000002 -1.0000000000000004, "
        + "4.930380657631324E-32",
    "div.rn.f64, f64, f64, 1 3, 0.3333333333333333",
    "sqrt.rn.f64, f64, f64, 2, 1.4142135623730951",
    "neg.f64, f64, f64, 0, -0.0",
    "abs.f64, f64, f64, -1.5, 1.5",
    "cvt.f64.f32, f32, f64, 0.1, 0.10000000149011612",
    "cvt.rn.f32.f64, f64, f32, 0.1, 0.1",
    "cvt.rn.f32.s32, s32, f32, 16777217, 16777216",
    "cvt.rn.f32.s32, s32, f32, -3, -3",
    "cvt.rn.f32.u32, s32, f32, -1, 4294967296",
    "cvt.rn.f64.s32, s32, f64, -3, -3",
    "cvt.s64.s32, s32, s64, -3, -3",
    "cvt.u64.u32, s32, s64, -1, 4294967295",
    "cvt.u32.u64, s64, s32, 4294967298, 2",
    "add.s32, s32, s32, 2147483647 1, -2147483648",
    "sub.s32, s32, s32, -2147483648 1, 2147483647",
    "mul.lo.s32, s32, s32, 65537 65537, 131073",
    "mad.lo.s32, s32, s32, 65536 65536 7, 7",
    "mul.wide.s32, s32, s64, -2 2147483647, -4294967294",
    "mul.wide.u32, s32, s64, -2 2, 8589934588",
    "neg.s32, s32, s32, -2147483648, -2147483648",
    "div.s32, s32, s32, -7 2, -3",
    "rem.s32, s32, s32, -7 2, -1",
    "div.u32, s32, s32, -2 2, 2147483647",
    "rem.u32, s32, s32, -1 10, 5",
    "min.s32, s32, s32, -1 1, -1",
    "max.s32, s32, s32, -1 1, 1",
    "min.u32, s32, s32, -1 1, 1",
    "max.u32, s32, s32, -1 1, -1",
    "add.s64, s64, s64, 9223372036854775807 1, -9223372036854775808",
    "sub.s64, s64, s64, 1 3, -2",
    "mul.lo.s64, s64, s64, 4294967296 3, 12884901888",
    "div.s64, s64, s64, -7 2, -3",
    "div.u64, s64, s64, -2 2, 9223372036854775807",
    "rem.u64, s64, s64, -1 10, 5",
    "and.b32, s32, s32, 12 10, 8",
    "or.b32, s32, s32, 12 10, 14",
    "xor.b32, s32, s32, 12 10, 6",
    "not.b32, s32, s32, 0, -1",
    "and.b64, s64, s64, -1 1099511627776, 1099511627776",
    "not.b64, s64, s64, 0, -1",
    "shl.b32, s32, s32, 3 31, -2147483648",
    "shl.b32, s32, s32, 3 32, 0",
    "shr.u32, s32, s32, -1 28, 15",
    "shr.u32, s32, s32, -1 32, 0",
    "shr.s32, s32, s32, -8 1, -4",
    "shr.s32, s32, s32, -8 40, -1",
    "mov.b32, s32, f32, 1065353216, 1",
    "mov.f64, f64, f64, 0.1, 0.1",
  })
  void computesAsJavaDoes(String name, String from, String to, String operands, String expected) {
    String[] values = operands.split(" ");
    String shift = name.startsWith("sh") ? "s32" : from;
    StringBuilder body = new StringBuilder();
    long[] input = new long[values.length];
    StringBuilder list = new StringBuilder(register(to, 0));
    for (int i = 0; i < values.length; i++) {
      String type = i == 0 ? from : shift;
      input[i] = bits(type, values[i]);
      body.append(load(type, i + 5, 8 * i));
      list.append(", ").append(register(type, i + 5));
    }
    body.append(name).append(' ').append(list).append(";\n");
    body.append("st.global.%s [%%rd2], %s;".formatted(memory(to), register(to, 0)));
    assertThat(value(to, run(body.toString(), input)[77])).isEqualTo(value(to, bits(to, expected)));
  }

  private static String register(String type, int number) {
    return switch (type) {
      case "f32" -> "%f" + number;
      case "f64" -> "%fd" + number;
      case "s32" -> "%r" + number;
      default -> "%rd" + number;
    };
  }

  private static String memory(String type) {
    return type.replace('s', 'u');
  }

  private static String load(String type, int register, int offset) {
    return "ld.global.%s %s, [%%rd1+%d];%n"
        .formatted(memory(type), register(type, register), offset);
  }

  private static long bits(String type, String value) {
    return switch (type) {
      case "f32" -> Float.floatToRawIntBits(Float.parseFloat(value));
      case "f64" -> Double.doubleToRawLongBits(Double.parseDouble(value));
      default -> Long.parseLong(value);
    };
  }

  private static Object value(String type, long bits) {
    return switch (type) {
      case "f32" -> Float.intBitsToFloat((int) bits);
      case "f64" -> Double.longBitsToDouble(bits);
      case "s32" -> (int) bits;
      default -> bits;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "s32, -1, 1, lt le ne",
    "u32, -1, 1, gt ge ne",
    "s32, 5, 5, eq le ge",
    "s64, -1, 1, lt le ne",
    "u64, -1, 1, gt ge ne",
    "f32, 1, 2, lt le ne",
    "f32, 2, 2, eq le ge",
    "f32, -0.0, 0, eq le ge",
    "f32, NaN, 1, ''",
  })
  void comparesAsJavaDoes(String type, String a, String b, String holding) {
    String kind = type.equals("u32") ? "s32" : type.equals("u64") ? "s64" : type;
    String body = load(kind, 5, 0) + load(kind, 6, 8) + "mov.u32 %r4, 0;\n";
    List<String> names = List.of("eq", "ne", "lt", "le", "gt", "ge");
    for (int i = 0; i < names.size(); i++) {
      body +=
          "setp.%s.%s %%p1, %s, %s;%n"
              .formatted(names.get(i), type, register(kind, 5), register(kind, 6));
      body += "selp.b32 %%r3, %d, 0, %%p1;%nor.b32 %%r4, %%r4, %%r3;%n".formatted(1 << i);
    }
    long held = run(body + "st.global.u32 [%rd2], %r4;", bits(kind, a), bits(kind, b))[0];
    String found =
        IntStream.range(0, names.size())
            .filter(i -> (held >> i & 1) == 1)
            .mapToObj(names::get)
            .collect(Collectors.joining(" "));
    assertThat(sorted(found)).isEqualTo(sorted(holding));
  }

  private static List<String> sorted(String words) {
    return Arrays.stream(words.split(" ")).sorted().toList();
  }

  @Test
  void predicatesAreCombinedAndGuardEachInstruction() {
    long[] left =
        run(
            """
              mov.u32 %r2, 0;
              setp.lt.u32 %p1, %r1, 40;
              setp.ge.u32 %p2, %r1, 20;
              and.pred %p3, %p1, %p2;
              not.pred %p4, %p3;
              @%p3 mov.u32 %r2, 1;
              @!%p4 add.s32 %r2, %r2, 2;
              st.global.u32 [%rd2], %r2;
            """);
    assertThat(left[19]).isEqualTo(0);
    assertThat(left[20]).isEqualTo(3);
    assertThat(left[39]).isEqualTo(3);
    assertThat(left[40]).isEqualTo(0);
  }

  /** Collatz: each thread takes a way of another length. */
  @Test
  void threadsThatPartGoTheirOwnWays() {
    long[] left =
        run(
            """
              add.s32 %r2, %r1, 1;
              mov.u32 %r3, 0;
            $again:
              setp.eq.s32 %p1, %r2, 1;
              @%p1 bra $done;
              and.b32 %r4, %r2, 1;
              setp.eq.s32 %p2, %r4, 0;
              @%p2 bra $even;
              mad.lo.s32 %r2, %r2, 3, 1;
              bra.uni $next;
            $even:
              shr.u32 %r2, %r2, 1;
            $next:
              add.s32 %r3, %r3, 1;
              bra.uni $again;
            $done:
              st.global.u32 [%rd2], %r3;
            """);
    for (int thread = 0; thread < left.length; thread++) {
      assertThat(left[thread]).isEqualTo(collatz(thread + 1));
    }
  }

  private static int collatz(int start) {
    int steps = 0;
    for (int n = start; n != 1; n = n % 2 == 0 ? n / 2 : 3 * n + 1) {
      steps++;
    }
    return steps;
  }

  private static final String SHARED =
      """
        .shared .align 16 .b8 words[512];
        mov.u64 %rd4, words;
        mul.wide.u32 %rd5, %r1, 4;
        add.s64 %rd6, %rd4, %rd5;
        sub.s64 %rd7, %rd4, %rd5;
      """;

  @Test
  void threadsReadAfterABarrierWhatOthersStored() {
    long[] left =
        run(
            SHARED
                + """
                  st.shared.u32 [%rd6], %r1;
                  bar.sync 0;
                  ld.shared.u32 %r2, [%rd7+508];
                  st.global.u32 [%rd2], %r2;
                """);
    assertThat(left).isEqualTo(IntStream.range(0, 128).mapToLong(i -> 127 - i).toArray());
  }

  @Test
  void vectorsAreOneAfterTheOtherInMemory() {
    long[] left =
        run(
            """
              ld.global.v2.f32 {%f1, %f2}, [%rd1];
              ld.global.v2.u32 {%r2, %r3}, [%rd1+8];
              st.global.v2.f32 [%rd2], {%f2, %f1};
              setp.gt.u32 %p1, %r1, 0;
              @%p1 st.global.v2.u32 [%rd2], {%r3, %r2};
            """,
            0x100000002L, 0x300000004L);
    assertThat(left[0]).isEqualTo(0x200000001L);
    assertThat(left[1]).isEqualTo(0x400000003L);
  }

  @Test
  void functionsGetAndReturnStructs() {
    String function =
        """
        .func (.param .align 4 .b8 func_retval0[8]) twice(
          .param .align 4 .b8 twice_param_0[8],
          .param .b32 twice_param_1
        )
        {
          .reg .b32 %r<5>;
          .reg .b16 %rs<2>;
          .reg .pred %p<2>;
          ld.param.u32 %r1, [twice_param_0+4];
          ld.param.s8 %rs1, [twice_param_1];
          setp.eq.s16 %p1, %rs1, 0;
          add.s32 %r2, %r1, %r1;
          @%p1 bra $plain;
          neg.s32 %r2, %r2;
        $plain:
          st.param.b32 [func_retval0+4], %r2;
          st.param.b32 [func_retval0+0], %r1;
          ret;
        }
        """;
    String call =
        """
          setp.gt.u32 %p1, %r1, 9;
          selp.u32 %r5, 1, 0, %p1;
          { // callseq 0, 0
          .reg .b32 temp_param_reg;
          .param .align 4 .b8 param0[8];
          st.param.b32 [param0+4], %r1;
          .param .b32 param1;
          st.param.b32 [param1+0], %r5;
          .param .align 4 .b8 retval0[8];
          call.uni (retval0), twice, (param0, param1);
          ld.param.b32 %r2, [retval0+4];
          } // callseq 0
          st.global.u32 [%rd2], %r2;
        """;
    String text = kernel(call);
    int kernel = text.indexOf(".visible");
    long[] left = run(gpu(text.substring(0, kernel) + function + text.substring(kernel)));
    assertThat(left[9]).isEqualTo(18);
    assertThat((int) left[10]).isEqualTo(-20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "add.f32 %f1, %f1, %f1",
        "fma.f32 %f1, %f1, %f1, %f1",
        "add.rn.ftz.f32 %f1, %f1, %f1",
        "add.rz.f32 %f1, %f1, %f1",
        "div.full.f32 %f1, %f1, %f1",
        "sqrt.approx.f32 %f1, %f1",
        "mad.rn.f32 %f1, %f1, %f1, %f1",
        "cvt.f32.f64 %f1, %fd1",
        "max.f32 %f1, %f1, %f1",
        "atom.global.add.f32 %f1, [%rd1], %f1",
        "shfl.sync.bfly.b32 %r1, %r1, 1, 31, -1",
        "ld.volatile.global.f32 %f1, [%rd1]",
        "ld.local.f32 %f1, [%rd1]",
        "st.global.u16 [%rd1], %rs1",
        "bar.sync 1",
        ".local .align 4 .b8 some[16]",
      })
  void whatIsNotKnownIsRefused(String instruction) {
    assertRefused(instruction + ";", instruction);
  }

  @Test
  void wrongNumbersOfOperandsAndUnknownNamesAreRefused() {
    assertRefused("add.s32 %r1, %r1;", "add.s32 %r1, %r1", "2 operands, not 1");
    assertRefused("add.s32 %r1, %r1, %q7;", "unknown name %q7");
    assertRefused("bra $nowhere;", "no label $nowhere");
    assertThatThrownBy(() -> run(gpu(".version 5.0\n.const .f32 a;\n" + kernel(""))))
        .isInstanceOf(PtxFault.class)
        .hasMessageContaining("unknown directive");
  }

  @Test
  void registersThatWereNotWrittenOnEachWayAreRefused() {
    assertRefused("st.global.u32 [%rd2], %r5;", "st.global.u32 [%rd2], %r5", "not written");
    assertRefused(
        """
          setp.eq.s32 %p1, %r1, 0;
          @%p1 bra $there;
          mov.u32 %r5, 1;
        $there:
          st.global.u32 [%rd2], %r5;
        """,
        "not written on every way");
    assertRefused("setp.eq.s32 %p1, %r1, 0; @%p1 mov.u32 %r5, 1; mov.u32 %r6, %r5;", "%r6, %r5");
  }

  @Test
  void aBarrierThatSomeThreadsNeverReachIsRefused() {
    String some = "setp.lt.u32 %p1, %r1, 64;\n";
    assertRefused(some + "@%p1 bra $end; bar.sync 0; $end: mov.u32 %r2, 0;", "never reach");
    assertRefused(some + "@%p1 bar.sync 0; bar.sync 0;", "never reach");
  }

  @Test
  void anEndlessLoopEnds() {
    assertRefused("$again: bra $again;", "does not end");
  }

  @Test
  void addressesThatAreNotAllocatedOrAlignedAreRefused() {
    assertRefused("ld.global.u32 %r2, [%rd1+16];", "ld.global.u32 %r2, [%rd1+16]", "0x10000000010");
    assertRefused("ld.global.u32 %r2, [%rd1+-4];", "nothing is allocated at 0xfffffffffc");
    assertRefused("ld.global.u32 %r2, [%rd1+2];", "misaligned address 0x10000000002");
    assertRefused("ld.global.u64 %rd4, [%rd1+4];", "misaligned");
    assertRefused("ld.global.v4.f32 {%f1, %f2, %f3, %f4}, [%rd1+8];", "misaligned");
    assertRefused("ld.shared.u32 %r2, [%rd1];", "shared memory");
    assertRefused(SHARED + "ld.shared.u32 %r2, [%rd4+512];", "of shared memory");
    assertRefused("ld.param.u64 %rd4, [finish_param_0+16];", "of parameter memory");
  }

  @Test
  void racesInABlockAreFound() {
    assertRefused(
        SHARED + "st.shared.u32 [%rd6], %r1; ld.shared.u32 %r2, [%rd7+508];", "reads what thread");
    assertRefused(
        SHARED
            + "st.shared.u32 [%rd6], %r1; bar.sync 0; ld.shared.u32 %r2, [%rd7+508];"
            + "st.shared.u32 [%rd6], %r2;",
        "what thread");
    assertRefused(SHARED + "st.shared.u32 [%rd4], %r1;", "writes what thread");
    assertRefused("st.global.u32 [%rd1], %r1;", "writes what thread");
    assertRefused("ld.global.u32 %r3, [%rd1]; st.global.u32 [%rd1], %r3;", "other threads read");
  }

  @Test
  void racesOfBlocksAreFoundAndLaunchesAreInOrder() {
    String own = "st.global.u32 [%rd2], %r1;";
    PtxGpu gpu = gpu(kernel(own));
    long out = gpu.allocate(8L * Kernel.THREADS);
    gpu.launch(Kernel.FINISH, 1, 1, parameters(out, out));
    gpu.launch(Kernel.FINISH, 1, 1, parameters(out, out));
    assertThatThrownBy(() -> gpu.launch(Kernel.FINISH, 2, 1, parameters(out, out)))
        .isInstanceOf(PtxFault.class)
        .hasMessageContaining("writes what another block wrote");
  }

  /** Without a look at races, the seed still gives another result. */
  @Test
  void theOrderOfThreadsIsTheSeeds() {
    String last =
        kernel("st.global.u32 [%rd1], %r1; ld.global.u32 %r3, [%rd1]; st.global.u32 [%rd2], %r3;");
    List<String> results =
        IntStream.range(0, 8)
            .mapToObj(seed -> Arrays.toString(run(new PtxGpu(1 << 16, seed, false, k -> last), 0)))
            .distinct()
            .toList();
    assertThat(results).hasSizeGreaterThan(1);
  }

  @Test
  void blocksKnowTheirPlace() {
    PtxGpu gpu =
        gpu(
            kernel(
                """
                  mov.u32 %r2, %ctaid.x;
                  mov.u32 %r3, %ctaid.y;
                  mov.u32 %r4, %nctaid.x;
                  mad.lo.s32 %r5, %r3, %r4, %r2;
                  mul.wide.u32 %rd4, %r5, 1024;
                  add.s64 %rd5, %rd2, %rd4;
                  st.global.u32 [%rd5], %r5;
                """));
    long out = gpu.allocate(6 * 1024);
    gpu.launch(Kernel.FINISH, 3, 2, parameters(out, out));
    ByteBuffer left = bytes(4);
    for (int block = 0; block < 6; block++) {
      gpu.read(out + block * 1024L, left);
      assertThat(left.getInt(0)).isEqualTo(block);
    }
  }

  @Test
  void memoryIsFullOfNanUntilItIsWritten() {
    PtxGpu gpu = new PtxGpu(4096);
    ByteBuffer read = bytes(16);
    gpu.read(gpu.allocate(16), read);
    for (int i = 0; i < 4; i++) {
      assertThat(read.getFloat(4 * i)).isNaN();
    }
    assertThat(read.position()).isZero();
  }

  @Test
  void memoryThatIsFreedInAnyOrderIsUsedAgain() {
    PtxGpu gpu = new PtxGpu(1024);
    long[] all = IntStream.range(0, 4).mapToLong(i -> gpu.allocate(200)).toArray();
    assertThat(gpu.freeBytes()).isZero();
    assertThatThrownBy(() -> gpu.allocate(1)).isInstanceOf(GpuMemoryException.class);
    gpu.free(all[1]);
    gpu.free(all[3]);
    assertThatThrownBy(() -> gpu.allocate(512)).isInstanceOf(GpuMemoryException.class);
    gpu.free(all[2]);
    assertThat(gpu.allocate(768)).isEqualTo(all[1]);
    gpu.free(all[0]);
    assertThat(gpu.usedBytes()).isEqualTo(768);
  }

  @Test
  void useAfterFreeAndFreeingTwiceAreRefused() {
    PtxGpu gpu = new PtxGpu(1024);
    long freed = gpu.allocate(16);
    long other = gpu.allocate(16);
    gpu.free(freed);
    assertThatThrownBy(() -> gpu.free(freed)).isInstanceOf(PtxFault.class);
    assertThatThrownBy(() -> gpu.read(freed, bytes(4)))
        .hasMessageContaining("nothing is allocated");
    assertThatThrownBy(() -> gpu.write(other, bytes(20))).isInstanceOf(PtxFault.class);
    gpu.close();
    assertThatThrownBy(() -> gpu.allocate(16)).hasMessageContaining("closed");
  }

  @Test
  void aParameterOfAnotherSizeIsRefused() {
    assertThatThrownBy(() -> gpu(kernel("")).launch(Kernel.FINISH, 1, 1, bytes(8)))
        .hasMessageContaining("takes 16 bytes, not 8");
  }
}
