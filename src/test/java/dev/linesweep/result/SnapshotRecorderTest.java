package dev.linesweep.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.model.PartMetrics;
import dev.linesweep.spec.MetricSpec.Part;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

class SnapshotRecorderTest {
  private static final PartMetrics ONE = new PartMetrics(1, 2, 3);
  private static final PartMetrics OTHER = new PartMetrics(4, 5, 6);

  private final SnapshotRecorder recorder = new SnapshotRecorder(2, 1, true, new int[] {3, 7});

  @Test
  void whatIsRecordedStandsInItsPlaceAndTheRestIsNotANumber() {
    recorder.setWeights(1, 0, new float[] {0.5f, -1});
    recorder.setMetrics(1, 0, Part.TRAIN, ONE);
    recorder.setMetrics(1, 0, Part.TEST, OTHER);
    recorder.setDivergedEpoch(0, 2);
    Snapshots all = recorder.finish();
    assertThat(all.weights(1, 0)).containsExactly(0.5f, -1);
    assertThat(all.metrics(1, 0, Part.TRAIN)).isEqualTo(ONE);
    assertThat(all.metrics(1, 0, Part.VALIDATION).loss()).isNaN();
    assertThat(all.metrics(1, 0, Part.TEST)).isEqualTo(OTHER);
    assertThat(all.weights(1, 1)).containsOnly(Float.NaN);
    assertThat(all.divergedEpochs()).containsExactly(2, 0);
  }

  @Test
  void whatWasGivenOutNeverChanges() {
    recorder.setWeights(0, 0, new float[] {1, 1});
    Snapshots early = recorder.soFar();
    recorder.setWeights(0, 0, new float[] {2, 2});
    Snapshots all = recorder.finish();
    assertThat(early.weights(0, 0)).containsExactly(1, 1);
    assertThat(all.weights(0, 0)).containsExactly(2, 2);
    assertThatThrownBy(() -> recorder.setWeights(0, 0, new float[] {3, 3}))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> all.allWeights().put(0, 3))
        .isInstanceOf(ReadOnlyBufferException.class);
    all.divergedEpochs()[0] = 9;
    assertThat(all.divergedEpoch(0)).isZero();
  }

  @Test
  void theFirstEpochsAreCutOffWhole() {
    for (int column = 0; column < 2; column++) {
      for (int at = 0; at < 2; at++) {
        recorder.setWeights(column, at, new float[] {column, at});
        recorder.setMetrics(column, at, Part.VALIDATION, new PartMetrics(column, at, 0));
      }
    }
    Snapshots first = recorder.finish().upTo(6);
    assertThat(first.epochs()).containsExactly(3);
    assertThat(first.weights(1, 0)).containsExactly(1, 0);
    assertThat(first.metrics(1, 0, Part.VALIDATION)).isEqualTo(new PartMetrics(1, 0, 0));
    assertThat(first.metrics(1, 0, Part.TEST).loss()).isNaN();
  }
}
