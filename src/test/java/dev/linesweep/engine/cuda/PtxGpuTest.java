package dev.linesweep.engine.cuda;

import static dev.linesweep.engine.cuda.PtxPrograms.SHARED;
import static dev.linesweep.engine.cuda.PtxPrograms.bytes;
import static dev.linesweep.engine.cuda.PtxPrograms.gpu;
import static dev.linesweep.engine.cuda.PtxPrograms.kernel;
import static dev.linesweep.engine.cuda.PtxPrograms.parameters;
import static dev.linesweep.engine.cuda.PtxPrograms.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The interpreter's threads, calls and memory, by programs of a few lines. */
class PtxGpuTest {
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
