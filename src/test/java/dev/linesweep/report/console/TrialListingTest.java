package dev.linesweep.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Golden;
import dev.linesweep.table.Row;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrialListingTest {
  private static final List<String> COLUMNS =
      List.of(
          "rank",
          "trial_id",
          "state",
          "optimizer",
          "learning_rate",
          "epochs",
          "seed",
          "l1",
          "train_loss",
          "test_loss",
          "test_r2",
          "weights",
          "diverged_epoch",
          "error",
          "host");
  private static final Map<String, Integer> INDEX =
      IntStream.range(0, COLUMNS.size()).boxed().collect(Collectors.toMap(COLUMNS::get, i -> i));
  private static final TrialListing LISTING =
      new TrialListing(
          "rank",
          COLUMNS,
          List.of(
              row(
                  1L,
                  "9f86d081884c7d65",
                  "COMPLETE",
                  "adam",
                  0.1,
                  1600,
                  7L,
                  0.0,
                  0.00123456,
                  0.0000123,
                  0.99999,
                  new double[] {0.7, -1.5},
                  null,
                  null,
                  "localhost"),
              row(
                  2L,
                  "60303ae22b998861",
                  "DIVERGED",
                  "sgd",
                  1e30,
                  100,
                  13L,
                  0.0,
                  null,
                  null,
                  null,
                  null,
                  3,
                  "said \"no\", twice",
                  "localhost")));

  private static Row row(@Nullable Object... values) {
    return new Row(INDEX, values);
  }

  @Test
  void csvHasEveryColumnAtFullPrecision() throws IOException {
    Golden.assertSame("show.csv", LISTING.csv());
  }

  @Test
  void jsonLeavesOutWhatDoesNotApply() throws IOException {
    Golden.assertSame("show.json", LISTING.json());
  }

  @Test
  void noTrialIsAnEmptyList() {
    assertThat(new TrialListing("rank", COLUMNS, List.of()).json()).isEqualTo("[\n\n]\n");
  }
}
