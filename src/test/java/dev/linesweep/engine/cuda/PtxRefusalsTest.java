package dev.linesweep.engine.cuda;

import static dev.linesweep.engine.cuda.PtxPrograms.SHARED;
import static dev.linesweep.engine.cuda.PtxPrograms.gpu;
import static dev.linesweep.engine.cuda.PtxPrograms.kernel;
import static dev.linesweep.engine.cuda.PtxPrograms.parameters;
import static dev.linesweep.engine.cuda.PtxPrograms.run;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a kernel must not do, and what the interpreter does not know. */
class PtxRefusalsTest {
  private static void assertRefused(String body, String... words) {
    assertThatThrownBy(() -> run(body, 1, 2))
        .isInstanceOf(PtxFault.class)
        .message()
        .contains(words);
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
}
