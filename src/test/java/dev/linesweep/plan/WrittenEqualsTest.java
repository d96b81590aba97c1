package dev.linesweep.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.spec.Optimizer;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records whose {@code equals} is written by hand look at every component. */
class WrittenEqualsTest {
  private static final OptimizerParameters SGD = OptimizerParameters.defaults(Optimizer.SGD);
  private static final OptimizerParameters RMSPROP =
      OptimizerParameters.defaults(Optimizer.RMSPROP);
  private static final Trajectory ONE = new Trajectory(SGD, 0.1, 32, 0, 0, 1);
  private static final Trajectory OTHER = new Trajectory(SGD, 0.2, 32, 0, 0, 1);

  /** By type, a value and another one. */
  private static final Map<Class<?>, Object[]> VALUES =
      Map.of(
          OptimizerParameters.class, new Object[] {SGD, RMSPROP},
          Trajectory.class, new Object[] {ONE, OTHER},
          double.class, new Object[] {Double.NaN, -0.0},
          int.class, new Object[] {3, 4},
          long.class, new Object[] {5L, 6L});

  private static Object value(RecordComponent component, int which) {
    return Objects.requireNonNull(VALUES.get(component.getType()))[which];
  }

  private static Object[] arguments(RecordComponent[] components) {
    return Arrays.stream(components).map(component -> value(component, 0)).toArray();
  }

  @ParameterizedTest
  @ValueSource(classes = {Trajectory.class, Trial.class})
  void everyComponentTellsRecordsApart(Class<?> type) throws Exception {
    RecordComponent[] components = type.getRecordComponents();
    Constructor<?> constructor =
        type.getDeclaredConstructor(
            Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
    Object record = constructor.newInstance(arguments(components));
    Object same = constructor.newInstance(arguments(components));
    assertThat(same).isEqualTo(record).hasSameHashCodeAs(record);
    for (int i = 0; i < components.length; i++) {
      Object[] changed = arguments(components);
      changed[i] = value(components[i], 1);
      assertThat(constructor.newInstance(changed)).as(components[i].getName()).isNotEqualTo(record);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.8, 0.0})
  void parametersAreToldApartByTheirOptimizerAndTheirValues(double momentum) {
    OptimizerParameters parameters =
        new OptimizerParameters(Optimizer.NESTEROVS, List.of(momentum));
    assertThat(new OptimizerParameters(Optimizer.NESTEROVS, List.of(momentum)))
        .isEqualTo(parameters)
        .hasSameHashCodeAs(parameters);
    assertThat(new OptimizerParameters(Optimizer.NESTEROVS, List.of(0.7))).isNotEqualTo(parameters);
    assertThat(new OptimizerParameters(Optimizer.ADAGRAD, List.of(momentum)))
        .isNotEqualTo(parameters);
  }
}
