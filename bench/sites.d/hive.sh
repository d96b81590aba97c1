# Hive: a table of a metastore that is a process of its own, with Derby under it.
. "$root/bench/sites.d/tables.sh"
port=19430
conf=(--conf spark.sql.catalogImplementation=hive --conf "spark.hadoop.hive.metastore.uris=thrift://127.0.0.1:$port"
  --conf "spark.sql.warehouse.dir=$out/warehouse")

sweep() { # sweep JOB FOLDER
  submit --master 'local[2]' "${conf[@]}" -- run "$1" --out "$2" --quiet
}

cd "$out" || exit 1
start metastore "$java" -Dderby.system.home="$out" \
  -Djavax.jdo.option.ConnectionURL='jdbc:derby:;databaseName=metastore;create=true' \
  -cp "$SPARK_HOME/jars/*" org.apache.hadoop.hive.metastore.HiveMetaStore -p "$port" \
  --hiveconf hive.async.log.enabled=false --hiveconf datanucleus.schema.autoCreateAll=true --hiveconf hive.metastore.schema.verification=false \
  --hiveconf "hive.metastore.warehouse.dir=$out/warehouse" \
  --hiveconf 'javax.jdo.option.ConnectionURL=jdbc:derby:;databaseName=metastore;create=true'
await 60 bash -c "</dev/tcp/127.0.0.1/$port" || exit 1
"$SPARK_HOME/bin/spark-sql" --master 'local[2]' "${conf[@]}" \
  -e "$weather_view CREATE DATABASE sky; CREATE TABLE sky.weather STORED AS PARQUET AS $weather_query" >"$out/create.log" 2>&1
job_of 'table: sky.weather' >"$out/table.yaml"
expect 0 "a table of a Hive metastore" sweep "$out/table.yaml" "$out/run"
sweeps_as_csv "its numbers are those of the CSV file" "$out/run/summary.csv"
