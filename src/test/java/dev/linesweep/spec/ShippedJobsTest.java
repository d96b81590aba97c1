package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ShippedJobsTest {
  static final List<String> JOBS = Jobs.SHIPPED;

  @ParameterizedTest
  @FieldSource("JOBS")
  void everyJobIsValidAndReadsBack(String name) {
    SweepSpec spec = Jobs.read(Jobs.shipped(name));
    assertThat(spec.name()).isEqualTo(name);
    assertThat(Jobs.read(SpecWriter.write(spec))).isEqualTo(spec);
  }

  @Test
  void theMillionJobHasAMillionTrials() {
    ParameterSpec p = Jobs.read(Jobs.shipped("million")).parameters();
    assertThat(
            p.optimizers().size() * p.learningRates().size() * p.epochs().size() * p.seeds().size())
        .isEqualTo(1_000_000);
  }

  @Test
  void theLineJobHasThreeHundredTrajectories() {
    ParameterSpec p = Jobs.read(Jobs.shipped("line")).parameters();
    long rated = p.optimizers().stream().filter(o -> o.optimizer().hasLearningRate()).count();
    long others = p.optimizers().size() - rated;
    assertThat((rated * p.learningRates().size() + others) * p.seeds().size()).isEqualTo(305);
  }

  @Test
  void theStocksJobSaysHowToGetItsData() {
    assertThat(Jobs.read(Jobs.shipped("stocks")).data().source())
        .extracting(source -> ((DataSpec.Table) source).hint())
        .asString()
        .contains("Date (2024-01-31) and Close", "the head of jobs/stocks.yaml says more");
  }
}
