package dev.linesweep.fault;

import static dev.linesweep.fault.Rule.command;
import static dev.linesweep.fault.Rule.machines;

import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.util.VersionInfo;

/**
 * All known faults. The first rule that matches counts, so a rule that explains more comes before
 * one that explains less: a missing password is also a lack of permission.
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
              "ND4J needs more memory than the process may have: {1}B are in use, the limit is"
                  + " {2}B",
              MORE_OVERHEAD),
          machines(
              "Failed to allocate memory within limits: totalBytes \\((\\w+)\\) > maxBytes"
                  + " \\((\\w+)\\)",
              "ND4J's arrays need {1}B of memory outside Java's heap; the limit is {2}B",
              MORE_OVERHEAD),
          machines(
              "OutOfMemoryError: Cannot allocate new \\w+\\(\\d+\\)|OutOfMemoryError: Direct"
                  + " buffer memory|OutOfMemoryError: Cannot reserve",
              "the memory outside Java's heap is used up",
              MORE_OVERHEAD),
          machines(
              "unable to create (?:new )?native thread",
              "this user may not start more threads on this machine",
              "Raise the limit (ulimit -u, or the container's limit of processes), or use fewer"
                  + " cores, such as --master local[2]."),
          machines("OutOfMemoryError", "Java's heap is too small", MORE_HEAP),
          machines(
              "(?i)Container killed by YARN|running beyond (?:physical|virtual) memory|OOMKilled",
              "an executor was killed because it used more memory than it was given",
              MORE_OVERHEAD),
          machines(
              "(?i)exit(?:ed with)? (?:code|status):? 137",
              "an executor was killed (code 137), most likely because its machine ran out of"
                  + " memory",
              "Run fewer executors or cores per machine, or give each executor less memory: --conf"
                  + " spark.executor.memory=2g; in a container, more: --conf"
                  + " spark.executor.memoryOverhead=2g."),
          machines(
              "spark\\.driver\\.maxResultSize",
              "the results are larger than the driver may collect",
              "Raise the limit: --conf spark.driver.maxResultSize=4g."));

  private static final List<Rule> DISK =
      List.of(
          machines(
              "(\\S*/\\S*?)[:)]* \\(?No space left on device",
              "the disk of {1} is full",
              "Free some space, or use another disk: for temporary files with --conf"
                  + " spark.local.dir=/path (SPARK_LOCAL_DIRS on a cluster's workers), for results"
                  + " with --out."),
          machines(
              "No space left on device|(?i)not enough space on the disk",
              "a disk is full",
              "If it is the disk of temporary files, name another one with --conf"
                  + " spark.local.dir=/path (SPARK_LOCAL_DIRS on a cluster's workers)."),
          machines(
              "(?:DS|NS)QuotaExceeded\\w*: (.*)|Disk quota exceeded",
              "a disk quota is used up {1}",
              "Remove files, have the quota raised, or write elsewhere with --out."),
          machines(
              "Failed to create (?:a temp directory|a temporary directory|any local dir)"
                  + "(?: \\(under (\\S+)\\))?",
              "Spark cannot create its temporary directory {1}",
              "Name a writable one with --conf spark.local.dir=/path (SPARK_LOCAL_DIRS"
                  + " on a cluster's workers)."),
          machines(
              "(\\S*/\\S*?)[:)]* \\(?Read-only file system",
              "{1} is on a read-only file system",
              "Write elsewhere with --out."));

  private static final List<Rule> CREDENTIALS =
      List.of(
          command(
              "NoAuthWithAWSException|NoAwsCredentialsException|No AWS Credentials provided"
                  + "|Unable to load (?:AWS )?credentials",
              "S3 needs an access key, and none is given",
              S3_KEYS),
          command(
              "InvalidAccessKeyId|SignatureDoesNotMatch|InvalidToken|ExpiredToken|"
                  + "The AWS Access Key Id you provided does not exist",
              "S3 rejects the access key",
              S3_KEYS),
          command(
              "(?:s3a?://\\S+).*(?:Access ?Denied|Forbidden|status code: 403|Status Code: 403)",
              "S3 does not let this access key read or write there: the key is wrong or lacks the"
                  + " permission",
              "Check that AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or"
                  + " spark.hadoop.fs.s3a.access.key and secret.key) are those of the bucket, and"
                  + " that its owner allows this access."),
          command(
              "SIMPLE authentication is not enabled|GSS initiate failed|Failed to find any Kerberos"
                  + " tgt|Client cannot authenticate via",
              "the cluster requires Kerberos, and this user has no ticket",
              KERBEROS),
          command(
              "(?i)(password authentication failed for user[^\\n"
                  + "]*|Access denied for user[^\\n"
                  + "]*|no password was provided[^\\n"
                  + "]*|ORA-01017[^\\n"
                  + "]*|Login failed for user[^\\n"
                  + "]*)",
              "the database rejects the user or the password: {1}",
              "Give data.options: {user: NAME, password: \"${env:PASSWORD}\"}, and set the"
                  + " variable."));

  private static final List<Rule> PERMISSION =
      List.of(
          command(
              "Permission denied: user=([^,]+), access=WRITE, inode=\"([^\"]+)\"",
              "user {1} may not write to {2}",
              "Use a folder that this user owns, such as --out hdfs:///user/{1}/sweep, or another"
                  + " user (HADOOP_USER_NAME=NAME)."),
          command(
              "Permission denied: user=([^,]+), access=\\w+, inode=\"([^\"]+)\"",
              "user {1} may not read {2}",
              "Ask its owner to allow it (hdfs dfs -chmod o+rX {2}), or use another user"
                  + " (HADOOP_USER_NAME=NAME)."),
          command(
              "AccessDeniedException: (?:file:)?(/[^\\s:]*)",
              "this user may not use {1}",
              "Use another one, or have its owner allow it."),
          command(
              "Invalid UID, could not determine effective user|invalid null input: name",
              "this user has only a number and no name on this machine, and Hadoop needs a name",
              "Add a line for it to /etc/passwd, as the entry point of Spark's images does, or run"
                  + " as a user with a name."));

  private static final List<Rule> LIBRARY =
      List.of(
          command(
              "org\\.apache\\.hadoop\\.fs\\.s3a\\.\\w+ not found|ClassNotFoundException:"
                  + " org\\.apache\\.hadoop\\.fs\\.s3a",
              "s3a:// paths need the library hadoop-aws, which is missing",
              "Add --packages org.apache.hadoop:hadoop-aws:" + VersionInfo.getVersion() + "."),
          command(
              "ClassNotFoundException: (?:Class )?((?:org\\.apache\\.hadoop\\.fs"
                  + "|com\\.google\\.cloud|com\\.amazonaws|software\\.amazon)\\.\\S+)",
              "the library with {1} is missing",
              "Add it with --packages; for S3, org.apache.hadoop:hadoop-aws:"
                  + VersionInfo.getVersion()
                  + " brings all that it needs."),
          command(
              "No FileSystem for scheme \"?s3n?\"?(?![\\w.+-])",
              "Spark reads S3 with s3a://, not s3://",
              "Write s3a://, and add --packages org.apache.hadoop:hadoop-aws:"
                  + VersionInfo.getVersion()
                  + "."),
          command(
              "No FileSystem for scheme \"?([\\w.+-]+)\"?",
              "the library for {1}:// paths is missing",
              "Add it with --packages, or use another file system."));

  private static final List<Rule> START =
      List.of(
          command(
              "getSubject is (?:not supported|supported only)",
              "this version of Spark does not run on this version of Java",
              "Use Java 17 or 21 (JAVA_HOME), or a newer Spark."),
          command(
              "UnsupportedClassVersionError",
              "Linesweep needs Java 17 or newer, and a machine has an older one",
              "Give all machines Java 17 or newer: JAVA_HOME here, --conf"
                  + " spark.executorEnv.JAVA_HOME=/path for executors."),
          command(
              "Could not parse Master URL: '(yarn|k8s:)[^']*'",
              "this Spark distribution has no client for {1}",
              "Set SPARK_HOME to a Spark 4 distribution with that client, or run the jar with its"
                  + " spark-submit."),
          command(
              "Could not parse Master URL: '([^']*)'",
              "{1} is not the address of a Spark master",
              "Write --master local[*], spark://HOST:7077, yarn or k8s://https://HOST:PORT."),
          command(
              "Address already in use: Service '(\\w+)' failed after \\d+ retries \\(starting from"
                  + " (\\d+)\\)",
              "port {2} for {1} is in use",
              "Remove the setting of this port, or let Spark try more ports: --conf"
                  + " spark.port.maxRetries=16."),
          command(
              "Cannot assign requested address: Service '(\\w+)' failed",
              "the address for {1} does not belong to this machine",
              "Correct --conf spark.driver.bindAddress (or SPARK_LOCAL_IP); 0.0.0.0 means all"
                  + " addresses of this machine."),
          command(
              "FileNotFoundException: File (\\S+) does not exist",
              "{1} does not exist",
              "Make it, or correct the setting, such as --conf spark.eventLog.dir=PATH."));

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
              "the bucket does not exist",
              "Correct its name, or create it first."),
          command(
              "Connect to (\\S+:\\d+)[^\\n]* failed",
              "nothing answers at {1}",
              "Correct --conf spark.hadoop.fs.s3a.endpoint=URL, or start the service."),
          machines(
              "SafeModeException|(?i)name node is in safe mode",
              "HDFS is in safe mode and cannot be written to",
              "Wait until it leaves safe mode (hdfs dfsadmin -safemode get)."),
          command(
              "UnknownHostException:? (?:Invalid host name: )?[^\\n]*?destination host is:"
                  + " \"?([\\w.-]+)\"?",
              "no machine is named {1}",
              "Correct the name in the path, or fs.defaultFS of the cluster's settings."),
          command(
              "(?m)UnknownHostException: ([\\w.-]+)(?:$|:)",
              "no machine is named {1}",
              "Correct the name in the path or address."));

  private static final List<Rule> KUBERNETES =
      List.of(
          command(
              "timeout of \\d+ ms has been exceeded when getting a connection to (\\S+:\\d+)",
              "nothing answers at {1}",
              "Correct the address in --master k8s://https://HOST:PORT, or start the cluster's API"
                  + " server."),
          command(
              "is forbidden: User \"(\\S+)\" cannot (\\w+) resource \"(\\w+)\"",
              "{1} may not {2} {3} in this cluster",
              "Allow it, for example with the cluster role edit, or name another account with"
                  + " --conf spark.kubernetes.authenticate.driver.serviceAccountName=NAME."),
          command(
              "KubernetesClientException[^\\n]*Unauthorized",
              "Kubernetes rejects the credentials",
              "Log in again, so that kubectl works here, or give --conf"
                  + " spark.kubernetes.authenticate.submission.oauthTokenFile=FILE."));

  private static final List<Rule> CLUSTER =
      List.of(
          machines(
              "ExecutorLostFailure \\(executor \\S+ exited[^)]*\\) Reason: ([^\\n]*)",
              "executors were lost repeatedly; the last one: {1}",
              "See their logs. If they ran out of memory, give them more: --conf"
                  + " spark.executor.memory=4g --conf spark.executor.memoryOverhead=1g."),
          machines(
              "RejectedExecutionException: Task \\S*TaskRunner",
              "an executor ended during its work",
              "See its log. If it ran out of memory, give it more: --conf spark.executor.memory=4g"
                  + " --conf spark.executor.memoryOverhead=1g."),
          machines(
              "SparkContext has been shut ?down|SparkContext was shut down"
                  + "|Cannot call methods on a stopped SparkContext|Master removed our application",
              "Spark was stopped by its master or from outside",
              "Finished blocks are kept. Run the same command again to continue."));

  static final List<Rule> RULES =
      Stream.of(MEMORY, DISK, KUBERNETES, CREDENTIALS, PERMISSION, LIBRARY, START, NETWORK, CLUSTER)
          .flatMap(List::stream)
          .toList();

  private Catalogue() {}
}
