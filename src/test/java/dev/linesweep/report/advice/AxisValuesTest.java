package dev.linesweep.report.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisValuesTest {
  @Test
  void valuesBeyondAnEdgeKeepTheirDensity() {
    assertThat(AxisValues.log(0.001, 1, 4).above().yaml())
        .isEqualTo("{min: 0.001, max: 10, count: 5, scale: log}");
    assertThat(AxisValues.log(0.3, 3, 11).below().yaml())
        .isEqualTo("{min: 0.03, max: 3, count: 21, scale: log}");
    assertThat(AxisValues.of(List.of(0.0, 0.3)).above().yaml())
        .isEqualTo("{values: [0, 0.3, 0.9, 3]}");
    assertThat(AxisValues.of(List.of(0.5, 0.9)).towardsOne().yaml())
        .isEqualTo("{values: [0.5, 0.9, 0.95, 0.99]}");
  }

  @Test
  void aSingleValueIsNoEdge() {
    assertThat(AxisValues.of(List.of(0.5)).isEdge(0.5)).isFalse();
    assertThat(AxisValues.of(List.of(0.5, 0.9)).isEdge(0.5)).isTrue();
    assertThat(AxisValues.of(List.of(0.1, 0.5, 0.9)).isEdge(0.5)).isFalse();
  }
}
