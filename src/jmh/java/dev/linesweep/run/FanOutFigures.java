package dev.linesweep.run;

import dev.linesweep.plan.Block;
import dev.linesweep.result.Progress;
import dev.linesweep.result.ProgressListener;
import dev.linesweep.spark.FanOut;
import dev.linesweep.spark.GpuUse;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spark.Standing;
import dev.linesweep.spark.SweepContext;
import dev.linesweep.spark.job.Shared;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SpecWriter;
import dev.linesweep.store.FolderLock;
import dev.linesweep.store.Journal;
import dev.linesweep.store.OutputFolder;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * What a task and a block cost the driver, in processor seconds of its threads, while an executor
 * in a process of its own trains very short blocks.
 *
 * <p>Arguments: a folder for outputs, then pairs of a number of tasks and one of blocks. Prints a
 * line of tab-separated figures for each pair: tasks, blocks, wall seconds, seconds of all threads,
 * of the scheduler's loop, of the threads that read results, of those that launch tasks, of the
 * listener bus, of the sweep's own thread, and bytes of a task's result.
 */
public final class FanOutFigures {
  private static final int COLUMNS = 32;

  private final SparkHandle spark;
  private final Configuration hadoop;
  private final Prepared prepared;
  private final Path folder;
  private final AtomicLong resultBytes = new AtomicLong();

  private FanOutFigures(SparkHandle spark, int blocks, String folder) {
    this.spark = spark;
    this.hadoop = spark.context().hadoopConfiguration();
    this.prepared = Prepared.of(SpecReader.read(job(blocks), "fan-out.yaml", List.of()), spark);
    this.folder = new Path(folder);
    spark
        .context()
        .sc()
        .addSparkListener(
            new SparkListener() {
              @Override
              public void onTaskEnd(SparkListenerTaskEnd end) {
                resultBytes.addAndGet(end.taskMetrics().resultSize());
              }
            });
  }

  public static void main(String[] args) throws Exception {
    SparkConf conf =
        new SparkConf()
            .setMaster("local-cluster[1,1,1024]")
            .setAppName("fan-out")
            .set("spark.ui.enabled", "false");
    try (SparkHandle spark = SparkHandle.start(conf, false, System.err::println)) {
      for (int i = 1; i < args.length; i += 2) {
        int tasks = Integer.parseInt(args[i]);
        int blocks = Integer.parseInt(args[i + 1]);
        String folder = args[0] + "/" + i;
        new FanOutFigures(spark, blocks, folder).measure(tasks, blocks);
      }
    }
  }

  /** Trainings of one epoch, that cost next to nothing. */
  private static String job(int blocks) {
    return """
    name: fan-out
    data: {line: {weight: 0.7, bias: 0.3, start: 0.0, end: 1.0, step: 0.02}}
    training: {loss: mae}
    engine: fused
    parameters:
      optimizer: sgd
      epochs: 1
      l2: {min: 1.0e-6, max: 1.0, count: %d, scale: log}
      learning_rate: {min: 0.001, max: 1.0, count: %d, scale: log}
    """
        .formatted(COLUMNS, blocks);
  }

  private void measure(int tasks, int blocks) throws Exception {
    OutputFolder output = OutputFolder.forRun(hadoop, folder, prepared.identity(), true);
    try (OutputFolder.Claim claim =
        output.claim(prepared.identity(), true, holder(), Thread.currentThread()::interrupt)) {
      output.begin(SpecWriter.write(prepared.spec()));
      GpuUse cpu = prepared.gpuUse(spark);
      int run = Journal.open(hadoop, output.journal(), note -> {}).nextRun();
      Shared<SweepContext> context = prepared.broadcast(spark, output, run, cpu.settings());
      FanOut fanOut =
          new FanOut(
              spark.context(),
              context,
              output,
              new ProgressListener() {},
              Long.MAX_VALUE,
              ended -> false);
      Map<String, Long> before = threads();
      resultBytes.set(0);
      long began = System.nanoTime();
      fanOut.run(
          dealt(tasks, blocks),
          Standing.ofBeginners(prepared.plan()),
          Progress.before(0, prepared.plan().trials(), 0));
      double wall = (System.nanoTime() - began) / 1e9;
      print(tasks, blocks, wall, before, threads());
      context.destroy();
    }
  }

  private static List<List<Block>> dealt(int tasks, int blocks) {
    List<List<Block>> dealt = new ArrayList<>();
    IntStream.range(0, tasks).forEach(task -> dealt.add(new ArrayList<>()));
    for (int i = 0; i < blocks; i++) {
      long first = (long) i * COLUMNS;
      dealt.get(i % tasks).add(new Block(new long[] {first, first + COLUMNS}, 0.5));
    }
    return dealt;
  }

  private void print(
      int tasks, int blocks, double wall, Map<String, Long> before, Map<String, Long> after) {
    System.out.printf(
        Locale.ROOT,
        "%d\t%d\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%d%n",
        tasks,
        blocks,
        wall,
        seconds("", before, after),
        seconds("dag-scheduler-event-loop", before, after),
        seconds("task-result-getter", before, after),
        seconds("dispatcher-", before, after),
        seconds("spark-listener", before, after),
        seconds("main", before, after),
        resultBytes.get() / tasks);
  }

  private static double seconds(String name, Map<String, Long> before, Map<String, Long> after) {
    return after.entrySet().stream()
            .filter(thread -> thread.getKey().startsWith(name))
            .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
            .sum()
        / 1e9;
  }

  /** Nanoseconds of the processor by the names and numbers of threads. */
  private static Map<String, Long> threads() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<String, Long> spent = new TreeMap<>();
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null) {
        spent.put(
            thread.getThreadName() + "#" + thread.getThreadId(),
            threads.getThreadCpuTime(thread.getThreadId()));
      }
    }
    return spent;
  }

  private FolderLock.Holder holder() {
    return new FolderLock.Holder(
        spark.context().sc().applicationId(),
        1,
        "localhost",
        ProcessHandle.current().pid(),
        Instant.now());
  }
}
