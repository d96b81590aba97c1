package dev.linesweep.fault;

import static dev.linesweep.fault.Rule.command;
import static dev.linesweep.fault.Rule.machines;

import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.util.VersionInfo;

/**
 * All that is foreseen. The first rule that is found counts, so what explains more stands above
 * what explains less: a password that is missing is also a lack of permission.
 */
final class Catalogue {
  private static final String MORE_HEAP =
      "Give it more: --driver-memory 4g in local mode, --conf spark.executor.memory=4g on a"
          + " cluster.";

  private static final String MORE_OVERHEAD =
      "Give it more: --conf spark.executor.memoryOverhead=2g on a cluster, --driver-memory 4g in"
          + " local mode.";

  private static final String S3_KEYS =
      "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment of driver and"
          + " executors, or name another source of them with --conf"
          + " spark.hadoop.fs.s3a.aws.credentials.provider=CLASS.";

  private static final String KERBEROS =
      "Run kinit first, or give --conf spark.kerberos.principal=NAME and --conf"
          + " spark.kerberos.keytab=FILE.";

  private static final List<Rule> MEMORY =
      List.of(
          machines(
              "Physical memory usage is too high: physicalBytes \\((\\w+)\\) > maxPhysicalBytes"
                  + " \\((\\w+)\\)",
              "ND4J needs more memory than the process may have: {1}B are in use, the bound is"
                  + " {2}B",
              MORE_OVERHEAD),
          machines(
              "Failed to allocate memory within limits: totalBytes \\((\\w+)\\) > maxBytes"
                  + " \\((\\w+)\\)",
              "ND4J's arrays need {1}B of memory outside Java's heap, the bound is {2}B",
              MORE_OVERHEAD),
          machines(
              "OutOfMemoryError: Cannot allocate new \\w+\\(\\d+\\)|OutOfMemoryError: Direct"
                  + " buffer memory|OutOfMemoryError: Cannot reserve",
              "the memory outside Java's heap is used up",
              MORE_OVERHEAD),
          machines(
              "unable to create (?:new )?native thread",
              "this user may start no more threads on the machine",
              "Raise the limit (ulimit -u, or the container's limit of processes), or use fewer"
                  + " cores, such as --master local[2]."),
          machines("OutOfMemoryError", "Java's heap is too small", MORE_HEAP),
          machines(
              "(?i)Container killed by YARN|running beyond (?:physical|virtual) memory|OOMKilled",
              "an executor was killed since it used more memory than it was given",
              MORE_OVERHEAD),
          machines(
              "(?i)exit(?:ed with)? (?:code|status):? 137",
              "an executor was killed (code 137), most likely since its machine had no memory left",
              "Run fewer executors or cores on a machine, or give each less: --conf"
                  + " spark.executor.memory=2g; in a container, more: --conf"
                  + " spark.executor.memoryOverhead=2g."),
          machines(
              "spark\\.driver\\.maxResultSize",
              "the results are larger than Spark lets a driver collect",
              "Raise the limit: --conf spark.driver.maxResultSize=4g."));

  private static final List<Rule> DISK =
      List.of(
          machines(
              "(\\S*/\\S*?)[:)]* \\(?No space left on device",
              "the disk of {1} is full",
              "Free some of it. Temporary files go to another disk with --conf"
                  + " spark.local.dir=/path (SPARK_LOCAL_DIRS on a cluster's workers), results"
                  + " with --out."),
          machines(
              "No space left on device|(?i)not enough space on the disk",
              "a disk is full",
              "If it is that of temporary files, name another one with --conf"
                  + " spark.local.dir=/path (SPARK_LOCAL_DIRS on a cluster's workers)."),
          machines(
              "(?:DS|NS)QuotaExceeded\\w*: (.*)|Disk quota exceeded",
              "a disk quota is used up {1}",
              "Remove files, ask for more, or write elsewhere with --out."),
          machines(
              "Failed to create (?:a temp directory|a temporary directory|any local dir)"
                  + "(?: \\(under (\\S+)\\))?",
              "Spark cannot make its temporary directory {1}",
              "Name one that can be written with --conf spark.local.dir=/path (SPARK_LOCAL_DIRS"
                  + " on a cluster's workers)."),
          machines(
              "(\\S*/\\S*?)[:)]* \\(?Read-only file system",
              "{1} is on a file system that cannot be written",
              "Write elsewhere with --out."));

  private static final List<Rule> CREDENTIALS =
      List.of(
          command(
              "NoAuthWithAWSException|NoAwsCredentialsException|No AWS Credentials provided"
                  + "|Unable to load (?:AWS )?credentials",
              "S3 asks for a key, and none is given",
              S3_KEYS),
          command(
              "InvalidAccessKeyId|SignatureDoesNotMatch|InvalidToken|ExpiredToken|"
                  + "The AWS Access Key Id you provided does not exist",
              "S3 does not accept the key",
              S3_KEYS),
          command(
              "(?:s3a?://\\S+).*(?:Access ?Denied|Forbidden|status code: 403|Status Code: 403)",
              "S3 does not let this key read or write there: it is wrong, or it may not",
              "See that AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or"
                  + " spark.hadoop.fs.s3a.access.key and secret.key) are those of the bucket, and"
                  + " what its owner allows."),
          command(
              "SIMPLE authentication is not enabled|GSS initiate failed|Failed to find any Kerberos"
                  + " tgt|Client cannot authenticate via",
              "the cluster asks for Kerberos, and this user has no ticket",
              KERBEROS),
          command(
              "(?i)(password authentication failed for user[^\\n"
                  + "]*|Access denied for user[^\\n"
                  + "]*|no password was provided[^\\n"
                  + "]*|ORA-01017[^\\n"
                  + "]*|Login failed for user[^\\n"
                  + "]*)",
              "the database does not accept the user or the password: {1}",
              "Give data.options: {user: NAME, password: \"${env:PASSWORD}\"}, and set the"
                  + " variable."));

  private static final List<Rule> PERMISSION =
      List.of(
          command(
              "Permission denied: user=([^,]+), access=WRITE, inode=\"([^\"]+)\"",
              "user {1} may not write in {2}",
              "Use a folder of this user, such as --out hdfs:///user/{1}/sweep, or another user"
                  + " (HADOOP_USER_NAME=NAME)."),
          command(
              "Permission denied: user=([^,]+), access=\\w+, inode=\"([^\"]+)\"",
              "user {1} may not read {2}",
              "Have its owner allow it (hdfs dfs -chmod o+rX {2}), or use another user"
                  + " (HADOOP_USER_NAME=NAME)."));

  private static final List<Rule> USER =
      List.of(
          command(
              "Invalid UID, could not determine effective user|invalid null input: name",
              "this user, known by its number only, has no name on this machine, and Hadoop asks"
                  + " for one",
              "Add a line for it to /etc/passwd, as the entry point of Spark's images does, or run"
                  + " as a user that has one."));

  private static final List<Rule> LIBRARY =
      List.of(
          command(
              "org\\.apache\\.hadoop\\.fs\\.s3a\\.\\w+ not found|ClassNotFoundException:"
                  + " org\\.apache\\.hadoop\\.fs\\.s3a",
              "s3a:// paths need the library hadoop-aws, which is not there",
              "Add --packages org.apache.hadoop:hadoop-aws:" + VersionInfo.getVersion() + "."),
          command(
              "ClassNotFoundException: (?:Class )?((?:org\\.apache\\.hadoop\\.fs"
                  + "|com\\.google\\.cloud|com\\.amazonaws|software\\.amazon)\\.\\S+)",
              "the library with {1} is not there",
              "Add it with --packages; for S3, org.apache.hadoop:hadoop-aws:"
                  + VersionInfo.getVersion()
                  + " brings all of its own."),
          command(
              "No FileSystem for scheme \"?s3n?\"?\\s",
              "Spark reads S3 by s3a://, not s3://",
              "Write s3a://, and add --packages org.apache.hadoop:hadoop-aws:"
                  + VersionInfo.getVersion()
                  + "."),
          command(
              "No FileSystem for scheme \"?([\\w.+-]+)\"?",
              "there is no library for {1}:// paths",
              "Add the one that has it with --packages, or use another file system."));

  private static final List<Rule> START =
      List.of(
          command(
              "getSubject is (?:not supported|supported only)",
              "this Spark does not run on this Java",
              "Use Java 17 or 21 (JAVA_HOME), or a newer Spark."),
          command(
              "UnsupportedClassVersionError",
              "a Java is too old for Linesweep, which needs 17",
              "Give all machines Java 17 or newer: JAVA_HOME here, --conf"
                  + " spark.executorEnv.JAVA_HOME=/path for executors."),
          command(
              "Could not parse Master URL: '(yarn|k8s:)[^']*'",
              "this Spark has no client for {1}",
              "Set SPARK_HOME to a Spark 4 distribution that has it, or give the jar to its"
                  + " spark-submit."),
          command(
              "Could not parse Master URL: '([^']*)'",
              "{1} is no address of a Spark master",
              "Write --master local[*], spark://HOST:7077, yarn or k8s://https://HOST:PORT."),
          command(
              "Address already in use: Service '(\\w+)' failed after \\d+ retries \\(starting from"
                  + " (\\d+)\\)",
              "port {2} for {1} is in use",
              "Leave the setting of this port out, or let Spark try more ports: --conf"
                  + " spark.port.maxRetries=16."),
          command(
              "Cannot assign requested address: Service '(\\w+)' failed",
              "the address for {1} is not one of this machine",
              "Correct --conf spark.driver.bindAddress (or SPARK_LOCAL_IP); 0.0.0.0 stands for all"
                  + " of them."));

  private static final List<Rule> NETWORK =
      List.of(
          command(
              "Call From \\S+ to (\\S+) failed on connection exception|Call From \\S+ to (\\S+)"
                  + " failed on socket timeout",
              "nothing answers at {1}",
              "Correct the host and the port in the path (hdfs://HOST:8020/...), or start the"
                  + " service."),
          command(
              "NoSuchBucket|The specified bucket does not exist",
              "there is no such bucket",
              "Correct its name, or make it first."),
          command(
              "Connect to (\\S+:\\d+)[^\\n]* failed",
              "nothing answers at {1}",
              "Correct --conf spark.hadoop.fs.s3a.endpoint=URL, or start the service."),
          machines(
              "SafeModeException|(?i)name node is in safe mode",
              "HDFS is in safe mode, so nothing can be written",
              "Wait until it has left it (hdfs dfsadmin -safemode get)."),
          command(
              "UnknownHostException:? (?:Invalid host name: )?[^\\n]*?destination host is:"
                  + " \"?([\\w.-]+)\"?",
              "there is no machine called {1}",
              "Correct the name in the path, or fs.defaultFS of the cluster's settings."),
          command(
              "(?m)UnknownHostException: ([\\w.-]+)(?:$|:)",
              "there is no machine called {1}",
              "Correct the name in the path or address."));

  private static final List<Rule> KUBERNETES =
      List.of(
          command(
              "timeout of \\d+ ms has been exceeded when getting a connection to (\\S+:\\d+)",
              "nothing answers at {1}",
              "Correct the address in --master k8s://https://HOST:PORT, or start what serves it."),
          command(
              "is forbidden: User \"(\\S+)\" cannot (\\w+) resource \"(\\w+)\"",
              "{1} may not {2} {3} in this cluster",
              "Let it, for example with the cluster role edit, or name another account with --conf"
                  + " spark.kubernetes.authenticate.driver.serviceAccountName=NAME."),
          command(
              "KubernetesClientException[^\\n]*Unauthorized",
              "Kubernetes does not accept who asks",
              "Log in again, so that kubectl works here, or give --conf"
                  + " spark.kubernetes.authenticate.submission.oauthTokenFile=FILE."));

  private static final List<Rule> CLUSTER =
      List.of(
          machines(
              "ExecutorLostFailure \\(executor \\S+ exited[^)]*\\) Reason: ([^\\n]*)",
              "executors were lost again and again; the last one: {1}",
              "See their logs. If it was their memory, give them more: --conf"
                  + " spark.executor.memory=4g --conf spark.executor.memoryOverhead=1g."),
          machines(
              "RejectedExecutionException: Task \\S*TaskRunner",
              "an executor ended while it was at work",
              "See its log. If it was its memory, give it more: --conf spark.executor.memory=4g"
                  + " --conf spark.executor.memoryOverhead=1g."),
          machines(
              "SparkContext has been shut ?down|SparkContext was shut down"
                  + "|Cannot call methods on a stopped SparkContext|Master removed our application",
              "Spark was stopped, by its master or from outside",
              "Finished blocks are kept. Run the same command again to continue."));

  static final List<Rule> RULES =
      Stream.of(
              MEMORY,
              DISK,
              KUBERNETES,
              CREDENTIALS,
              PERMISSION,
              USER,
              LIBRARY,
              START,
              NETWORK,
              CLUSTER)
          .flatMap(List::stream)
          .toList();

  private Catalogue() {}
}
