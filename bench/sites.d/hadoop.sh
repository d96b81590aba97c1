# Sourced by the sites that need HDFS or YARN: start_hadoop starts both.

start_hadoop() {
  local hadoop mini
  hadoop=$(basename "$SPARK_HOME"/jars/hadoop-client-api-*.jar .jar)
  mini=$(maven "org.apache.hadoop:hadoop-client-minicluster:${hadoop##*-}")
  # What the test clusters need and don't bring.
  for needed in org.bouncycastle:bc{prov,pkix,util}-jdk18on:1.82 org.junit.platform:junit-platform-console-standalone:1.14.1; do
    mini=$mini:$(maven "$needed")
  done
  start hadoop "$java" -Xmx1g -Dtest.build.data="$out/hadoop" -cp "$SPARK_HOME/jars/*:$mini" \
    "$root/bench/sites.d/MiniHadoop.java" "$out/hadoop"
  await 90 grep -q stand: "$out/hadoop.log" || return 1
  export HADOOP_CONF_DIR=$out/hadoop/conf
}

# hdfs ARGS...: as Hadoop's own `hdfs dfs`, which Spark's jars have without its script.
hdfs() {
  "$java" -cp "$HADOOP_CONF_DIR:$SPARK_HOME/jars/*" org.apache.hadoop.fs.FsShell "$@" 2>>"$out/hdfs.log"
}

blocks() { # blocks FOLDER N: whether its journal has so many
  [ "$(hdfs -ls "$1/journal" | grep -c '\.block')" -ge "$2" ]
}
