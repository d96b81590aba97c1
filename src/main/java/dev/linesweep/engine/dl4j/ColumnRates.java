package dev.linesweep.engine.dl4j;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Gives each parameter its own learning rate: DL4J's updater runs at rate 1, in which its step is
 * linear, and the step is multiplied by the rates.
 */
final class ColumnRates implements IUpdater {
  private static final long serialVersionUID = 1L;

  private final IUpdater atRateOne;
  private final transient INDArray rates;

  /**
   * @param rates one per parameter, in DL4J's flat order; made outside of any workspace
   */
  ColumnRates(IUpdater atRateOne, INDArray rates) {
    this.atRateOne = atRateOne;
    this.rates = rates;
  }

  @Override
  public long stateSize(long parameters) {
    return atRateOne.stateSize(parameters);
  }

  @Override
  public GradientUpdater<?> instantiate(INDArray state, boolean initialize) {
    return new Scaled(this, atRateOne.instantiate(state, initialize));
  }

  @Override
  public GradientUpdater<?> instantiate(Map<String, INDArray> state, boolean initialize) {
    return new Scaled(this, atRateOne.instantiate(state, initialize));
  }

  /** Shared: it never changes. */
  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod")
  public IUpdater clone() {
    return this;
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return atRateOne.getLearningRate(iteration, epoch);
  }

  @Override
  public boolean hasLearningRate() {
    return true;
  }

  @Override
  public void setLrAndSchedule(double rate, @Nullable ISchedule schedule) {
    atRateOne.setLrAndSchedule(rate, schedule);
  }

  private record Scaled(ColumnRates config, GradientUpdater<?> base)
      implements GradientUpdater<ColumnRates> {
    @Override
    public ColumnRates getConfig() {
      return config;
    }

    @Override
    public void setState(Map<String, INDArray> state, boolean initialize) {
      base.setState(state, initialize);
    }

    @Override
    public Map<String, INDArray> getState() {
      return base.getState();
    }

    @Override
    public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialize) {
      base.setStateViewArray(view, shape, order, initialize);
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
      base.applyUpdater(gradient, iteration, epoch);
      gradient.muli(config.rates);
    }
  }
}
