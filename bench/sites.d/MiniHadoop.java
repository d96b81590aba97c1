import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * HDFS and YARN on loopback, of Hadoop's own test clusters: their daemons are threads of this
 * process, and YARN's containers real processes.
 *
 * <pre>java -cp 'SPARK/jars/*:hadoop-client-minicluster.jar' MiniHadoop.java FOLDER</pre>
 *
 * When both stand, FOLDER/conf has their configuration (a HADOOP_CONF_DIR), and a line says so.
 * They end with this process.
 */
public final class MiniHadoop {
  private static final String LOOPBACK = "127.0.0.1";

  private MiniHadoop() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Path.of(args[0]).toAbsolutePath();
    Configuration site = new Configuration();
    dfs(site, folder);
    try (MiniDFSCluster dfs = new MiniDFSCluster.Builder(site).numDataNodes(1).build();
        MiniYARNCluster yarn = new MiniYARNCluster("linesweep", 1, 2, 1, 1)) {
      dfs.waitActive();
      site.set("fs.defaultFS", dfs.getURI().toString());
      yarn(site);
      yarn.init(site);
      yarn.start();
      Configuration client = new Configuration(yarn.getConfig());
      client.set("fs.defaultFS", dfs.getURI().toString());
      client.unset("net.topology.node.switch.mapping.impl"); // of Hadoop's tests, not in a Spark
      Files.createDirectories(folder.resolve("conf"));
      write(client, folder.resolve("conf/core-site.xml"));
      write(client, folder.resolve("conf/yarn-site.xml"));
      System.out.println("HDFS and YARN stand: " + dfs.getURI());
      Thread.currentThread().join();
    }
  }

  private static void dfs(Configuration site, Path folder) {
    site.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
    site.set("dfs.namenode.fs-limits.min-block-size", "1024");
    site.setBoolean("dfs.permissions.enabled", true);
  }

  /** Two managers of one node each, and two attempts for an application. */
  private static void yarn(Configuration site) {
    site.set("yarn.resourcemanager.hostname", LOOPBACK);
    site.set("yarn.nodemanager.hostname", LOOPBACK);
    site.setInt(YarnConfiguration.NM_PMEM_MB, 6144);
    site.setInt(YarnConfiguration.NM_VCORES, 4);
    site.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 128);
    site.setBoolean(YarnConfiguration.NM_VMEM_CHECK_ENABLED, false);
    site.setBoolean(YarnConfiguration.NM_PMEM_CHECK_ENABLED, false);
    site.setInt(YarnConfiguration.RM_AM_MAX_ATTEMPTS, 2);
    site.set("yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "99");
    site.set("yarn.scheduler.capacity.root.queues", "default");
    site.set("yarn.scheduler.capacity.root.default.capacity", "100");
    site.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1");
    site.set("yarn.application.classpath", "");
  }

  private static void write(Configuration site, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      site.writeXml(out);
    }
  }
}
