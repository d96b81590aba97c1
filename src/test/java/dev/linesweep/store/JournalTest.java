package dev.linesweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.fixture.Bits;
import dev.linesweep.fixture.MadeUpSweeps;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.result.Snapshots;
import dev.linesweep.result.TrainedBlock;
import dev.linesweep.spec.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final Configuration HADOOP = new Configuration();
  private static final SweepPlan PLAN = plan(List.of(1, 10));

  @TempDir private Path temporary;
  private Path local;
  private org.apache.hadoop.fs.Path folder;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void useAFolderWithAnAwkwardName() {
    local = temporary.resolve("mit Umlaut ä und Leerzeichen/journal");
    folder = new org.apache.hadoop.fs.Path(local.toUri());
  }

  private static SweepPlan plan(List<Integer> epochs) {
    return SweepPlan.of(
        MadeUpSweeps.spec(
            MadeUpSweeps.TEST_LOSS,
            0,
            List.of(Optimizer.SGD),
            MadeUpSweeps.rates(30),
            epochs,
            List.of(1L)),
        MadeUpSweeps.line(0).shape());
  }

  private static TrainedBlock block(long... numbers) {
    return MadeUpSweeps.trained(PLAN, numbers, 1);
  }

  private Path written(TrainedBlock block) throws IOException {
    return local.resolve(Journal.write(HADOOP, folder, 1, block).getName());
  }

  private Journal journal() throws IOException {
    return Journal.open(HADOOP, folder, warnings::add);
  }

  private List<TrainedBlock> read() throws IOException {
    List<TrainedBlock> blocks = new ArrayList<>();
    journal().forEach(blocks::add);
    return blocks;
  }

  private static void assertSame(TrainedBlock actual, TrainedBlock expected) {
    assertThat(actual.trajectories()).isEqualTo(expected.trajectories());
    assertThat(actual.facts()).isEqualTo(expected.facts());
    Snapshots a = actual.snapshots();
    Snapshots e = expected.snapshots();
    assertThat(a.epochs()).isEqualTo(e.epochs());
    assertThat(a.hasValidation()).isEqualTo(e.hasValidation());
    Bits.assertSame(a, e, "journalled");
  }

  @Test
  void aBlockComesBackToTheBit() throws IOException {
    TrainedBlock block = block(0, 1, 2, 7);
    written(block);
    assertThat(read()).singleElement().satisfies(found -> assertSame(found, block));
  }

  @Test
  void aMissingFolderIsAnEmptyJournal() throws IOException {
    assertThat(journal().fileCount()).isZero();
    assertThat(journal().nextRun()).isEqualTo(1);
  }

  @Test
  void aSmallJournalIsDecodedOnceAndALargeOneForEachPass() throws IOException {
    Path file = written(block(0, 1));
    Path other = written(block(2, 3));
    Journal small = journal();
    List<TrainedBlock> first = new ArrayList<>();
    small.forEach(first::add);
    Journal large = Journal.open(HADOOP, folder, warnings::add, Files.size(file));
    large.forEach(block -> {});

    Files.delete(file);
    Files.delete(other);
    List<TrainedBlock> again = new ArrayList<>();
    small.forEach(again::add);
    assertThat(again).hasSize(2).isEqualTo(first);
    assertThat(small.read(1)).isSameAs(first.get(1));
    assertThatThrownBy(() -> large.forEach(block -> {})).isInstanceOf(IOException.class);
  }

  @Test
  void aFileTornAnywhereIsSetAsideAndNotCounted() throws IOException {
    TrainedBlock whole = block(20, 21);
    for (int end = 0; ; end += 512) {
      Path file = written(block(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
      byte[] bytes = Files.readAllBytes(file);
      if (end >= bytes.length) {
        assertThat(end).isGreaterThan(512);
        break;
      }
      Files.write(file, Arrays.copyOf(bytes, end));
      written(whole);
      warnings.clear();
      assertThat(read()).singleElement().satisfies(found -> assertSame(found, whole));
      assertThat(warnings).singleElement().asString().contains("is damaged", ".corrupt");
      assertThat(file).doesNotExist();
      assertThat(Path.of(file + ".corrupt")).exists();
    }
  }

  @Test
  void everyFlippedByteIsFound() throws IOException {
    byte[] bytes = BlockFormat.encode(block(0, 1));
    for (int i = 0; i < bytes.length; i++) {
      byte[] flipped = bytes.clone();
      flipped[i] ^= 0x10;
      assertThatThrownBy(() -> BlockFormat.decode(flipped))
          .as("byte %d", i)
          .isInstanceOf(BlockFormat.CorruptException.class);
    }
  }

  @Test
  void aNewerFormatIsRefusedByNameAndLeftAlone() throws IOException {
    Path file = written(block(0));
    byte[] bytes = Files.readAllBytes(file);
    bytes[8] = 9;
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    crc.update(bytes, 0, 44);
    java.nio.ByteBuffer.wrap(bytes)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .putInt(44, (int) crc.getValue());
    Files.write(file, bytes);
    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.getFileName().toString())
        .hasMessageContaining("journal format 9");
    assertThat(file).exists();
  }

  @Test
  void aRetriedBlockIsTheSameFile() throws IOException {
    assertThat(written(block(1, 2))).isEqualTo(written(block(1, 2)));
    assertThat(written(block(1, 2))).isNotEqualTo(written(block(1, 3)));
    assertThat(journal().fileCount()).isEqualTo(2);
  }

  @Test
  void copiesWrittenAtOnceLeaveOneWholeFile() throws Exception {
    TrainedBlock block = block(0, 1, 2, 3, 4);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Path>> writes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      writes.add(threads.submit(() -> written(block)));
    }
    for (Future<Path> write : writes) {
      write.get();
    }
    threads.shutdown();
    assertThat(read()).singleElement().satisfies(found -> assertSame(found, block));
    try (var files = Files.list(local)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void leftoversOfAKillAreNotRead() throws IOException {
    written(block(0));
    Files.write(local.resolve(".x.block.12345678.tmp"), new byte[] {1, 2, 3});
    assertThat(read()).hasSize(1);
    assertThat(warnings).isEmpty();
  }

  @Test
  void theIndexFindsATrajectoryByEpochInWhicheverBlockHasIt() throws IOException {
    TrainedBlock early = block(0, 1, 2);
    SweepPlan longer = plan(List.of(10, 100));
    TrainedBlock late = MadeUpSweeps.trained(longer, new long[] {1, 2, 3}, 1);
    Journal.write(HADOOP, folder, 1, early);
    Journal.write(HADOOP, folder, 2, late);
    JournalIndex index = JournalIndex.of(journal(), JournalIndex.Agreement.NOT_CHECKED);
    long id = PLAN.trajectory(1).id().bits();
    assertThat(index.size()).isEqualTo(4);
    for (int epoch : new int[] {1, 10, 100}) {
      assertThat(index.find(id, epoch)).isPresent();
    }
    assertThat(index.find(PLAN.trajectory(0).id().bits(), 100)).isEmpty();
    assertThat(index.find(id, 10).orElseThrow().block().snapshots().epochs())
        .containsExactly(1, 10);
    assertThat(index.find(id, 100).orElseThrow().column()).isZero();
    assertThat(index.find(12345, 1)).isEmpty();
    assertThat(journal().nextRun()).isEqualTo(3);
  }

  @Test
  void growthThatDisagreesWithTheJournalIsRefused() throws IOException {
    TrainedBlock early = block(0, 1, 2);
    TrainedBlock late = block(1, 2);
    Journal.write(HADOOP, folder, 1, early);
    Journal.write(HADOOP, folder, 2, late);
    assertThat(JournalIndex.of(journal(), JournalIndex.Agreement.sameBits()).size()).isEqualTo(3);

    Journal.write(HADOOP, folder, 2, MadeUpSweeps.trained(PLAN, new long[] {1, 2}, 2));
    assertThatThrownBy(() -> JournalIndex.of(journal(), JournalIndex.Agreement.sameBits()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("at epoch 1 in the runs of")
        .hasMessageContaining("--fresh");
  }
}
