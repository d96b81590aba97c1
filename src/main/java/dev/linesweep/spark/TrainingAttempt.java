package dev.linesweep.spark;

import dev.linesweep.engine.Engine;
import dev.linesweep.result.RunFacts;
import java.time.Duration;
import java.time.Instant;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;

/** A training of blocks by one engine, with its start time. */
final class TrainingAttempt {
  private final Engine engine;
  private final long began = System.nanoTime();
  private Instant start;
  private GroupWatch watch = new GroupWatch(System::nanoTime);

  TrainingAttempt(Engine engine, Instant start) {
    this.engine = engine;
    this.start = start;
  }

  Engine engine() {
    return engine;
  }

  GroupWatch begin() {
    watch = new GroupWatch(System::nanoTime);
    return watch;
  }

  Duration soFar() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  RunFacts facts(Duration trained) {
    GroupWatch.On on =
        watch.on().orElseGet(() -> new GroupWatch.On(engine.name(), engine.device()));
    return new RunFacts(
        on.engine(),
        on.device(),
        SparkEnv.get().blockManager().blockManagerId().host(),
        TaskContext.get().attemptNumber(),
        start,
        trained);
  }

  /** The attempt of the next block in a group, whose time follows this one. */
  RunFacts next(Duration trained) {
    RunFacts facts = facts(trained);
    start = start.plus(trained);
    return facts;
  }
}
