/**
 * The jobs that Spark runs for Linesweep, and what they send: the only code that broadcasts,
 * parallelizes or collects. It knows neither tables nor sweeps.
 *
 * <p>Spark sends broadcasts, the elements of a parallelized list, task results and shuffled rows
 * with the serializer that {@code spark.serializer} names, and tasks and accumulators always by
 * Java serialization. KryoSerializer, which many sites set, cannot send records; with {@code
 * spark.kryo.registrationRequired} it sends only classes that it has been told of. So all that goes
 * the first way is {@link dev.linesweep.spark.job.Carried}.
 */
@NullMarked
package dev.linesweep.spark.job;

import org.jspecify.annotations.NullMarked;
