package dev.linesweep.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fault.Fault.Blame;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures as Spark 4.2, Hadoop 3.5 and databases throw them, and what is said of them. */
class FaultsTest {
  private static Arguments command(String message, String... said) {
    return Arguments.of(Blame.COMMAND, message, List.of(said));
  }

  private static Arguments machines(String message, String... said) {
    return Arguments.of(Blame.MACHINES, message, List.of(said));
  }

  static Stream<Arguments> known() {
    return Stream.of(
        command(
            "java.lang.RuntimeException: java.lang.ClassNotFoundException: Class"
                + " org.apache.hadoop.fs.s3a.S3AFileSystem not found",
            "hadoop-aws",
            "--packages org.apache.hadoop:hadoop-aws:3."),
        command(
            "io.fabric8.kubernetes.client.KubernetesClientException: The timeout of 10000 ms has"
                + " been exceeded when getting a connection to 127.0.0.1:19643",
            "nothing answers at 127.0.0.1:19643",
            "k8s://https://"),
        command(
            "io.fabric8.kubernetes.client.KubernetesClientException: Failure executing: GET at:"
                + " https://127.0.0.1:19643/api/v1/namespaces/default/pods. Message: pods is"
                + " forbidden: User \"system:serviceaccount:default:spark\" cannot list resource"
                + " \"pods\" in API group \"\" in the namespace \"default\".",
            "system:serviceaccount:default:spark may not list pods",
            "serviceAccountName"),
        command(
            "io.fabric8.kubernetes.client.KubernetesClientException: Failure executing: POST at:"
                + " https://127.0.0.1:19643/api/v1/namespaces/default/pods. Message: Unauthorized.",
            "rejects the credentials",
            "kubectl"),
        command("No FileSystem for scheme \"s3\"\n", "s3a://"),
        command("No FileSystem for scheme \"s3\"", "Write s3a://"),
        command("No FileSystem for scheme \"s3x\"", "for s3x:// paths"),
        command("No FileSystem for scheme \"abfs\"", "library for abfs:// paths is missing"),
        command(
            "java.lang.ClassNotFoundException: Class"
                + " org.apache.hadoop.fs.gs.GoogleHadoopFileSystem not found",
            "org.apache.hadoop.fs.gs.GoogleHadoopFileSystem"),
        command(
            "java.lang.IllegalArgumentException: java.net.UnknownHostException: nosuchhost.invalid",
            "no machine is named nosuchhost.invalid"),
        command(
            "Call From vm/127.0.0.1 to localhost:1 failed on connection exception:"
                + " java.net.ConnectException: Connection refused; For more details see: ...",
            "nothing answers at localhost:1"),
        command("java.nio.file.AccessDeniedException: /data", "this user may not use /data"),
        command(
            "java.io.FileNotFoundException: File file:/nowhere/ev does not exist",
            "file:/nowhere/ev does not exist",
            "spark.eventLog.dir"),
        command(
            "java.nio.file.AccessDeniedException: s3a://b/x: org.apache.hadoop.fs.s3a.auth"
                + ".NoAuthWithAWSException: No AWS Credentials provided by TemporaryAWSC...",
            "S3 needs an access key",
            "AWS_ACCESS_KEY_ID"),
        command(
            "java.nio.file.AccessDeniedException: s3a://b/x: getFileStatus on s3a://b/x:"
                + " software.amazon.awssdk.services.s3.model.S3Exception: Forbidden (Service: S3,"
                + " Status Code: 403, Request ID: 1):null",
            "does not let this access key"),
        command(
            "java.net.UnknownHostException: getFileStatus on s3a://b/x: software.amazon.awssdk.core"
                + ".exception.SdkClientException: Received an UnknownHostException when attempting"
                + " to interact with a service.\njava.net.UnknownHostException: nosuchhost.invalid",
            "no machine is named nosuchhost.invalid"),
        command(
            "java.io.IOException: getFileStatus on s3a://b/x: software.amazon.awssdk.core.exception"
                + ".SdkClientException: Unable to execute HTTP request: Connect to 127.0.0.1:9"
                + " [/127.0.0.1] failed: Connection refused",
            "nothing answers at 127.0.0.1:9",
            "spark.hadoop.fs.s3a.endpoint"),
        command(
            "Permission denied: user=bob, access=WRITE,"
                + " inode=\"/sweeps\":hdfs:supergroup:drwxr-xr-x",
            "user bob may not write to /sweeps",
            "--out hdfs:///user/bob/sweep"),
        command(
            "Permission denied: user=bob, access=EXECUTE,"
                + " inode=\"/secret\":root:supergroup:drwx---",
            "user bob may not read /secret",
            "hdfs dfs -chmod o+rX /secret"),
        command(
            "org.postgresql.util.PSQLException: FATAL: password authentication failed for user"
                + " \"ada\"",
            "password authentication failed for user \"ada\"",
            "${env:PASSWORD}"),
        command(
            "org.apache.hadoop.security.AccessControlException: SIMPLE authentication is not"
                + " enabled.  Available:[TOKEN, KERBEROS]",
            "Kerberos",
            "kinit"),
        command(
            "java.net.BindException: bind(..) failed with error(-98): Address already in use:"
                + " Service 'sparkDriver' failed after 0 retries (starting from 7177)! Consider",
            "port 7177 for sparkDriver is in use",
            "spark.port.maxRetries"),
        command(
            "java.net.BindException: bind(..) failed with error(-99): Cannot assign requested"
                + " address: Service 'sparkDriver' failed after 16 retries (on a random free"
                + " port)!",
            "spark.driver.bindAddress"),
        command("Could not parse Master URL: 'yarn'", "no client for yarn", "SPARK_HOME"),
        command(
            "Could not parse Master URL: 'lokal'", "lokal is not the address", "--master local[*]"),
        command("java.io.IOException: Invalid UID, could not determine effective user", "passwd"),
        machines(
            "java.lang.OutOfMemoryError: Physical memory usage is too high: physicalBytes (1713M) >"
                + " maxPhysicalBytes (1536M)",
            "1713MB are in use, the limit is 1536MB",
            "spark.executor.memoryOverhead"),
        machines(
            "java.lang.OutOfMemoryError: Failed to allocate memory within limits: totalBytes (300M)"
                + " > maxBytes (256M)",
            "need 300MB",
            "the limit is 256MB"),
        machines("java.lang.OutOfMemoryError: Java heap space", "heap", "--driver-memory 4g"),
        machines(
            "java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory",
            "not start more threads"),
        machines(
            "java.io.IOException: No space left on device",
            "a disk is full",
            "--conf spark.local.dir=/path"),
        machines(
            "java.nio.file.FileSystemException: /data/out/x: No space left on device",
            "the disk of /data/out/x is full"),
        machines(
            "Total size of serialized results of 3 tasks (1.2 GiB) is bigger than"
                + " spark.driver.maxResultSize (1024.0 MiB)",
            "--conf spark.driver.maxResultSize=4g"),
        machines(
            "ExecutorLostFailure (executor 3 exited unrelated to the running tasks) Reason: worker"
                + " lost: Not receiving heartbeat for 60 seconds",
            "the last one: worker lost"),
        machines(
            "ExecutorLostFailure (executor 0 exited caused by one of the running tasks) Reason:"
                + " Command exited with code 137",
            "code 137",
            "--conf spark.executor.memoryOverhead=2g"),
        machines(
            "Reason: Container killed by YARN for exceeding physical memory limits. 1.5 GB of 1.4"
                + " GB",
            "more memory than it was given"),
        machines(
            "java.util.concurrent.RejectedExecutionException: Task"
                + " org.apache.spark.executor.Executor$TaskRunner@780f9cfe rejected",
            "an executor ended during its work"));
  }

  @ParameterizedTest
  @MethodSource("known")
  void saysWhoseItIsAndWhatToDo(Blame blame, String message, List<String> said) {
    Fault fault = Faults.of(new ExecutionException(new IOException(message))).orElseThrow();

    assertThat(fault.blame()).isEqualTo(blame);
    assertThat(fault.text()).contains(said).doesNotContain("{1}", "Exception:").endsWith(".");
  }

  @Test
  void aSentenceOfSeveralLinesIsToldWhole() {
    String text =
        "Encountered null while assembling a row. Consider\n"
            + "removing nulls or\n"
            + "using \"keep\".\n"
            + "A tree";
    assertThat(Faults.line(new IllegalStateException(text)))
        .isEqualTo(
            "IllegalStateException: Encountered null while assembling a row. Consider removing"
                + " nulls or using \"keep\".");
  }

  @Test
  void whatNobodyForesawIsNotExplained() {
    Throwable failure = new ExecutionException(new IllegalStateException("A.\nB."));
    assertThat(Faults.of(failure)).isEmpty();
    assertThat(Faults.line(failure)).isEqualTo("IllegalStateException: A.");
    assertThat(Faults.line(new IOException("x", new RejectedExecutionException())))
        .isEqualTo("IOException: x");
  }

  /** Of an executor's failure the driver has the text, and a server adds its own stack. */
  @Test
  void framesAreNotRead() {
    String text =
        "Lost task 0.0 in stage 1.0: java.lang.IllegalStateException: odd\n"
            + "\tat org.apache.hadoop.fs.s3a.S3AFileSystem not found(X.java:1)\n"
            + "Caused by: java.io.IOException: No space left on device\n"
            + "\tat java.base/sun.nio.ch.FileDispatcherImpl.write0(Native Method)";
    assertThat(Faults.line(new IllegalStateException(text))).startsWith("a disk is full. ");
  }

  @Test
  void aServersStackIsLeftOut() {
    AccessControlException denied =
        new AccessControlException(
            "Permission denied: user=bob, access=WRITE, inode=\"/\":hdfs:supergroup:drwxr-xr-x\n"
                + "\tat org.apache.hadoop.hdfs.server.namenode.FSPermissionChecker.check(F.java:1)\n"
                + "\tat org.apache.hadoop.ipc.Server.call(Server.java:1)");
    assertThat(Faults.line(denied)).hasLineCount(1).contains("user bob may not write to /");
  }
}
