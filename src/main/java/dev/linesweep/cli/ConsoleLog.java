package dev.linesweep.cli;

import dev.linesweep.text.Printable;
import java.beans.PropertyChangeEvent;
import java.beans.PropertyChangeListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.appender.rewrite.RewriteAppender;
import org.apache.logging.log4j.core.appender.rewrite.RewritePolicy;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.jspecify.annotations.Nullable;

/**
 * Spark's log as a terminal shows it: an event is one line without its stack trace, and a cause is
 * told once. Log files and the sites' own log servers keep all of it.
 *
 * <p>What fails in Spark reaches the user as a message of the command. The log of a console would
 * tell the same a second and a third time, in a hundred lines. Under Spark's own configuration,
 * which logs from INFO on, it begins at warnings. {@code --verbose} and {@code
 * -Dlinesweep.log.level=info} show all of it, cleaned of what a terminal would obey.
 */
final class ConsoleLog {
  private static final String SUFFIX = "-tidy";
  private static final String SPARK_DEFAULTS = "log4j2-defaults.properties";

  /**
   * As in {@code conf/log4j2.properties}; {@code catalyst.util.SparkStringUtils} is Spark 4.0's.
   */
  static final Set<String> USELESS =
      Set.of(
          "org.apache.hadoop.util.NativeCodeLoader",
          "org.apache.spark.util.Utils",
          "org.apache.parquet.hadoop.MemoryManager",
          "org.apache.spark.util.SparkStringUtils",
          "org.apache.spark.sql.catalyst.util.SparkStringUtils",
          "org.apache.spark.sql.catalyst.csv.CSVHeaderChecker",
          "org.apache.spark.sql.execution.window.WindowExec");

  /** Spark gives up a path as the folder of a stream, which a glob never is; 4.0's name last. */
  static final Set<String> NEVER_TOLD =
      Set.of(
          "org.apache.spark.sql.execution.streaming.sinks.FileStreamSink",
          "org.apache.spark.sql.execution.streaming.FileStreamSink");

  /** In local mode a task has one attempt, so its failure is thrown to the command. */
  static final Set<String> TOLD_BY_THE_COMMAND =
      Set.of("org.apache.spark.executor.Executor", "org.apache.spark.scheduler.TaskSetManager");

  /**
   * What the command says itself, and better: of a master that does not take the application, of an
   * executor or a driver that has ended, of a file system that is not there; and that a setting
   * counts less on a cluster than here, which is why it is given.
   */
  private static final Pattern SAID_BETTER =
      Pattern.compile(
          "(?:Failed to connect to master |Application ID is not initialized yet"
              + "|Application has been killed\\. Reason: All masters are unresponsive"
              + "|Drop UnregisterApplication|Exception while bootstrapping client"
              + "|Stopping a MetricsSystem that is not running|Failed to initialize filesystem "
              + "|Still have \\d+ requests outstanding when connection"
              + "|Error sending result RpcResponse"
              + "|Note that spark\\.local\\.dir will be overridden)(?s:.*)");

  private static final Pattern STACK =
      Pattern.compile("\\n\\s*at [\\w.$/]+\\(|\\n\\s*at \\S+\\.\\S+\\(");
  private static final Pattern CAUSE = Pattern.compile("(?m)^Caused by: (.*)$");

  private ConsoleLog() {}

  /**
   * Has the consoles of the log print so, also once the log is set up anew.
   *
   * @param local whether tasks run in this process
   * @param verbose whether all of the log was asked for
   */
  static void tidy(boolean local, boolean verbose) {
    if (LogManager.getContext(false) instanceof LoggerContext context) {
      Again again = new Again(local, verbose);
      context.removePropertyChangeListener(again);
      context.addPropertyChangeListener(again);
      tidy(context, local, verbose);
    }
  }

  /** Spark sets up its log anew as a context starts, under spark-submit a second time. */
  private record Again(boolean local, boolean verbose) implements PropertyChangeListener {
    @Override
    public void propertyChange(PropertyChangeEvent change) {
      boolean anew = change.getOldValue() != change.getNewValue();
      if (anew && change.getSource() instanceof LoggerContext context) {
        tidy(context, local, verbose);
      }
    }
  }

  private static void tidy(LoggerContext context, boolean local, boolean verbose) {
    Configuration configuration = context.getConfiguration();
    boolean whole = verbose || debugging();
    if (!whole && configuration.getConfigurationSource().toString().contains(SPARK_DEFAULTS)) {
      configuration.getRootLogger().setLevel(Level.WARN);
      USELESS.forEach(logger -> Configurator.setLevel(logger, Level.ERROR));
      Configurator.setLevel("org.apache.spark.SparkContext", Level.FATAL);
    }
    for (LoggerConfig logger : configuration.getLoggers().values()) {
      for (AppenderRef ref : List.copyOf(logger.getAppenderRefs())) {
        if (logger.getAppenders().get(ref.getRef()) instanceof ConsoleAppender console) {
          logger.removeAppender(ref.getRef());
          Appender tidied =
              whole ? clean(console, configuration) : lines(console, configuration, local);
          logger.addAppender(tidied, ref.getLevel(), ref.getFilter());
        }
      }
    }
    context.updateLoggers();
  }

  private static boolean debugging() {
    String level = System.getProperty("linesweep.log.level", "warn");
    return Level.toLevel(level, Level.WARN).isLessSpecificThan(Level.INFO);
  }

  private static Appender lines(
      ConsoleAppender console, Configuration configuration, boolean local) {
    return tidied(console, configuration, event -> with(event, line(event)), new ToldOnce(local));
  }

  private static Appender clean(ConsoleAppender console, Configuration configuration) {
    return tidied(console, configuration, event -> with(event, whole(event)), null);
  }

  private static Appender tidied(
      ConsoleAppender console,
      Configuration configuration,
      RewritePolicy policy,
      @Nullable Filter filter) {
    String name = console.getName() + SUFFIX;
    Appender known = configuration.getAppender(name);
    if (known != null) {
      return known;
    }
    AppenderRef[] behind = {AppenderRef.createAppenderRef(console.getName(), null, null)};
    Appender tidied =
        RewriteAppender.createAppender(name, "true", behind, configuration, policy, filter);
    tidied.start();
    configuration.addAppender(tidied);
    return tidied;
  }

  private static LogEvent with(LogEvent event, String text) {
    return new Log4jLogEvent.Builder(event)
        .setMessage(new SimpleMessage(Printable.lines(text)))
        .setThrown(null)
        .build();
  }

  /** Keeps back what the command tells itself, and a cause that has been told. */
  static final class ToldOnce extends AbstractFilter {
    private static final int MOST_CAUSES = 1000;

    private final boolean local;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    ToldOnce(boolean local) {
      super(Filter.Result.NEUTRAL, Filter.Result.DENY);
      this.local = local;
    }

    @Override
    public Result filter(LogEvent event) {
      String logger = event.getLoggerName();
      if (NEVER_TOLD.contains(logger)
          || (local && TOLD_BY_THE_COMMAND.contains(logger))
          || SAID_BETTER.matcher(message(event)).matches()) {
        return Result.DENY;
      }
      String cause = cause(event);
      boolean isNew = cause.isEmpty() || (told.size() < MOST_CAUSES && told.add(cause));
      return isNew ? Result.NEUTRAL : Result.DENY;
    }
  }

  /** The event and its stack trace. */
  private static String whole(LogEvent event) {
    StringWriter text = new StringWriter();
    text.write(message(event));
    Throwable thrown = event.getThrown();
    if (thrown != null) {
      text.write("\n");
      thrown.printStackTrace(new PrintWriter(text, true));
    }
    return text.toString();
  }

  /** The event on one line. */
  private static String line(LogEvent event) {
    String cause = cause(event);
    if (cause.isEmpty()) {
      return message(event);
    }
    String first = firstLine(message(event));
    return first.contains(cause) ? first : first + ": " + cause;
  }

  private static String message(LogEvent event) {
    return String.valueOf(event.getMessage().getFormattedMessage());
  }

  /** The innermost cause in one line; empty for an event without a stack trace. */
  private static String cause(LogEvent event) {
    Throwable thrown = event.getThrown();
    if (thrown != null) {
      Throwable inner = thrown;
      while (inner.getCause() != null && inner.getCause() != inner) {
        inner = inner.getCause();
      }
      return firstLine(inner.toString());
    }
    String message = message(event);
    if (!STACK.matcher(message).find()) {
      return "";
    }
    String cause = firstLine(message);
    for (Matcher matcher = CAUSE.matcher(message); matcher.find(); ) {
      cause = firstLine(matcher.group(1));
    }
    return cause;
  }

  private static String firstLine(String text) {
    return text.strip().lines().findFirst().orElse("");
  }
}
