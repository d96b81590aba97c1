package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.engine.check.EvenSample;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.spark.table.MemoryNeeds.Limits;
import dev.linesweep.spark.table.MemoryNeeds.Place;
import dev.linesweep.spec.JobException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class MemoryCheckTest {
  private static final long GIB = 1L << 30;

  private static MemoryCheck cluster(long driver, long executor, long results) {
    return new MemoryCheck(
        new Place(false, 2, 0, 0), new Limits(driver, executor, 0, results), false);
  }

  private static MemoryCheck local(long driver) {
    return new MemoryCheck(new Place(true, 2, 0, 0), new Limits(driver, 0, 0, GIB), false);
  }

  @Test
  void packingOnePartitionIsRefusedWhereExecutorsWouldDieOfIt() {
    assertThatThrownBy(() -> cluster(8 * GIB, GIB, GIB).require(5_000_000, 10, 10, 5_000_000))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "data: 5,000,000 rows × 10 features need 839 MB in each executor, whose heap of 1,024"
                + " MB has 716 MB for them. Raise it with --executor-memory 2g, or select fewer"
                + " rows or columns.");
    assertThatCode(() -> cluster(8 * GIB, GIB, GIB).require(5_000_000, 10, 10, 1_000_000))
        .doesNotThrowAnyException();
  }

  @Test
  void allThatIsTooLittleIsSaidAtOnceAndIsThenEnough() {
    assertThatThrownBy(() -> cluster(GIB, GIB, GIB).require(20_000_000, 20, 20, 1_000_000))
        .hasMessage(
            "data: 20,000,000 rows × 20 features need 9,765 MB in the driver, whose heap of 1,024"
                + " MB has 716 MB for them, and 3,356 MB in each executor, whose heap of 1,024 MB"
                + " has 716 MB for them, and 3,268 MB of results at the driver, which accepts 1,024"
                + " MB. Raise them with --driver-memory 14g --executor-memory 5g --conf"
                + " spark.driver.maxResultSize=4g, or select fewer rows or columns.");
    assertThatCode(() -> cluster(14 * GIB, 5 * GIB, 4 * GIB).require(20_000_000, 20, 20, 1_000_000))
        .doesNotThrowAnyException();
  }

  @Test
  void noLimitOfResultsIsNeverTooLow() {
    assertThatCode(() -> cluster(64 * GIB, 64 * GIB, 0).require(20_000_000, 20, 20, 1))
        .doesNotThrowAnyException();
  }

  @Test
  void inLocalModeTheDriverPacksToo() {
    assertThatThrownBy(() -> local(3 * GIB / 2).require(4_000_000, 10, 10, 4_000_000))
        .hasMessageContaining("need 1,342 MB in the driver,")
        .hasMessageNotContaining("executor");
    assertThatCode(() -> local(3 * GIB / 2).require(4_000_000, 10, 10, 0))
        .doesNotThrowAnyException();
  }

  @Test
  void foldsNeedTheMatrixOnExecutorsAndSamplesEach() {
    MemoryCheck folds =
        new MemoryCheck(new Place(false, 4, 4, 0), new Limits(64 * GIB, GIB, 0, 8 * GIB), false);
    long sent = 10_000_000L * (4 * 22 + 8 * 21);
    long each = 10_000_000L * 4 * 22;

    assertThatThrownBy(() -> folds.require(10_000_000, 20, 20, 1))
        .hasMessageContaining(
            "need %,d MB in each executor".formatted((2 * sent + 4 * each) >> 20));
  }

  private static MemoryCheck dl4j(long executor, long outside) {
    return new MemoryCheck(
        new Place(false, 2, 0, 32), new Limits(8 * GIB, executor, outside, GIB), false);
  }

  @Test
  void arraysOutsideTheHeapAreCountedWithEverythingElse() {
    assertThatThrownBy(() -> dl4j(GIB, GIB / 2).require(10_000_000, 10, 10, 1_000_000))
        .hasMessage(
            "data: 10,000,000 rows × 10 features need 915 MB in each executor, whose heap of 1,024"
                + " MB has 716 MB for them, and 1,885 MB outside the heap of each executor, which"
                + " may take 512 MB there. Raise them with --executor-memory 2g --conf"
                + " spark.executor.memoryOverhead=2g, or select fewer rows or columns.");
    assertThatCode(() -> dl4j(2 * GIB, 2 * GIB).require(10_000_000, 10, 10, 1_000_000))
        .doesNotThrowAnyException();
    assertThatCode(() -> dl4j(2 * GIB, 0).require(10_000_000, 10, 10, 1_000_000))
        .as("a standalone master limits nothing")
        .doesNotThrowAnyException();
    assertThatCode(() -> dl4j(GIB, 100 << 20).require(1_000_000, 10, 10, 1_000_000))
        .as("arrays for which any executor has room")
        .doesNotThrowAnyException();
  }

  @Test
  void theCheckOfTheBestTrialIsCountedInASmallHeap() {
    assertThat(MemoryNeeds.CHECKED).isEqualTo(EvenSample.SMALL.mostValues());
    assertThatThrownBy(() -> cluster(GIB, 150L << 20, GIB).require(1_000_000, 10, 10, 1))
        .hasMessageContaining(
            "need %,d MB in each executor"
                .formatted((4L * 12 * 1_000_000 + 2L * 4 * 12 * 800_000) >> 20));
  }

  @Test
  void aWeightIsANumberMoreOfEachRow() {
    Limits limits = new Limits(64 * GIB, GIB, 0, 8 * GIB);
    MemoryCheck weighted = new MemoryCheck(new Place(false, 4, 4, 0), limits, true);
    long sent = 10_000_000L * (4 * 23 + 8 * 22);
    long each = 10_000_000L * 4 * 23;

    assertThatThrownBy(() -> weighted.require(10_000_000, 21, 20, 1))
        .hasMessageContaining(
            "need %,d MB in each executor".formatted((2 * sent + 4 * each) >> 20));
  }

  @Test
  void moreThanAnArrayHoldsIsRefusedWithoutASetting() {
    assertThatThrownBy(() -> local(1L << 50).require(1_000_000_000, 20, 20, 1))
        .hasMessageContaining("2^31")
        .hasMessageContaining("fewer rows");
  }

  @Test
  void partitionsAreCountedBeforeAnythingIsCollected() {
    Dataset<Row> rows =
        SharedSpark.session()
            .range(0, 3_000_000, 1, 3)
            .selectExpr(
                "double(id) as a", "1d + id as b", "2d + id as c", "3d + id as d", "2d * id as y");
    Terms terms = Terms.ofNumbers("y", List.of("a", "b", "c", "d"));
    MemoryCheck small = cluster(8 * GIB, 40L << 20, GIB);

    assertThatThrownBy(() -> small.beforeCollecting(rows, terms, false))
        .hasMessageContaining(
            "3,000,000 rows × 4 features need %,d MB in each executor"
                .formatted((4L * 6 * 3_000_000 + 2L * 4 * 6 * 2_000_000) >> 20));
    assertThatThrownBy(() -> small.beforeCollecting(rows.coalesce(1), terms, false))
        .hasMessageContaining("need %,d MB in each".formatted(2L * 8 * 5 * 3_000_000 >> 20));
  }

  @Test
  void rowsOfALargestPartitionAreThoseUpToAChunkThatIsNotFull() {
    List<double[]> chunks =
        List.of(new double[4096 * 2], new double[6], new double[4096 * 2], new double[4096 * 2]);

    assertThat(new PackedRows(chunks, List.of(List.of())).largestPartition()).isEqualTo(8192);
  }
}
