package dev.linesweep.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which jobs may be shown to all who read a server. */
class FolderContentsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "options: {url: 'jdbc:x://h/d', dbtable: t, user: me, password: fine-day} | true",
        "options: {url: 'jdbc:x://h/d?password=fine-day', dbtable: t} | true",
        "options: {url: 'jdbc:x://me:fine-day@h/d', dbtable: t} | true",
        "options: {url: 'jdbc:x://h/d', dbtable: t, user: me, password: '${env:PASSWORD}'} | false",
        "options: {url: 'jdbc:x:thin:me/fine-day@//h:1521/d', dbtable: t} | true",
        "options: {url: 'jdbc:x://h/d;trust=fine-day', dbtable: t} | true",
        "options: {url: 'jdbc:x://h/d', dbtable: t, wallet: fine-day} | true",
        "options: {url: '${env:URL}', dbtable: t, fetchsize: 10} | false",
        "options: {url: 'jdbc:x://h/d', dbtable: t} | false"
      })
  void aJobWithAPasswordWrittenOutStaysHome(String options, boolean secret) {
    SweepSpec job =
        SpecReader.read(
            """
            name: prices
            data: {format: jdbc, %s, label: price, features: [store_key]}
            parameters: {optimizer: sgd, epochs: 10}
            """
                .formatted(options),
            "file:/job.yaml",
            List.of());

    assertThat(FolderContents.mayHoldSecret(job)).isEqualTo(secret);
    assertThat(FolderContents.notes(job)).hasSize(secret ? 1 : 0);
  }
}
