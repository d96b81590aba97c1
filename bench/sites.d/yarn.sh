# YARN: the driver on this machine and in the application master, which is killed and taken over.
. "$root/bench/sites.d/hadoop.sh"
. "$root/bench/sites.d/jobs.sh"

yarn() { # yarn MODE ARGS...: spark-submit as conf/yarn-MODE.conf says, smaller
  local mode=$1
  shift
  submit --master yarn --deploy-mode "$mode" --properties-file "$root/conf/yarn-$mode.conf" \
    --conf spark.executor.instances=2 --conf spark.executor.memory=1g --conf spark.executor.memoryOverhead=1g \
    --conf spark.yarn.report.interval=2000 "${more[@]}" -- "$@"
}

takeover() {
  yarn cluster run hdfs:///jobs/long.yaml --out hdfs:///runs/cluster &
  await 180 blocks /runs/cluster 1
  pkill -9 -f "deploy.yarn.ApplicationMaster --class"
  wait $!
}

start_hadoop || exit 1
more=()
line=$(reference "$root/jobs/line.yaml")
long_job >"$out/long.yaml"
sed 's/epochs:/epoch:/' "$out/long.yaml" >"$out/wrong.yaml"
long=$(reference "$out/long.yaml")
hdfs -mkdir -p /jobs
hdfs -put -f "$root/jobs/line.yaml" "$out/long.yaml" "$out/wrong.yaml" /jobs/

expect 0 "client mode ends with 0" yarn client run "$root/jobs/line.yaml" --out hdfs:///runs/client
hdfs -get /runs/client/summary.csv "$out/client.csv"
same "$line" "$out/client.csv" "client mode gives the bytes of one machine (dl4j)"
expect 2 "client mode: a wrong job ends with 2" yarn client run "$out/wrong.yaml" --out hdfs:///runs/wrong
expect 3 "client mode: a budget ends with 3" yarn client run "$root/jobs/line.yaml" --max-trials 400 --out hdfs:///runs/part
expect 1 "cluster mode: spark-submit ends with 1 for a wrong job" yarn cluster run hdfs:///jobs/wrong.yaml --out hdfs:///runs/wrong

more=(--conf spark.yarn.maxAppAttempts=2)
expect 0 "cluster mode: a killed application master is taken over" takeover
hdfs -get /runs/cluster/summary.csv "$out/cluster.csv"
same "$long" "$out/cluster.csv" "cluster mode: the second attempt gives the bytes of one machine"
