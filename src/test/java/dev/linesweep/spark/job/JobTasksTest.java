package dev.linesweep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.SharedSpark;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.VoidFunction;
import org.junit.jupiter.api.Test;

class JobTasksTest {
  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  private final JavaSparkContext spark =
      JavaSparkContext.fromSparkContext(SharedSpark.session().sparkContext());

  private record Item(String name, int size) implements Serializable {}

  private record Made(String of, double[] numbers) implements Serializable {}

  private record Make(Shared<Item> more) implements Function<Item, Made> {
    @Override
    public Made call(Item item) {
      return new Made(more.value().name() + item.name(), new double[item.size()]);
    }
  }

  private record See() implements VoidFunction<Item> {
    @Override
    public void call(Item item) {
      SEEN.add(item.name());
    }
  }

  @Test
  void resultsComeInTheOrderOfTheElements() throws Exception {
    Shared<Item> more = Shared.of(spark, new Item("x", 0));
    Tasks<Item> tasks = Tasks.of(spark, List.of(new Item("c", 1), new Item("a", 2)));

    assertThat(tasks.map(new Make(more))).extracting(Made::of).containsExactly("xc", "xa");
    assertThat(tasks.mapAsync(new Make(more)).get())
        .extracting(made -> made.numbers().length)
        .containsExactly(1, 2);
    more.destroy();
  }

  @Test
  void eachElementIsSeenByATask() throws Exception {
    Tasks.of(spark, List.of(new Item("one", 1), new Item("two", 1))).forEachAsync(new See()).get();

    assertThat(SEEN).containsExactlyInAnyOrder("one", "two");
  }

  /** Kryo's buffer, which is 1 MB here, holds no whole result. */
  @Test
  void resultsMayBeLargerThanKryosBuffer() {
    Shared<Item> more = Shared.of(spark, new Item("", 0));

    assertThat(Tasks.of(spark, List.of(new Item("large", 400_000))).map(new Make(more)))
        .extracting(made -> made.numbers().length)
        .containsExactly(400_000);
    more.destroy();
  }
}
