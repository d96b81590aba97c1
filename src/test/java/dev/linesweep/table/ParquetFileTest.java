package dev.linesweep.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFileTest {
  private static final List<Column<Object[]>> COLUMNS =
      List.of(
          new Column<>("rank", Column.Type.LONG, row -> row[0]),
          new Column<>("epochs", Column.Type.INT, row -> row[1]),
          new Column<>("adam_beta1", Column.Type.DOUBLE, row -> row[2]),
          new Column<>("error", Column.Type.TEXT, row -> row[3]),
          new Column<>("started", Column.Type.TIMESTAMP, row -> row[4]),
          new Column<>("weights", Column.Type.DOUBLES, row -> row[5]));

  @TempDir private Path temporary;

  private static byte[] bytes(int rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ParquetFile.write(out, COLUMNS, sink -> give(0, rows, sink));
    return out.toByteArray();
  }

  private static void give(int from, int to, Consumer<@Nullable Object[]> sink) {
    for (int i = from; i < to; i++) {
      boolean odd = i % 2 == 1;
      sink.accept(
          new @Nullable Object[] {
            (long) i,
            i,
            odd ? null : i * 0.1,
            odd ? "größer, \"x\"" : null,
            Instant.parse("2026-01-02T03:04:05.678901Z"),
            odd ? new double[] {0.7, i} : null
          });
    }
  }

  private List<Group> read(byte[] bytes) throws IOException {
    Path file = temporary.resolve("x.parquet");
    Files.write(file, bytes);
    List<Group> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        new ParquetReader.Builder<Group>(new LocalInputFile(file)) {
          @Override
          protected GroupReadSupport getReadSupport() {
            return new GroupReadSupport();
          }
        }.build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(row);
      }
    }
    return rows;
  }

  @Test
  void everyValueComesBack() throws IOException {
    List<Group> rows = read(bytes(1000));
    assertThat(rows).hasSize(1000);
    Group even = rows.get(4);
    assertThat(even.getLong("rank", 0)).isEqualTo(4);
    assertThat(even.getDouble("adam_beta1", 0)).isEqualTo(4 * 0.1);
    assertThat(even.getFieldRepetitionCount("error")).isZero();
    assertThat(even.getFieldRepetitionCount("weights")).isZero();
    Group odd = rows.get(7);
    assertThat(odd.getInteger("epochs", 0)).isEqualTo(7);
    assertThat(odd.getString("error", 0)).isEqualTo("größer, \"x\"");
    assertThat(odd.getLong("started", 0)).isEqualTo(1767323045678901L);
    Group weights = odd.getGroup("weights", 0);
    assertThat(weights.getGroup("list", 1).getDouble("element", 0)).isEqualTo(7);
  }

  @Test
  void anEmptyListIsNotAMissingOne() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Column<Object[]>> lists = COLUMNS.subList(5, 6);
    ParquetFile.write(
        out,
        lists,
        sink -> {
          sink.accept(new @Nullable Object[] {new double[0]});
          sink.accept(new @Nullable Object[] {null});
          sink.accept(new @Nullable Object[] {new double[] {1}});
        });
    List<Group> rows = read(out.toByteArray());
    assertThat(rows.get(0).getGroup("weights", 0).getFieldRepetitionCount("list")).isZero();
    assertThat(rows.get(1).getFieldRepetitionCount("weights")).isZero();
    assertThat(rows.get(2).getGroup("weights", 0).getFieldRepetitionCount("list")).isOne();
  }

  @Test
  void aLongFileHasSeveralGroups() throws IOException {
    Random random = new Random(1);
    Path path = temporary.resolve("long.parquet");
    try (OutputStream out = Files.newOutputStream(path)) {
      ParquetFile.write(
          out,
          COLUMNS.subList(2, 3),
          sink -> {
            for (int i = 0; i < 2_500_000; i++) {
              sink.accept(new @Nullable Object[] {random.nextDouble()});
            }
          });
    }
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(path))) {
      assertThat(reader.getRowGroups()).hasSize(2);
      assertThat(reader.getRecordCount()).isEqualTo(2_500_000);
    }
  }

  @Test
  void theSchemaIsTheOneThatSparkMapsToItsTypes() throws IOException {
    Path file = temporary.resolve("schema.parquet");
    Files.write(file, bytes(1));
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      assertThat(reader.getFileMetaData().getSchema().toString())
          .contains("optional int64 rank;")
          .contains("optional int32 epochs;")
          .contains("optional double adam_beta1;")
          .contains("optional binary error (STRING);")
          .contains("optional int64 started (TIMESTAMP(MICROS,true));")
          .contains("optional group weights (LIST)");
    }
  }

  @Test
  void theSameRowsGiveTheSameBytes() throws IOException {
    assertThat(bytes(100)).isEqualTo(bytes(100));
  }

  private static byte[] inGroups(int... ends) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RowGroups groups = new RowGroups(out, COLUMNS);
    int begun = 0;
    for (int end : ends) {
      int from = begun;
      groups.add(RowGroups.encode(COLUMNS, sink -> give(from, end, sink)));
      begun = end;
    }
    groups.finish();
    return out.toByteArray();
  }

  @Test
  void groupsThatWereEncodedElsewhereAreOneFileOfTheSameRows() throws IOException {
    List<String> rows = read(bytes(1000)).stream().map(Group::toString).toList();
    byte[] grouped = inGroups(1, 400, 401, 1000);
    assertThat(read(grouped)).extracting(Group::toString).isEqualTo(rows);
    Path file = temporary.resolve("groups.parquet");
    Files.write(file, grouped);
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      assertThat(reader.getRowGroups())
          .extracting(BlockMetaData::getRowCount)
          .containsExactly(1L, 399L, 1L, 599L);
      assertThat(reader.getFileMetaData().getSchema()).isEqualTo(ParquetFile.schema(COLUMNS));
    }
  }

  @Test
  void rowsAndGroupsKeepTheirOrderAndAGroupMayBeEmpty() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RowGroups groups = new RowGroups(out, COLUMNS);
    give(0, 5, groups::add);
    groups.add(RowGroups.encode(COLUMNS, sink -> give(5, 5, sink)));
    groups.add(RowGroups.encode(COLUMNS, sink -> give(5, 9, sink)));
    give(9, 12, groups::add);
    groups.finish();
    assertThat(read(out.toByteArray()))
        .extracting(row -> row.getLong("rank", 0))
        .isEqualTo(LongStream.range(0, 12).boxed().toList());
  }

  @Test
  void partsOfAFileHaveItsRowsInOrderAndTheColumnsThatAreWanted() throws IOException {
    Path file = temporary.resolve("parts.parquet");
    Files.write(file, inGroups(1, 400, 401, 1000));
    List<ParquetRows> parts =
        ParquetRows.of(
                new Configuration(),
                new org.apache.hadoop.fs.Path(file.toUri()),
                IllegalStateException::new)
            .without(Set.of("started"))
            .parts();
    assertThat(parts).hasSize(4);
    List<Row> rows = new ArrayList<>();
    for (ParquetRows part : parts) {
      part.forEach(rows::add);
    }
    assertThat(rows)
        .extracting(row -> row.whole("rank", -1))
        .isEqualTo(LongStream.range(0, 1000).boxed().toList());
    assertThat(rows)
        .allSatisfy(
            row -> {
              boolean odd = row.whole("rank", -1) % 2 == 1;
              assertThat(row.text("error")).isEqualTo(odd ? "größer, \"x\"" : "");
              assertThat(row.numbers("weights")).hasSize(odd ? 2 : 0);
              assertThat(row.value("started")).isNull();
            });
  }

  @Test
  void aFileWithoutGroupsCanBeRead() throws IOException {
    assertThat(read(inGroups())).isEmpty();
  }

  @Test
  void aFileWithoutRowsCanBeRead() throws IOException {
    assertThat(read(bytes(0))).isEmpty();
  }
}
