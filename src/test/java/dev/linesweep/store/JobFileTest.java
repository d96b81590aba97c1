package dev.linesweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"h.csv", "h.CSV", "h.tsv", "h.csv.gz", "h.parquet", "h.jsonl", "h.ndjson"})
  void aDataFileIsNoJob(String name) throws IOException {
    String file = Files.writeString(folder.resolve(name), "y,x\n1,2\n").toString();

    assertThatThrownBy(() -> JobFile.read(Configuration::new, file))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "%1$s: this is a data file; give a job file (YAML) with path: %1$s under data."
                .formatted(file));
  }

  @Test
  void aSheetIsSavedFirst() throws IOException {
    String file = Files.writeString(folder.resolve("h.xlsx"), "PK").toString();

    assertThatThrownBy(() -> JobFile.read(Configuration::new, file))
        .hasMessageContaining("this is a data file; save the sheet as CSV");
  }

  @Test
  void aFolderOfParquetIsNoJob() throws IOException {
    String table = Files.createDirectory(folder.resolve("h.parquet")).toString();

    assertThatThrownBy(() -> JobFile.read(Configuration::new, table))
        .hasMessageContaining("this is a data file");
  }

  @Test
  void aJobFileIsReadWhateverItIsCalled() throws IOException {
    for (String name : new String[] {"job.yaml", "job.json", "job", "job.txt"}) {
      String file = Files.writeString(folder.resolve(name), "name: line").toString();
      assertThat(JobFile.read(Configuration::new, file).text()).isEqualTo("name: line");
    }
    assertThatThrownBy(() -> JobFile.read(Configuration::new, folder.resolve("no.csv").toString()))
        .hasMessageContaining("there is no such job file");
  }
}
