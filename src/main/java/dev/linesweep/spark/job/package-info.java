/**
 * Linesweep's Spark jobs and the values that they send: the only code that broadcasts, parallelizes
 * or collects. It does not depend on tables or sweeps.
 *
 * <p>Spark sends broadcasts, the elements of a parallelized list, task results and shuffled rows
 * with the serializer that {@code spark.serializer} names, and tasks and accumulators always by
 * Java serialization. KryoSerializer, which many sites set, cannot send records; with {@code
 * spark.kryo.registrationRequired} it sends only registered classes. So everything that goes
 * through {@code spark.serializer} is a {@link dev.linesweep.spark.job.Carried}.
 */
@NullMarked
package dev.linesweep.spark.job;

import org.jspecify.annotations.NullMarked;
