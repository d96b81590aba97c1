package dev.linesweep.result;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * How a block was trained. It varies from run to run, so no summary shows it.
 *
 * @param engine the engine with its variant, for example {@code dl4j} or {@code fused 256-bit}
 * @param device for example {@code cpu} or {@code gpu:0 Tesla T4}
 * @param attempt Spark's attempt number of the task, from 0
 */
public record RunFacts(
    String engine, String device, String host, int attempt, Instant start, Duration trainTime)
    implements Serializable {}
